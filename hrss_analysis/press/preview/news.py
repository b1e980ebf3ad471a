"""What the pages that are open in a browser are told: whether they are made anew, and what goes wrong."""

import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

BEAT = 5.0  # seconds after which a page is told the same again: one that was closed is noticed then


class News:
    """The state of a preview, and who listens to it; used by several threads at a time.

    Examples
    --------
    >>> news = News()
    >>> news.tell(doing="1/25")
    >>> news.of(Path("nowhere.html"))
    {'version': '', 'doing': '1/25', 'trouble': ''}
    """

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._doing = self._trouble = ""
        self._open: Counter[Path] = Counter()
        self._ended = False

    def tell(self, *, doing: str | None = None, trouble: str | None = None) -> None:
        """Tell all open pages how far their making is, and what went wrong; None leaves it as it is."""
        with self._changed:
            self._doing = self._doing if doing is None else doing
            self._trouble = self._trouble if trouble is None else trouble
            self._changed.notify_all()

    def end(self) -> None:
        """Let everybody go who listens."""
        with self._changed:
            self._ended = True
            self._changed.notify_all()

    def of(self, page: Path) -> dict[str, str]:
        """What a page is told: its version on disk, how far the making is, and what went wrong."""
        return {"version": version(page), "doing": self._doing, "trouble": self._trouble}

    def follow(self, page: Path) -> Iterator[dict[str, str]]:
        """What a page is told now, and whenever that changes, until all ends; again and again if it does not."""
        told: dict[str, str] = {}
        with self._opened(page):
            while True:
                with self._changed:
                    self._changed.wait_for(lambda: self._ended or self.of(page) != told, BEAT)  # noqa: B023
                    if self._ended:
                        return
                    told = self.of(page)
                yield told

    @property
    def open(self) -> frozenset[Path]:
        """The pages that somebody looks at."""
        with self._changed:
            return frozenset(+self._open)

    @contextmanager
    def _opened(self, page: Path) -> Iterator[None]:
        with self._changed:
            self._open[page] += 1
        try:
            yield
        finally:
            with self._changed:
                self._open[page] -= 1


def version(page: Path) -> str:
    """What tells a page from the one that is written in its place; blank where there is none."""
    try:
        return str(page.stat().st_mtime_ns)
    except OSError:
        return ""
