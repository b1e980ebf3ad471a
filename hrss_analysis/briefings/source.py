"""What a page is made from: what its notebook is given, and the key by which a batch knows whether it is current."""

import hashlib
import json
import pickle
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache, cached_property
from importlib.metadata import version
from pathlib import Path, PurePosixPath

from ..calendar import Period, is_period, parse_period
from ..dataset import Dataset
from ..dataset.cut import NAMES
from ..dataset.digest import figures_digest, register_digest, targets_digest
from ..dataset.memory import once
from ..dataset.opening import CUT
from ..messages import message_language, tell
from ..paper.pages import TEMPLATES
from ..quarters import Quarter, quarter
from ..quarters.cut import Content, Keys, cut
from ..vocabulary import Label
from .notebooks import is_own
from .report import Report

FRAMES = {  # of what a page is made from, what says itself what it is
    name: Label(chinese, name)
    for name, chinese in {
        "figures": "数据", "progress": "进度", "changes": "同比、环比", "history": "历史数", "long_history": "多年历史数",
        "on_the_way": "年内走势", "pace": "进度节奏", "ranking": "排名", "contributions": "贡献", "completeness": "报送情况",
        "revisions": "修订", "adjustments": "目标调整", "record": "报送记录", "funnels": "漏斗图", "submissions": "报送文件",
        "succession": "与上年计划的衔接",
    }.items()
}  # fmt: skip
LIBRARIES = ("pandas", "numpy", "matplotlib", "papermill", "nbconvert")


def parts_named() -> dict[str, str]:
    """What a page is made from, as it is said: the names of parts and of frames, by those in its key."""
    return {
        "notebook": tell("its notebook"),
        "parameters": tell("its parameters"),
        "frame": tell("its title or links"),
        "words": tell("settings, areas or indicators"),
        "register": tell("settings, areas or indicators"),
        "targets": tell("targets or waivers"),
        "project": tell("projections"),
        "check": tell("findings"),
        "origins": tell("where figures come from"),
        "shares": tell("shares of the targets"),
        "tables": tell("the tables it lists"),
        "turned": tell("what has turned"),
        "names": tell("names in the page's language"),
        "package": tell("the package"),
        "libraries": tell("library versions"),
        **{name: getattr(label, message_language()) for name, label in FRAMES.items()},
    }


class Inputs:
    """A dataset's files as they are now, and what is made of them: each is looked at once."""

    def __init__(self, ds: Dataset) -> None:
        self._ds = ds
        self._known: dict[Period | None, str] = {}

    @property
    def changed(self) -> bool:
        """Whether any has been written since the dataset was opened."""
        return bool(self._ds.folder.changed)

    @cached_property
    def _files(self) -> list[tuple[str, str]]:
        """Their names and digests; nobody's if what was read of them may be no more."""
        files = list(self._ds.files())
        return [("as opened", repr(self._ds.folder.opened))] if self.changed else files

    def until(self, last: Period | None) -> str:
        """A digest of all files but those of periods after the last, of the package and of the libraries."""
        if last not in self._known:
            told = [f"{name} {digest}" for name, digest in self._files if last is None or not _is_after(name, last)]
            self._known[last] = _short("\n".join([_package(), _libraries(), *told]).encode())
        return self._known[last]


def _is_after(file: str, last: Period) -> bool:
    """Whether a file has figures of a later period."""
    folder, *rest = PurePosixPath(file).parts
    if folder not in ("actuals", "submissions") or not rest:
        return False
    time = PurePosixPath(rest[0]).stem
    return is_period(time) and parse_period(time).ordinal > last.ordinal


@dataclass(frozen=True)
class Source:
    """What a report is made from: of a period the frames that its page shows, or what it reads of the whole dataset."""

    ds: Dataset = field(compare=False)
    report: Report
    notebook: Path
    parameters: Mapping[str, str]
    frame: str  # what its page has around what its cells show
    files: Inputs = field(compare=False)

    def key(self) -> str:
        """Everything it is made from, as short digests by name: ``notebook=… progress=…``."""
        return " ".join(
            f"{name}={digest}"
            for name, digest in {
                "notebook": _short(self.notebook.read_bytes() if self.notebook.is_file() else b""),
                "parameters": _short(json.dumps(self.parameters, sort_keys=True).encode()),
                "frame": _short(self.frame.encode()),
                **self._digests(),
                **self._names(),
                "package": _package(),
                "libraries": _libraries(),
            }.items()
        )

    def brought(self) -> Mapping[str, bytes]:
        """The cut that its notebook is given; nothing for one that is given the whole dataset."""
        return {CUT: pickle.dumps(cut(self._content))} if self.brings else {}

    @property
    def inputs(self) -> str:
        """A digest of everything that it may be made from, but for its notebook: as long as it is the same, so is the key."""
        if not self.brings:
            return self.files.until(None)
        given, ds = self.parameters, self.ds
        year = ds.periods_of(int(given["year"])) if "year" in given else ()
        return self.files.until(year[-1] if year else ds.calendar.period(given["period"]))

    @property
    def moved(self) -> bool:
        """Whether what the notebook reads may be other than what the key tells of: the dataset has changed since it was opened."""
        return not self.brings and self.files.changed

    @property
    def brings(self) -> bool:
        """Whether the notebook is as the package has it, so that it is known what it shows."""
        return self.report.shows is not None and is_own(self.notebook)

    @property
    def _content(self) -> Content:
        told, _ = _computed(self.ds, self._period)
        return self.report.shows(told.shown, self.parameters) if self.report.shows else []

    @property
    def _period(self) -> str:
        """The period that the report is about; of a year its latest."""
        given = self.parameters
        return given["period"] if "period" in given else self.ds.latest_period(int(given["year"]))

    def _names(self) -> dict[str, str]:
        """What a page in another language calls indicators and areas."""
        if "lang" not in self.parameters:
            return {}
        told = self.ds.in_terms_of(self._period) if self.brings else self.ds
        return {"names": _short(repr([told.indicators[NAMES].tolist(), told.areas[NAMES].tolist()]).encode())}

    def _digests(self) -> dict[str, str]:
        if self.brings:
            return _computed(self.ds, self._period)[1].of(self._content)
        reads = self.report.reads(self.ds, self.parameters)
        return {
            "register": register_digest(self.ds),
            "targets": targets_digest(self.ds, reads.years),
            "figures": figures_digest(self.ds, reads.periods),
        }


@once
def _computed(ds: Dataset, period: str) -> tuple[Quarter, Keys]:
    """A period computed once for all pages, and the digests of what they show of it."""
    return quarter(ds, period), Keys()


def computed(ds: Dataset, period: str) -> Quarter:
    """A period as it is computed once for all that is made of it."""
    told, _ = _computed(ds.in_terms_of(period), period)
    return told


@cache
def _libraries() -> str:
    return _short(" ".join(f"{name} {version(name)}" for name in LIBRARIES).encode())


def _short(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()[:16]


def _package() -> str:
    """A digest of this package's source as it was when it was first asked for, and of its templates as they are now."""
    templates = [path.read_bytes() for path in sorted(TEMPLATES.rglob("*")) if path.is_file()]
    return _short(b"".join([_source(), *templates]))


@cache
def _source() -> bytes:
    """A digest of what has been imported, whatever the files say later."""
    digest = hashlib.sha256()
    for path in sorted(Path(__file__).parents[1].rglob("*")):
        if path.is_file() and "__pycache__" not in path.parts and TEMPLATES not in path.parents:
            digest.update(path.read_bytes())
    return digest.digest()
