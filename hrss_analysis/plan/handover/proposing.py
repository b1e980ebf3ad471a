"""The handover of a dataset to a new plan: what is proposed, with all that adopting it will need."""

import json
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from ...errors import InputError
from ...messages import tell
from ..importing import Imported
from ..merging import Row, rows_as_text
from ..wording import wording_of
from ..writing import as_texts
from .areas import match_areas, match_departments
from .earlier import Earlier, read_earlier
from .keeping import Kept, digest_of, document_place
from .matching import match_indicators
from .words import CERTAINTY


@dataclass(frozen=True)
class Handover:
    """What is proposed for a new plan, with the plan as it was read.

    ``indicators`` and ``areas`` are the tables for a person to go through, in the
    columns of ``handover-YEAR.csv`` and ``handover-YEAR-areas.csv``; ``old`` and
    ``new`` the two registers, all text; ``departments`` those that the earlier plan
    does not name, each with the one it may be.
    """

    kept: Kept
    old: pd.DataFrame
    new: pd.DataFrame
    departments: dict[str, str]

    @property
    def indicators(self) -> pd.DataFrame:
        """The proposals for the indicators."""
        return self.kept.handover

    @property
    def areas(self) -> pd.DataFrame:
        """The proposals for the areas."""
        return self.kept.areas

    @property
    def aliases_table(self) -> str:
        """The table of ``dataset.toml`` for them: it begins with the plan's year, so that no earlier page changes."""
        return f"from.{self.kept.year}.departments.aliases"

    @property
    def aliases(self) -> list[str]:
        """The lines for ``dataset.toml`` that would tell departments by their new names, as far as one is likely."""
        likely = {old: new for new, old in self.departments.items() if old}
        lines = [f"{_quoted(old)} = {_quoted(new)}" for old, new in likely.items()]
        unlike = [f"# 上年没有，也看不出由哪个处室改名：{new}" for new, old in self.departments.items() if not old]
        return (
            [f"[{self.aliases_table}]  # 上年名称 = 今年名称，请核对后写入dataset.toml", *lines, *unlike]
            if self.departments
            else []
        )

    def count(self, certainty: str) -> int:
        """How many rows are certain, or open.

        Raises
        ------
        KeyError
            For any other word.
        """
        CERTAINTY[certainty]
        return int((self.indicators["certainty"] == certainty).sum() + (self.areas["certainty"] == certainty).sum())


def propose(imported: Imported, document: Path, folder: Path) -> Handover:
    """Propose what became of every indicator and area of a dataset's plan in a new one.

    Parameters
    ----------
    imported
        The new plan, without errors.
    document
        The file it was read from.
    folder
        The dataset; nothing in it is changed.

    Raises
    ------
    InputError
        If the plan cannot follow those that are there.
    """
    if imported.year is None:
        raise InputError(
            tell("{file}: the document does not say its year, so nobody knows what it follows", file=document)
        )
    before = read_earlier(folder, imported.year)
    if imported.city != before.settings.city:
        raise InputError(
            tell(
                "{file}: the first row of the targets is {area}, and city in {settings} is {city}; "
                "the whole has to be called the same in both",
                file=document,
                area=repr(imported.city),
                settings=folder / "dataset.toml",
                city=repr(before.settings.city),
            )
        )
    new = _register(imported)
    kept = Kept(
        year=imported.year,
        before=before.year,
        issued_on=imported.issued_on,
        city=imported.city,
        document=document_place(document, folder),
        document_sha256=digest_of(document),
        registers={path.relative_to(folder).as_posix(): digest_of(path) for path in before.files},
        indicators=as_texts(imported.indicators),
        targets=as_texts(imported.targets.drop(columns="raw")),
        wordings=dict(zip(new["no"], new["wording"], strict=True)),
        handover=match_indicators(before.register, new, imported.year, before.ids, before.settings.units),
        areas=match_areas(before.judged["area"], imported.targets["area"].unique(), before.fixed),
    )
    return Handover(kept, before.register, new, _departments(before, new))


def _register(imported: Imported) -> pd.DataFrame:
    """The new register as it is matched: with the official definitions, their hashes and the city's targets."""
    register = as_texts(imported.indicators)
    targets: dict[str, Row] = {
        row["no"]: row for row in rows_as_text(as_texts(imported.targets)) if row["area"] == imported.city
    }
    text = [imported.texts.get(no, "") for no in register["no"]]
    return register.assign(
        text=text,
        wording=[wording_of(one) for one in text],
        target=[targets[no]["value"] if no in targets else "" for no in register["no"]],
    )


def _departments(before: Earlier, new: pd.DataFrame) -> dict[str, str]:
    """Departments of the new plan that the earlier one names neither so nor by what the settings say they are called now."""
    old, now = (
        [name for cell in frame.get("departments", frame["lead_department"]) for name in cell.split("、") if name]
        for frame in (before.register, new)
    )
    return match_departments([before.settings.aliases.get(name, name) for name in old], now)


def _quoted(text: str) -> str:
    """A text as TOML has it."""
    return json.dumps(text, ensure_ascii=False)
