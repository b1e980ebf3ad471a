"""Importing a document: read it, prove it, and write its tables or only what is wrong."""

from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from ..dataset import write_table
from ..errors import InputError
from .annexes import read_plan
from .arithmetic import check_tables
from .document import read_document
from .findings import Finding, findings_frame
from .model import Plan
from .narrative import read_narrative
from .reconcile import check_annexes
from .tables import definitions_frame, indicators_frame, targets_frame

# What an indicators.csv may say beyond the document; kept when it is imported again.
_OWN_COLUMNS = ("name_en", "numerator", "denominator", "definition")


@dataclass(frozen=True)
class Imported:
    """A document's tables and the findings about them.

    ``city`` is the area that is the whole; ``year`` the plan's year, if the
    document says one.
    """

    indicators: pd.DataFrame
    targets: pd.DataFrame
    definitions: pd.DataFrame
    findings: pd.DataFrame
    city: str
    year: int | None

    @property
    def failed(self) -> bool:
        """Whether the tables contradict each other or could not be read."""
        return bool((self.findings["severity"] == "error").any())


def import_plan(path: str | Path) -> Imported:
    """Read a plan document and prove its tables against each other.

    Parameters
    ----------
    path
        A ``.txt`` or ``.docx`` file.

    Returns
    -------
    Imported
        ``indicators`` (the columns of a dataset's ``indicators.csv`` that the
        document gives), ``targets`` (``no area state bound value unit raw``),
        ``definitions`` (``no name definition part_of``) and ``findings`` (``rule
        severity where message``). With an error among the findings the other
        tables are not to be used.

    Raises
    ------
    InputError
        If the file cannot be opened or decoded.
    """
    plan = read_plan(read_document(path))
    told = read_narrative(plan)
    indicators, targets = indicators_frame(plan, told), targets_frame(plan)
    city = plan.breakdown[0].targets[0].area if plan.breakdown and plan.breakdown[0].targets else ""
    findings: list[Finding] = [*plan.findings, *check_annexes(plan, told)]
    findings += check_tables(_as_read(indicators), targets, city)
    return Imported(indicators, targets, definitions_frame(plan), findings_frame(findings), city, _year(plan))


def _as_read(indicators: pd.DataFrame) -> pd.DataFrame:
    """With the types that a dataset's own table has."""
    parts = pd.to_numeric(indicators["part_of"], errors="coerce").astype("Int64")
    return indicators.assign(part_of=parts, additive=indicators["additive"] == "true")


def _year(plan: Plan) -> int | None:
    return plan.year or None


def write_imported(imported: Imported, out: Path, *, replace: bool = False) -> list[str]:
    """Write the tables of a document, or its findings alone if it has errors.

    Into a dataset (a folder with ``dataset.toml``) the targets go to
    ``targets/YEAR.csv`` and what the indicators said beyond the document is kept.

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
    list of str
        What would change, cell by cell; if this is not empty and `replace` is false,
        nothing was written but the findings.

    Raises
    ------
    InputError
        If the folder is a dataset and the document says no year.
    """
    if imported.failed:
        write_table(imported.findings, out / "findings.csv")
        return []
    tables = _destinations(imported, out)
    changes = [change for path, table in tables.items() for change in _changes(path, table)]
    write_table(imported.findings, out / "findings.csv")
    if replace or not changes:
        for path, table in tables.items():
            write_table(table, path)
    return changes


def _destinations(imported: Imported, out: Path) -> dict[Path, pd.DataFrame]:
    indicators, targets = _texts(imported.indicators), _texts(imported.targets)
    places = {
        out / "indicators.csv": indicators,
        out / "targets.csv": targets,
        out / "definitions.csv": _texts(imported.definitions),
    }
    if not (out / "dataset.toml").is_file():
        return places
    if imported.year is None:
        raise InputError(f"{out}: the document does not say its year, so the targets have no file to go to")
    del places[out / "targets.csv"]
    places[out / "indicators.csv"] = _with_own_columns(indicators, out / "indicators.csv")
    path = out / "targets" / f"{imported.year}.csv"
    places[path] = _with_issue_date(targets.drop(columns="raw"), path)
    return places


def _texts(table: pd.DataFrame) -> pd.DataFrame:
    return table.map(lambda value: "" if value is None else str(value)).astype(str)


def _with_own_columns(indicators: pd.DataFrame, path: Path) -> pd.DataFrame:
    if not path.is_file():
        return indicators
    old = _read(path).set_index("no")
    for column in _OWN_COLUMNS:
        if column in old.columns:
            indicators = indicators.assign(**{column: indicators["no"].map(old[column]).fillna("")})
    return indicators[
        [
            *(name for name in old.columns.insert(0, "no") if name in indicators),
            *indicators.columns.difference([*old.columns, "no"]),
        ]
    ]


def _with_issue_date(targets: pd.DataFrame, path: Path) -> pd.DataFrame:
    if not path.is_file() or "issued_on" not in _read(path).columns:
        return targets
    old = _read(path).drop_duplicates(["no", "area"], keep="last").set_index(["no", "area"])["issued_on"]
    keys = pd.MultiIndex.from_frame(targets[["no", "area"]])
    return targets.assign(issued_on=old.reindex(keys).fillna("").to_numpy())


def _read(path: Path) -> pd.DataFrame:
    return pd.read_csv(path, dtype=str, keep_default_na=False, encoding="utf-8-sig")


def _changes(path: Path, new: pd.DataFrame) -> list[str]:
    """Cell by cell, what differs from the table that is there."""
    if not path.is_file():
        return []
    old = _read(path)
    keys = ["no", "area"] if "area" in new.columns else ["no"]
    if not set(keys) <= set(old.columns) or old.duplicated(keys).any():
        return [f"{path}: the whole table"]
    before, after = old.set_index(keys), new.set_index(keys)
    changes = [f"{path}: {_row(key)} goes" for key in before.index.difference(after.index)]
    changes += [f"{path}: {_row(key)} comes" for key in after.index.difference(before.index)]
    common = [key for key in after.index if key in before.index]
    for column in [name for name in after.columns if name in before.columns and name != "raw"]:
        left, right = before.loc[common, column], after.loc[common, column]
        for key in left.index[(left != right).to_numpy()]:
            changes.append(f"{path}: {_row(key)} {column}: {left[key]!r} becomes {right[key]!r}")
    return changes


def _row(key: object) -> str:
    return " ".join(map(str, key)) if isinstance(key, tuple) else str(key)
