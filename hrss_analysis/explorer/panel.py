"""The explorer: selectors above, views below.

The selectors are widgets; the views are ordinary outputs of the cell, updated in place.
So the notebook holds the current pictures and tables whenever it is saved, and a page
made of it shows them without any widget.
"""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ..calendar import parse_period, year_of
from ..dataset import Dataset, open_dataset
from ..errors import HrssError, InputError, UsageError, unknown
from ..measures import compared
from ..messages import tell
from ..paper.html import EMPTY, Html, element, join
from ..quarters import quarter
from ..views import View, names
from ..views.words import Lang, say
from ..vocabulary import BASIS, COMPARISON, Label
from . import controls, export
from .selection import VIEWS, Selection, beginning, begun, code, draw

DATA = Label("数据", "numbers")
CODE = Label("重现此图的代码", "code that makes this view")
SAVE = Label("保存本图数据：", "save these numbers: ")
SAVE_ALL = Label("保存各图数据于一册：", "save the numbers of all views in one workbook: ")
FILES = "files"  # the last slot
AHEAD = 24  # periods projected from before they are chosen
PAUSE = 0.8  # seconds after a change, in which another one may come
TOO_LONG = 300_000  # figures of a dataset that are still compared beforehand


@dataclass
class _Kept:
    """What was selected, by dataset, and the dataset looked at last: a cell that is run again goes on from there."""

    path: Path
    selections: dict[Path, Selection] = field(default_factory=dict)


_KEPT: dict[tuple[Path, str], _Kept] = {}


def explore(ds: Dataset, *, lang: str = "zh", **selected: Any) -> "Explorer":
    """Explore a dataset with selectors and linked views.

    Run the cell again, and what was selected stays selected; change what it asks for, and
    it starts from that.

    Parameters
    ----------
    ds
        The dataset; others in the same folder can be chosen too.
    lang
        ``zh`` or ``en``.
    **selected
        What is selected to begin with: ``indicators areas since until basis comparison view``.

    Returns
    -------
    Explorer
        A notebook shows it; its ``selection``, and ``view(name)`` with ``.frame``, are there
        for the next cell.

    Raises
    ------
    UsageError
        If the language or something to be selected is unknown.
    InputError
        If the dataset has no figures.

    Examples
    --------
    >>> explorer = explore(open_dataset("data/wuxi"), indicators=[1], lang="en")
    >>> explorer.view("trend").frame["no"].unique().tolist(), explorer.code("trend").splitlines()[-2][:21]
    ([1], 'view = hrss.views.tre')
    """
    return Explorer(ds, names.check_lang(lang), selected)


class Explorer:
    """Selectors and the views of what they select.

    Attributes
    ----------
    ds
        The dataset that is looked at.
    selection
        What is selected.
    """

    def __init__(self, ds: Dataset, lang: Lang, selected: dict[str, Any]) -> None:
        _check(ds)
        self.ds, self._lang = ds, lang
        start = begun(ds, selected)
        home = ds.path.resolve()
        self._kept = _KEPT.setdefault((home, repr(sorted(selected.items()))), _Kept(home))
        self._datasets = {home: ds}
        self._slots: dict[str, Any] = {}
        self._turn = 0
        self.selection = self._kept.selections.get(home, start).within(ds)
        self.controls = controls.Controls(lang, _beside(ds), self._select, self._open)
        self._prepare()
        self.controls.show(ds, self.selection)
        if self._kept.path != home:
            self._open(self._kept.path)

    def view(self, name: str) -> View:
        """One view of what is selected: ``trend heat_map ranking shares scatter distribution projection``.

        Raises
        ------
        UsageError
            If there is no such view.
        """
        if name not in VIEWS:
            raise UsageError(unknown("view", name, VIEWS))
        return draw(name, self.selection, self.ds, self._lang)

    def code(self, name: str) -> str:
        """The code that makes a view of what is selected again."""
        return code(name, self.selection, self.ds, self._lang)

    def _repr_mimebundle_(self, **_options: Any) -> dict[str, Any]:
        return {"text/plain": f"<Explorer of {self.ds.name}>"}

    def _ipython_display_(self) -> None:
        from IPython.display import display

        display(self.controls.box)  # type: ignore[no-untyped-call]
        for slot, content in self._contents():
            self._slots[slot] = display(content(), display_id=True)  # type: ignore[no-untyped-call]
        loop = _loop()
        if loop is not None:
            loop.call_later(PAUSE, self._look_ahead, self.ds, _to_project(self.ds))

    def _contents(self) -> list[tuple[str, Callable[[], Html]]]:
        """Every slot below the selectors, with what makes its content; the slowest last."""
        shown = self.selection.shown
        drawn: dict[str, View] = {}

        def section(name: str) -> Html:
            if name not in shown:
                return EMPTY
            try:
                drawn[name] = self.view(name)
            except HrssError as error:
                return element("p", str(error), class_="none")
            return self._section(name, drawn[name])

        views = [(name, lambda name=name: section(name)) for name in VIEWS]
        told = ("selection", lambda: controls.told(self.ds, self.selection, self._lang))
        return [told, *views, (FILES, lambda: self._files(drawn))]

    def _section(self, name: str, view: View) -> Html:
        lang = self._lang
        file = f"{self.ds.name}-{name}"
        numbers = EMPTY if view.figure is None else export.frame_table(self.ds, view, lang)
        saved = element("p", getattr(SAVE, lang), export.csv_link(self.ds, view, file, lang)) if numbers else EMPTY
        return join([
            element("h3", say(lang, f"view_{name}")),
            view.html(),
            element("details", element("summary", getattr(DATA, lang)), numbers, saved) if numbers else EMPTY,
            element("details", element("summary", getattr(CODE, lang)), element("pre", element("code", self.code(name)))),
        ])  # fmt: skip

    def _files(self, drawn: dict[str, View]) -> Html:
        lang = self._lang
        shown = {say(lang, f"view_{name}"): view for name, view in drawn.items() if view.figure is not None}
        if not shown:
            return EMPTY
        codes = {say(lang, f"view_{name}"): self.code(name) for name in drawn}
        link = export.workbook_link(self.ds, shown, codes, self.ds.name, lang)
        return element("p", getattr(SAVE_ALL, lang), link)

    def _select(self, selection: Selection) -> None:
        self.selection = selection
        self._kept.selections[self.ds.path.resolve()] = selection
        self._redraw()

    def _open(self, path: Path) -> None:
        """Look at another dataset, at what was selected of it before."""
        try:
            ds = self._datasets.setdefault(path, open_dataset(path))
            _check(ds)
            start = beginning(ds)
        except HrssError as error:
            if "selection" in self._slots:
                self._slots["selection"].update(element("p", str(error), class_="none"))
            self.controls.show(self.ds, self.selection)
            return
        self.ds, self._kept.path = ds, path
        self.selection = self._kept.selections.get(path, start).within(ds)
        self._prepare()
        self.controls.show(ds, self.selection)
        self._redraw()

    def _prepare(self) -> None:
        """Compare every figure with everything once: after that, a change only cuts."""
        if len(self.ds.periods) * len(self.ds.indicators) * len(self.ds.areas) <= TOO_LONG:
            for basis in BASIS:
                for comparison in (None, *COMPARISON):
                    compared(self.ds, basis, comparison)

    def _redraw(self) -> None:
        """Renew the slots one after the other; what is selected meanwhile comes first."""
        if not self._slots:
            return
        self._turn += 1
        self._renew(self._turn, self._contents())

    def _renew(self, turn: int, contents: list[tuple[str, Callable[[], Html]]]) -> None:
        if turn != self._turn or not contents:
            return
        (slot, content), *rest = contents
        self._slots[slot].update(content())
        loop = _loop()
        if loop is None:  # no kernel: nobody is waiting
            self._renew(turn, rest)
        else:  # the files, which take longest, wait until the selectors rest
            loop.call_later(PAUSE if rest and rest[0][0] == FILES else 0, self._renew, turn, rest)

    def _look_ahead(self, ds: Dataset, periods: list[str]) -> None:
        """Project from every period that is likely to be chosen, one at a time, while nothing else is asked for."""
        loop = _loop()
        if periods and loop is not None and ds is self.ds:
            _ = quarter(ds, periods[0]).project
            loop.call_later(0, self._look_ahead, ds, periods[1:])


def _loop() -> asyncio.AbstractEventLoop | None:
    try:
        return asyncio.get_running_loop()
    except RuntimeError:
        return None


def _to_project(ds: Dataset) -> list[str]:
    """The latest periods that projections start from, the last first."""
    open_ = [name for name in ds.periods if year_of(name) in ds.target_years and not parse_period(name).is_last]
    return open_[: -AHEAD - 1 : -1]


def _check(ds: Dataset) -> None:
    if not ds.periods:
        raise InputError(
            tell(
                "{path}: there are no figures to explore; those of a quarter stand in actuals/QUARTER.csv", path=ds.path
            )
            if ds.calendar.monthly_since is None
            else tell(
                "{path}: there are no figures to explore; those of a month stand in actuals/MONTH.csv", path=ds.path
            )
        )


def _beside(ds: Dataset) -> dict[str, Path]:
    """The dataset and its neighbours, by the name of their folders."""
    home = ds.path.resolve()
    others = {file.parent for file in home.parent.glob("*/dataset.toml")}
    return {path.name: path for path in sorted({home, *others})}
