"""A period as tables for machines: its frames as CSV, with a ``datapackage.json`` that says what each column is.

Figures are rounded once, as pages show them; exact ones are in the frames of :func:`hrss_analysis.quarter`.
The package follows the Frictionless Data Package, the figures are there once more as SDMX-CSV 2.0.
"""

import hashlib
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pandas as pd

from ..calendar import MONTH, parse_period
from ..dataset import Dataset
from ..dataset.rates import DECIMALS
from ..reasons import sentences
from ..version import __version__
from ..vocabulary import OUTLOOK, WORDS
from ..writing import as_csv, write_text
from .quarter import Quarter

TABLES = (
    "progress",
    "changes",
    "project",
    "history",
    "pace",
    "attention",
    "contributions",
    "shares",
    "check",
    "completeness",
)
KEYS = {
    "progress": ["no", "area"], "changes": ["no", "area", "measure"], "project": ["no", "area"], "pace": ["no", "area"], "attention": ["no", "area"],
    "history": ["no", "area", "period"], "contributions": ["no", "area"], "shares": ["no", "area"], "completeness": ["sender", "kind"],
    "indicators": ["no"], "areas": ["area"],
}  # fmt: skip
CATEGORIES = {**WORDS, "outlook": OUTLOOK}
IN_UNIT = (
    "target", "actual", "base", "shortfall", "headroom", "required_per_month", "due_amount", "grown", "year_end", "low80", "high80",
    "low90", "high90", "recent", "last_rest", "year_ago", "last_result", "last_growth", "difference", "change", "total", "parts_total", "parts_off",
)  # fmt: skip
SHARES = (
    "expected", "completion", "share", "target_share", "usual", "p_reach", "year_ago_share", "last_year_share", "parts_apart",
)  # fmt: skip
POINTS = ("gap_points", "points", "ahead")
PER_CENT = ("ambition",)
TIMES = ("times_recent", "times_last_rest", "ratio")
UNSAID = ("tie", "per_cent", "wording", "inferred_from", "accepted")  # of use within the program


def export(told: Quarter, folder: Path) -> list[Path]:
    """Write a period's tables and the package that describes them.

    Parameters
    ----------
    told
        The period; of a cut its rows.
    folder
        Where they go.

    Returns
    -------
    list of Path
        The files, ``datapackage.json`` last.
    """
    files, resources = [], []
    for name, frame in _tables(told):  # one at a time: those of a country are large
        text, file = as_csv(frame), f"{name}.csv"
        write_text(text, folder / file)
        resources.append(_resource(name, frame, text) if name != SDMX else _figures(file, text))
        files.append(folder / file)
    package = folder / "datapackage.json"
    write_text(json.dumps(_package(told, resources), ensure_ascii=False, indent=1) + "\n", package)
    return [*files, package]


def _tables(told: Quarter) -> Iterator[tuple[str, pd.DataFrame]]:
    """What is written, by the names of the files."""
    for name in TABLES:
        yield name, _table(told.rounded.frame(name))
    yield "indicators", _table(told.ds.indicators)
    yield "areas", _table(told.ds.areas)
    yield SDMX, sdmx(told.ds, told.rounded.history)


SDMX = "figures.sdmx"
SDMX_TOLD = (
    "The figures of this year and the last as SDMX-CSV 2.0; INDICATOR is the id, UNIT_MEASURE the unit of OBS_VALUE."
)


def sdmx(ds: Dataset, history: pd.DataFrame) -> pd.DataFrame:
    """Figures as SDMX-CSV 2.0, a row an observation.

    Parameters
    ----------
    ds
        The dataset, in whose terms they are.
    history
        Rows of ``history``.

    Examples
    --------
    >>> from hrss_analysis import open_dataset, quarter
    >>> told = quarter(open_dataset("data/national"), "2024-09")
    >>> sdmx(told.ds, told.history).query("INDICATOR == '1'").tail(1).iloc[0, 3:8].tolist()
    ['M', 'CN', '1', '万人', '2024-09']
    """
    areas = ds.areas.set_index("area")["code"]
    told_by_code = areas.ne("").all() and areas.is_unique  # a code that two areas share is neither's
    codes = history["area"].map(areas) if told_by_code else history["area"]
    periods = history["period"].map({text: parse_period(text) for text in history["period"].unique()})
    return pd.DataFrame(
        {
            "STRUCTURE": "dataflow",
            "STRUCTURE_ID": "HRSS:INDICATORS(1.0)",
            "ACTION": "I",
            "FREQ": ["M" if period.months == MONTH else "Q" for period in periods],
            "REF_AREA": codes,
            "INDICATOR": history["id"],
            "UNIT_MEASURE": history["no"].map(ds.indicators.set_index("no")["unit"]),
            "TIME_PERIOD": history["period"].str.replace(r"^(\d{4})Q", r"\1-Q", regex=True),
            "OBS_VALUE": history["value"].round(DECIMALS),
            "OBS_STATUS": history["flag"].replace("", "A"),
            "ORIGIN": history["origin"],
        }
    )


def _table(frame: pd.DataFrame) -> pd.DataFrame:
    """A frame as it is given away: codes with their sentence beside them, nothing that only the program uses."""
    frame = frame.drop(columns=[name for name in UNSAID if name in frame])
    # what rounding left a binary place below a half is read as that half
    frame = frame.round(DECIMALS)
    if "reason" in frame and "relation" not in frame:
        frame.insert(list(frame).index("reason") + 1, "reason_zh", sentences(frame))
    return frame


def _package(told: Quarter, resources: list[dict[str, Any]]) -> dict[str, Any]:
    ds, publishing = told.ds, told.ds.folder.settings.publishing
    last = told.origins["last"].max() if len(told.origins) else pd.NaT
    licence = {"licenses": [{"name": publishing["licence"]}]} if "licence" in publishing else {}
    return {
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": f"{ds.name}-{told.period}".lower(),
        "title": f"{ds.settings.title} {told.period}",
        "description": "Figures are rounded half-up, as reports show them; a blank cell is no figure, and says why beside it.",
        **licence,
        "sources": [{"title": publishing.get("source", ds.settings.title)}],
        "hrss": {
            "period": told.period,
            "as_of": None if pd.isna(last) else f"{last:%Y-%m-%d}",
            "fingerprint": told.fingerprint,
            "simulated": bool((told.origins["origin"] == "simulated").any()),
            "hrss_analysis": __version__,
        },
        "resources": resources,
    }


def _resource(name: str, frame: pd.DataFrame, text: str) -> dict[str, Any]:
    schema: dict[str, Any] = {"fields": list(_fields(frame))}
    if name in KEYS:
        schema["primaryKey"] = KEYS[name]
    if "no" in frame and name != "indicators":
        schema["foreignKeys"] = [{"fields": ["no"], "reference": {"resource": "indicators", "fields": ["no"]}}]
    return _file(name, f"{name}.csv", text) | {"type": "table", "schema": schema}


def _figures(path: str, text: str) -> dict[str, Any]:
    return _file("figures", path, text) | {"description": SDMX_TOLD}


def _file(name: str, path: str, text: str) -> dict[str, Any]:
    content = text.encode()
    digest = hashlib.sha256(content).hexdigest()
    return {
        "name": name, "path": path, "format": "csv", "mediatype": "text/csv", "encoding": "utf-8", "bytes": len(content),
        "hash": f"sha256:{digest}",
    }  # fmt: skip


def _fields(frame: pd.DataFrame) -> Iterator[dict[str, Any]]:
    for name, column in frame.items():
        field: dict[str, Any] = {"name": str(name), "type": _type(column)}
        if unit := _unit(str(name)):
            field["unit"] = unit
        if name in CATEGORIES:
            field["categories"] = [{"value": key, "label": label.zh} for key, label in CATEGORIES[str(name)].items()]
        yield field


def _unit(name: str) -> str:
    """What a column is told in."""
    told = {
        "unit of the indicator": IN_UNIT,
        "share, 1 is 100 %": SHARES,
        "percentage points": POINTS,
        "per cent": PER_CENT,
        "times": TIMES,
    }
    return next((unit for unit, names in told.items() if name in names), "")


def _type(column: pd.Series) -> str:
    kinds = pd.api.types
    if kinds.is_bool_dtype(column):
        return "boolean"
    if kinds.is_integer_dtype(column):
        return "integer"
    if kinds.is_float_dtype(column):
        return "number"
    return "datetime" if kinds.is_datetime64_any_dtype(column) else "string"
