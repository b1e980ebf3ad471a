"""A dataset that stands for a cut: the words of a page, and nothing that the page did not say it would read.

A report says what it shows. What it is given is a dataset of just that: its own indicators,
the order of areas, the settings that a page tells, and frames that were computed elsewhere.
So nothing that the page does not rest on can come onto it: whatever lies outside is refused.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, NoReturn

import pandas as pd

from ..errors import InputError
from ..messages import tell
from .dataset import Dataset
from .digest import joined, row_hashes
from .folder import Folder, Terms
from .memory import once
from .settings import Settings

# of a register, what pages show or go by
SHOWN = (
    "no", "id", "name", "unit", "category", "kind", "bound", "pace", "frequency", "part_of", "lead_department", "departments",
    "reported_by", "numerator", "denominator", "definition",
)  # fmt: skip
NAMES = "name_en"  # brought, too; a page in English is made from it


@dataclass(frozen=True, eq=False)
class CutFolder(Folder):
    """The folder of a cut, of which nothing is read any more: it was said what would be needed.

    ``told`` are its words, ``known`` the year's periods that have a record.
    """

    told: Terms = None  # type: ignore[assignment]
    known: tuple[str, ...] = ()

    @property
    def registers(self) -> Any:
        """The one register that is left."""
        return {0: self.told.register}

    @property
    def areas(self) -> pd.DataFrame:
        """The areas of the year."""
        return self.told.areas

    @property
    def turns(self) -> list[int]:
        """One plan, and no other year's terms."""
        return [0]

    def terms(self, year: int) -> Terms:
        """The words of the cut."""
        del year
        return self.told

    @property
    def periods(self) -> list[str]:
        """The periods of the year until this one that have a record."""
        return list(self.known)

    @property
    def target_years(self) -> list[int]:
        """None: the targets are in the frames."""
        return []

    @property
    def restated_years(self) -> list[int]:
        """None: they are in the frames."""
        return []

    def refuse(self, what: str) -> NoReturn:
        """Say that something lies outside.

        Raises
        ------
        InputError
            Always.
        """
        raise InputError(
            tell(
                "{dataset}: this page did not say that it reads {what}, and is given only what it said; "
                "a notebook of your own, under a name of its own, is given the whole dataset",
                dataset=self.path, what=what,
            )
        )  # fmt: skip

    def read_targets(self, *_given: Any) -> NoReturn:
        """Refuse to read targets."""
        self.refuse(tell("the target tables"))

    def read_actuals(self, *_given: Any) -> NoReturn:
        """Refuse to read figures."""
        self.refuse(tell("the record of figures"))

    def read_restated(self, *_given: Any) -> NoReturn:
        """Refuse to read restated figures."""
        self.refuse(tell("restated figures"))

    @property
    def waivers(self) -> NoReturn:
        """Refuse to read decisions."""
        self.refuse(tell("decisions"))

    def submissions(self, *_given: Any) -> NoReturn:
        """Refuse to read the submissions."""
        self.refuse(tell("submissions"))

    def hashes(self) -> Iterator[tuple[str, str]]:
        """Refuse to read files."""
        self.refuse(tell("the dataset's files"))

    @property
    def changed(self) -> set[str]:
        """Refuse to look at files."""
        self.refuse(tell("the dataset's files"))


@dataclass(frozen=True)
class Words:
    """What the words of a page are: its indicators and areas (None for all), and the periods known to have a record."""

    ds: Dataset
    numbers: frozenset[int]
    areas: frozenset[str] | None
    known: tuple[str, ...]

    @property
    def _settings(self) -> Settings:
        """What pages tell of the settings, and nothing that they do not."""
        own = self.ds.settings
        issuer = own.issuer if self.areas is None else {}  # what is issued is about the whole
        return Settings(own.title, own.city, own.calendar, own.thresholds, own.schedule, issuer=issuer)

    @property
    def _areas(self) -> pd.DataFrame:
        every = self.ds.terms.areas[["area", "name_en"]]
        return every if self.areas is None else every[every["area"].isin(self.areas)].reset_index(drop=True)

    def dataset(self) -> Dataset:
        """A dataset of these words alone."""
        terms, told = self.ds.terms, self._settings
        register = terms.register[terms.register["no"].isin(list(self.numbers))].reset_index(drop=True)
        unsaid = [str(name) for name in register if name not in (*SHOWN, NAMES)]
        blank: dict[str, Any] = {name: "" for name in unsaid if pd.api.types.is_string_dtype(register[name])}
        areas = self._areas.assign(code="", level="")[list(terms.areas)]
        words = Terms(0, register.assign(**blank, additive=False, net=False), areas, told)
        # places and the width of numbers stay those of the whole plan
        words.__dict__.update(digits=terms.digits, ranks=terms.ranks)
        return Dataset(CutFolder(self.ds.path.resolve(), told, told=words, known=self.known), year=0)

    @property
    def digest(self) -> str:
        """Of all that they say."""
        told = _register_digests(self.ds)
        parts = [
            *(told[no] for no in told if no in self.numbers),
            repr(self._settings),
            repr(self.ds.calendar),
            *self._areas["area"],
            *self.known,
            str(self.ds.terms.digits),
        ]
        return joined(parts)


@once
def _register_digests(ds: Dataset) -> dict[int, str]:
    """Of what pages show of each indicator, in the plan's order."""
    register = ds.terms.register
    hashes = row_hashes(register[list(SHOWN)].astype(object))
    return {no: f"{no} {value:016x}" for no, value in zip(register["no"], hashes, strict=True)}
