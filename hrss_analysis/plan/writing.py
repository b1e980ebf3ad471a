"""Writing what was imported: into a folder of tables or into a dataset, whole or not at all.

Into tables that are there a document is read as a correction (``merging``,
``reissuing``); where its numbers mean other indicators it is refused (``identity``).
All files change in one step, under the dataset's lock.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pandas as pd

from ..dataset import read_table
from ..dataset.layout import find_table, has_table
from ..dataset.schema import AREAS, INDICATORS, TARGETS, Column
from ..dataset.settings import read_settings
from ..dataset.transaction import locked, transaction
from ..errors import InputError
from ..language import listed, say
from ..messages import tell
from ..writing import write_table
from .findings import Finding, findings_frame
from .identity import Uses, check_confirmed, check_identity, uses_of
from .importing import Imported
from .merging import Merged, change_told, merge_register, row_told, rows_as_text
from .names import known_area, same_name
from .registers import register_name
from .reissuing import merge_targets
from .wording import wording_of


@dataclass
class Written:
    """What an import did, or would do to the tables that are there.

    ``findings`` are the document's own and those about the dataset it goes to; with an
    error among them only ``findings.csv`` was written. ``changes`` lists cell by cell
    what the document changes in tables that are there: they were written only if asked
    for. ``kept`` lists what stays although the document gives something else, since a
    person wrote it.
    """

    findings: pd.DataFrame
    changes: list[str] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)

    @property
    def failed(self) -> bool:
        """Whether there is an error."""
        return bool((self.findings["severity"] == "error").any())


def write_imported(imported: Imported, out: Path, *, replace: bool = False) -> Written:
    """Write the tables of a document, or its findings alone if there are errors.

    Into a dataset (a folder with ``dataset.toml``) the targets go to
    ``targets/YEAR.csv``; numbers that mean other indicators there are refused.

    Parameters
    ----------
    imported
        What :func:`import_plan` found.
    out
        The folder to write to.
    replace
        Whether tables that are there already may change.

    Returns
    -------
    Written
        With changes and `replace` false, nothing was written but the findings.

    Raises
    ------
    InputError
        If the folder is a dataset and the document says no year, or a table that is
        there cannot be read.
    """
    is_dataset = (out / "dataset.toml").is_file()
    with locked(out):
        written = Written(imported.findings)
        tables = {} if imported.failed else _tables(imported, out, is_dataset, written)
        if written.failed or (written.changes and not replace):
            tables = {}
        tables[out / "findings.csv"] = written.findings
        with transaction(out) as stage:
            for path, table in tables.items():
                write_table(table, stage(path))
    return written


def _tables(imported: Imported, out: Path, is_dataset: bool, written: Written) -> dict[Path, pd.DataFrame]:
    """Every table with its place, as the import would leave it; what is to be said of them goes to `written`."""
    if is_dataset and imported.year is None:
        raise InputError(
            tell("{folder}: the document does not say its year, so the targets have no file to go to", folder=out)
        )
    indicators, targets = as_texts(imported.indicators), as_texts(imported.targets)
    name = f"targets/{imported.year}" if is_dataset else "targets"
    own = register_name(out, imported.year) if is_dataset and imported.year else "indicators"
    if own not in ("indicators", f"indicators/{imported.year}"):
        raise InputError(
            tell(
                "{folder}: plans have registers of their own there, and {register}.csv is another year's; hand the plan of "
                "{year} over with --data {folder}",
                folder=out,
                register=own,
                year=imported.year,
            )
        )
    if is_dataset:
        indicators["wording"] = [wording_of(imported.texts.get(no, "")) for no in indicators["no"]]
    register, issued, definitions = out / f"{own}.csv", out / f"{name}.csv", out / "definitions.csv"
    old = present(out, own, INDICATORS if is_dataset else None)
    uses = uses_of(out, register) if is_dataset and old is not None else {}
    findings = list(_refusals(imported, indicators, old, uses, out)) if is_dataset else []
    merged = [Merged(indicators), Merged(targets), Merged(as_texts(imported.definitions))]
    if old is not None:
        figures = {no for no, used in uses.items() if used.periods}
        merged[0] = merge_register(register, old, indicators, figures)
    if is_dataset:
        targets = targets.drop(columns="raw").assign(area=_called(out, targets["area"]))
        before = present(out, name, TARGETS)
        dated = targets.assign(issued_on=imported.issued_on) if imported.issued_on else targets
        merged[1] = Merged(dated)
        if before is not None:
            merged[1] = merge_targets(issued, before, targets, merged[0].table, imported.issued_on)
    elif (before := present(out, "targets", None)) is not None:
        merged[1].changes += _differences(issued, before, targets, ["no", "area"])
    if (before := present(out, "definitions", None)) is not None and _is_of(before, old):
        merged[2].changes += _differences(definitions, before, merged[2].table, ["no"])
    for part in merged:
        written.changes += part.changes
        written.kept += part.kept
        findings += part.findings
    written.findings = pd.concat([findings_frame(findings), written.findings], ignore_index=True)
    return dict(zip((register, issued, definitions), (part.table for part in merged), strict=True))


def _called(out: Path, areas: pd.Series) -> pd.Series:
    """Areas as the dataset calls them, which may be without 市, 区 or 县."""
    if not has_table(out, "areas"):
        return areas
    known = read_table(find_table(out, "areas"), AREAS)["area"].drop_duplicates().tolist()
    return areas.map(lambda area: known_area(area, known) or area)


def _refusals(
    imported: Imported, new: pd.DataFrame, old: pd.DataFrame | None, uses: dict[int, Uses], out: Path
) -> Iterator[Finding]:
    """What keeps a document out of a dataset: numbers of another meaning, areas that it does not know."""
    if old is not None:
        if has_table(out, f"indicators/{imported.year}"):
            yield from check_confirmed(old, new)
        settings = read_settings(out / "dataset.toml")
        yield from check_identity(old, new, uses, imported.year or 0, settings)
    if has_table(out, "areas"):
        known = set(read_table(find_table(out, "areas"), AREAS)["area"])
        if strange := [area for area in _called(out, imported.targets["area"]).unique() if area not in known]:
            message = say("areas.csv中没有{areas}；请先在areas.csv中加上，或把名称改为一致", areas=listed(strange[:10]))
            yield Finding("areas", "error", say("附件{number}", number=2), message)


def present(out: Path, name: str, columns: tuple[Column, ...] | None = None) -> pd.DataFrame | None:
    """A table that is there, all cells as text; None if there is none.

    Given `columns` it is proved against them first: nothing is read into a table that is wrong.
    """
    if not has_table(out, name):
        return None
    path = find_table(out, name)
    if path.suffix != ".csv":
        raise InputError(
            tell(
                "{file}: a plan is imported into .csv tables; save this one as {name} and take it out",
                file=path,
                name=f"{path.stem}.csv",
            )
        )
    if columns is not None:
        read_table(path, columns)
    text = pd.read_csv(path, dtype=str, keep_default_na=False, encoding="utf-8-sig")
    text = text.apply(lambda cells: cells.str.strip())
    for numbers in {"no", "part_of"} & set(text.columns):
        text[numbers] = text[numbers].str.replace(r"^0+(?=\d)", "", regex=True)  # 01 is 1
    return text


def as_texts(table: pd.DataFrame) -> pd.DataFrame:
    """A table with all its cells as text, blank where there is nothing."""
    return table.map(lambda value: "" if value is None else str(value)).astype(str)


def _is_of(definitions: pd.DataFrame, register: pd.DataFrame | None) -> bool:
    """Whether the definitions that are there are this plan's; what differs from another's is no change of the document."""
    if register is None or not {"no", "name"} <= set(definitions.columns):
        return True
    names = dict(zip(register["no"], register["name"], strict=True))
    return all(same_name(row["name"], names.get(row["no"], "")) for row in rows_as_text(definitions))


def _differences(path: Path, old: pd.DataFrame, new: pd.DataFrame, keys: list[str]) -> list[str]:
    """Cell by cell, what differs from a table that an import alone writes."""
    if not set(keys) <= set(old.columns) or old.duplicated(keys).any() or new.duplicated(keys).any():
        return [tell("{file}: the whole table", file=path)]
    before, after = old.set_index(keys), new.set_index(keys)
    changes = [tell("{file}: {row} goes", file=path, row=_row(key)) for key in before.index.difference(after.index)]
    changes += [tell("{file}: {row} comes", file=path, row=_row(key)) for key in after.index.difference(before.index)]
    common = [key for key in after.index if key in before.index]
    for column in [name for name in after.columns if name in before.columns and name != "raw"]:
        left, right = before.loc[common, column], after.loc[common, column]
        for key in left.index[(left != right).to_numpy()]:
            changes.append(change_told(path, _row(key), column, left[key], right[key]))
    return changes


def _row(key: object) -> str:
    return row_told(*map(str, key)) if isinstance(key, tuple) else row_told(str(key))
