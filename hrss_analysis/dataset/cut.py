"""A dataset that stands for a cut: the words of a page, and nothing that the page did not say it would read.

A report says what it shows. What it is given is a dataset of just that: its own indicators,
the order of areas, the settings that a page tells, and frames that were computed elsewhere.
So nothing that the page does not rest on can come onto it: whatever lies outside is refused.
"""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, NoReturn

import pandas as pd

from ..errors import InputError
from .dataset import Dataset
from .folder import Folder, Terms
from .settings import Settings

# of a register, what pages show or go by
SHOWN = (
    "no", "id", "name", "unit", "category", "kind", "bound", "pace", "frequency", "part_of", "lead_department", "departments",
    "reported_by", "numerator", "denominator", "definition",
)  # fmt: skip


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
            f"{self.path}: this page did not say that it reads {what}, and is given only what it said; "
            "a notebook of your own, under a name of its own, is given the whole dataset"
        )

    def read_targets(self, *_given: Any) -> NoReturn:
        """Refuse to read targets."""
        self.refuse("the target tables")

    def read_actuals(self, *_given: Any) -> NoReturn:
        """Refuse to read figures."""
        self.refuse("the record of figures")

    def read_restated(self, *_given: Any) -> NoReturn:
        """Refuse to read restated figures."""
        self.refuse("restated figures")

    @property
    def waivers(self) -> NoReturn:
        """Refuse to read decisions."""
        self.refuse("decisions")

    def submissions(self, *_given: Any) -> NoReturn:
        """Refuse to read the submissions."""
        self.refuse("submissions")

    def files(self) -> Iterator[tuple[str, Path]]:
        """Refuse to list files."""
        self.refuse("the dataset's files")


def cut_down(ds: Dataset, numbers: Iterable[int], areas: Collection[str] | None, known: Iterable[str]) -> Dataset:
    """A dataset of the words alone, of these indicators and areas.

    Parameters
    ----------
    ds
        The dataset, in the terms of the plan that the page is about.
    numbers, areas
        The indicators and areas that the page shows; None for all areas.
    known
        The periods that it may know to have a record.
    """
    terms, settings = ds.terms, ds.settings
    register = terms.register[terms.register["no"].isin(list(numbers))].reset_index(drop=True)
    blank: dict[str, Any] = {
        str(name): "" for name in register if name not in SHOWN and pd.api.types.is_string_dtype(register[name])
    }
    here = terms.areas[["area"]] if areas is None else terms.areas.loc[terms.areas["area"].isin(areas), ["area"]]
    shown = here.assign(name_en="", code="", level="")[list(terms.areas)].reset_index(drop=True)
    told = Settings(
        settings.title,
        settings.city,
        settings.calendar,
        settings.thresholds,
        settings.schedule,
    )
    words = Terms(0, register.assign(**blank, additive=False, net=False), shown, told)
    # places and the width of numbers stay those of the whole plan
    words.__dict__.update(digits=terms.digits, ranks=terms.ranks)
    return Dataset(CutFolder(ds.path.resolve(), told, told=words, known=tuple(known)), year=0)


def words_of(ds: Dataset) -> pd.DataFrame:
    """All that a cut's words say, a row each: what its pages would show if they were other words."""
    register = ds.terms.register.astype(object)
    rows = [
        (str(no), name, str(value)) for name in SHOWN for no, value in zip(register["no"], register[name], strict=True)
    ]
    known = {
        "settings": repr(replace(ds.settings, city=ds.city)),
        "calendar": repr(ds.calendar),
        "areas": "、".join(ds.terms.areas["area"]),
        "periods": " ".join(ds.folder.periods),
        "digits": str(ds.terms.digits),
        "order": " ".join(map(str, register["no"])),
    }
    return pd.DataFrame([*rows, *(("", name, value) for name, value in known.items())], columns=["no", "what", "value"])
