"""A handover as it comes back: the workbook or its CSV twin, read strictly.

The sheets are read elsewhere (a workbook that somebody sent is hostile); here their
cells are told apart by the words above them and held against what was written. Every
problem is one sentence with its file, sheet and cell, and all are told at once.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from ...errors import InputError, unknown
from ...inert import inert
from ...messages import message_language, tell
from ...vocabulary import RELATION, Label
from ..amounts import halfwidth, squash
from ..merging import Row, rows_as_text
from . import book
from .keeping import Kept
from .words import AREA_COLUMNS, AREA_RELATION, COLUMNS, MARK, SHEETS

MOST_TOLD = 20
MAY_CHANGE = ("follows_no", "follows", "id", "reason", "decision")
ONLY_SHOWN = ("unit", "target", "old_name", "old_unit", "old_target", "text", "old_text")
_TOP = 10  # rows in which a table's head is looked for


class CellLike(Protocol):
    """A cell as it was sent: where it is, what it shows, and what is wrong with it."""

    @property
    def place(self) -> str: ...  # noqa: D102
    @property
    def text(self) -> str: ...  # noqa: D102
    @property
    def problem(self) -> str: ...  # noqa: D102
    @property
    def merged(self) -> str: ...  # noqa: D102


class SheetLike(Protocol):
    """A sheet of such cells, by row and column from 1."""

    @property
    def name(self) -> str: ...  # noqa: D102
    @property
    def rows(self) -> list[int]: ...  # noqa: D102
    @property
    def columns(self) -> list[int]: ...  # noqa: D102
    def at(self, row: int, column: int | None) -> CellLike: ...  # noqa: D102


@dataclass
class Given:
    """A row as it came back: its cells and their places by column, beside what had been proposed."""

    cells: Row
    places: dict[str, str]
    proposed: Row = field(default_factory=dict)

    def __getitem__(self, key: str) -> str:
        return self.cells.get(key, "")

    def changed(self, key: str) -> bool:
        """Whether a person wrote something else than was proposed."""
        return key in self.cells and not _equal(self.cells[key], self.proposed[key])

    def say(self, key: str, message: str) -> str:
        """A problem of one of its cells."""
        return tell("{place}: {message}", place=self.places.get(key, self.places["decision"]), message=message)


class Problems(list[str]):
    """What is wrong, each in a sentence with its place."""

    def refuse(self) -> None:
        """Tell them all.

        Raises
        ------
        InputError
            If there are any.
        """
        if self:
            more = len(self) - MOST_TOLD
            raise InputError(*self[:MOST_TOLD], *([tell("… and {n} more", n=more)] if more > 0 else []))


def read_given(file: str, sheets: Sequence[SheetLike], kept: Kept) -> tuple[list[Given], list[Given]]:
    """The rows of a handover that came back, for the indicators and for the areas.

    Parameters
    ----------
    file
        What to call it in messages.
    sheets
        The sheets of a workbook; or of CSV two tables, which have no names: of the
        indicators and of the areas.
    kept
        The plan it has to be the handover of.

    Raises
    ------
    InputError
        If it is not, a sheet, column or row is missing or twice, or a word is unknown.
    """
    problems = Problems()
    tables = []
    for which, proposed in (("indicators", rows_as_text(kept.handover)), ("areas", rows_as_text(kept.areas))):
        sheet = _sheet(file, sheets, which)
        if sheet.name:
            _same_plan(file, sheet, kept)
        rows = _rows(file, sheet, which, problems)
        tables.append(_matched(f"{file} {sheet.name}".strip(), which, rows, proposed, problems))
    problems.refuse()
    return tables[0], tables[1]


def _sheet(file: str, sheets: Sequence[SheetLike], which: str) -> SheetLike:
    if len(sheets) == 2 and not any(sheet.name for sheet in sheets):
        return sheets[which == "areas"]
    found = [sheet for sheet in sheets if sheet.name == SHEETS[which]]
    if not found:
        raise InputError(
            tell(
                "{file}: there is no sheet {sheet}; a handover is the workbook that the import wrote",
                file=file,
                sheet=repr(SHEETS[which]),
            )
        )
    return found[0]


def _same_plan(file: str, sheet: SheetLike, kept: Kept) -> None:
    """The mark above the table is this plan's."""
    for row in sheet.rows[:_TOP]:
        if squash(sheet.at(row, 1).text) == MARK:
            found = sheet.at(row, 2)
            if found.text == kept.mark and not found.problem:
                return
            raise InputError(
                tell(
                    "{place}: this is the handover of another plan or of an earlier import ({found}, not {mark}); "
                    "fill in the one that the last import of the plan of {year} wrote",
                    place=f"{file} {found.place}",
                    found=repr(found.text[:20]),
                    mark=repr(kept.mark),
                    year=kept.year,
                )
            )
    raise InputError(
        tell(
            "{place}: the line {mark} above the table is gone; fill in the workbook that the import wrote",
            place=f"{file} {sheet.name}",
            mark=MARK,
        )
    )


def _headings(which: str) -> tuple[dict[str, str], list[str]]:
    """The words above the columns, Chinese and English, with their keys; and the keys that have to be there."""
    shown, keys = (book.INDICATORS, COLUMNS) if which == "indicators" else (book.AREAS, AREA_COLUMNS)
    words = {**{word: key for key, (word, _, _) in shown.items()}, **{key: key for key in keys}}
    needed = (
        ["no", "name", "follows_no", "id", "reason", "decision"]
        if which == "indicators"
        else ["area", "follows", "reason", "decision"]
    )
    return words, needed


def _rows(file: str, sheet: SheetLike, which: str, problems: Problems) -> list[Given]:
    header, columns = _header(f"{file} {sheet.name}".strip(), sheet, which)
    given = []
    for row in (row for row in sheet.rows if row > header):
        cells = {key: sheet.at(row, at) for key, at in columns.items()}
        if all(not cell.text and not cell.problem for cell in cells.values()):
            continue
        for key, cell in cells.items():
            if key not in ONLY_SHOWN and (cell.problem or cell.merged):
                merged = tell("the cell is merged with others ({cells}); take the merge apart", cells=cell.merged)
                place = f"{file} {cell.place}"
                problems.append(tell("{place}: {message}", place=place, message=cell.problem or merged))
        places = {key: f"{file} {cell.place}" for key, cell in cells.items()}
        given.append(Given({key: cell.text for key, cell in cells.items()}, places))
    return given


def _header(where: str, sheet: SheetLike, which: str) -> tuple[int, dict[str, int]]:
    """The row of the table's head, and the column of each key."""
    words, needed = _headings(which)
    heads = {
        row: [(words.get(squash(sheet.at(row, at).text), ""), at) for at in sheet.columns] for row in sheet.rows[:_TOP]
    }
    row = max(heads, key=lambda row: sum(bool(key) for key, _ in heads[row]), default=0)
    found = [(key, at) for key, at in heads.get(row, []) if key]
    keys = [key for key, _ in found]
    shown = {key: word for word, key in reversed(words.items())}
    if missing := [shown[key] for key in needed if key not in keys]:
        raise InputError(
            tell(
                "{place}: the column {columns} is missing; leave the table's head as it was written",
                place=where,
                columns="、".join(missing),
            )
        )
    if twice := [shown[key] for key in dict.fromkeys(keys) if keys.count(key) > 1]:
        raise InputError(
            tell(
                "{place}: the column {columns} is there twice; leave the table's head as it was written",
                place=where,
                columns="、".join(twice),
            )
        )
    return row, dict(found)


def _matched(where: str, which: str, given: list[Given], proposed: list[Row], problems: Problems) -> list[Given]:
    """Every proposed row once, with what came back for it."""
    expected = {_key(row, which): row for row in proposed}
    found: dict[tuple[str, str], Given] = {}
    for row in given:
        key = _key(row.cells, which)
        first = "area" if which == "areas" else "no" if key[0] else "follows_no"
        if key not in expected:
            message = tell(
                "there is no such row in this plan's handover ({row}); leave numbers and names as they were written",
                row=_told(key, which),
            )
            problems.append(row.say(first, message))
        elif key in found:
            message = tell("the row of {row} is there twice; take one out", row=_told(key, which))
            problems.append(row.say(first, message))
        else:
            found[key] = row
            row.proposed = expected[key]
            _untouched(row, which, problems)
            _read_decision(row, AREA_RELATION if which == "areas" else RELATION, problems)
    problems += [
        tell("{place}: the row of {row} is missing; put it back", place=where, row=_told(key, which))
        for key in expected
        if key not in found
    ]
    return [found[key] for key in expected if key in found]


def _key(row: Mapping[str, str], which: str) -> tuple[str, str]:
    """What tells a row: its number, or of a dropped one last year's."""
    if which == "areas":
        return squash(row["area"]), ""
    no = number_list(row["no"])
    return ("+".join(no), "") if no else ("", "+".join(number_list(row["follows_no"])))


def _told(key: tuple[str, str], which: str) -> str:
    if which == "areas":
        return key[0] or tell("no area")
    return f"第{key[0]}项" if key[0] else f"上年第{key[1]}项"


def _untouched(row: Given, which: str, problems: Problems) -> None:
    """Columns that are not for changing are as they were."""
    labels = AREA_RELATION if which == "areas" else RELATION
    for key in row.cells:
        if key in MAY_CHANGE and not (key == "follows" and which == "indicators"):
            continue
        if key not in row.proposed:
            continue
        word = row.proposed[key]
        shown = labels[word].zh if key == "relation" else word
        if key != "certainty" and not _equal(row[key], word) and not _equal(row[key], shown):
            problems.append(row.say(key, _not_for_changing(key, word, shown, which)))


def _not_for_changing(key: str, word: str, shown: str, which: str) -> str:
    """What to say of a cell that is to stay as it was written, in the words of the workbook or of the tables."""
    headings = book.INDICATORS if which == "indicators" else book.AREAS
    in_chinese = message_language() == "zh"
    column = f"“{headings[key][0]}”" if in_chinese and key in headings else key
    was = repr(shown if in_chinese else word)
    match key:
        case "relation":
            return tell("{column} was {word} and is not for changing; write it into decision", column=column, word=was)
        case "follows":
            return tell(
                "{column} was {word} and is not for changing; change follows_no, from which it is told",
                column=column,
                word=was,
            )
    return tell("{column} was {word} and is not for changing; leave it as it was written", column=column, word=was)


def _read_decision(row: Given, labels: Mapping[str, Label], problems: Problems) -> None:
    words = {label.zh: word for word, label in labels.items()} | {word: word for word in labels}
    said = squash(row["decision"])
    if said and said.casefold() not in words:
        offered = [label.zh for label in labels.values()] if message_language() == "zh" else words
        problems.append(row.say("decision", unknown("decision", said, offered)))
    row.cells["decision"] = words.get(said.casefold(), "")


def number_list(text: str) -> list[str]:
    """The numbers in a cell such as 44+45; what is none stays as it is and is refused where it is looked up.

    Examples
    --------
    >>> number_list("44＋ 45"), number_list("第44、45项"), number_list("44.0"), number_list("")
    (['44', '45'], ['44', '45'], ['44'], [])
    """
    parts = re.split(r"[+、,和及;\s]+", re.sub(r"[第项]", "", halfwidth(text)))
    return [re.sub(r"^0+(?=\d)|\.0$", "", part) for part in parts if part]


def _equal(one: str, other: str) -> bool:
    return squash(one) in (squash(other), squash(inert(other)))
