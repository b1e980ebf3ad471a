"""A report of one's own: any notebook with a cell of parameters becomes a page like the others.

Parameters that are named as in the catalogue (``period``, ``area``, ``department``, ``no``,
``year``) have its choices and must be given, since papermill would silently report on the
notebook's own example. Others have the notebook's value unless another of its type is given.
"""

import ast
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from ..dataset import Dataset
from ..errors import InputError, UsageError, unknown
from ..inert import file_part
from ..messages import tell
from ..vocabulary import Label
from .catalogue import REPORTS, find_report
from .report import AREA, DEPARTMENT, NO, PERIOD, YEAR, Report, area_slug, of_report

KNOWN = {parameter.name: parameter for parameter in (PERIOD, AREA, DEPARTMENT, NO, YEAR)}
GIVEN = ("data", "lang")  # parameters that the command gives: the dataset's folder, and the language
TYPES = (bool, int, float, str)


@dataclass(frozen=True)
class OwnReport(Report):
    """A report whose parameters are those of its notebook; ``values`` are what the notebook has for them."""

    values: Mapping[str, Any] = field(default_factory=dict)

    def check(self, ds: Dataset, given: Mapping[str, str]) -> dict[str, Any]:
        """Give every parameter, of the type that the notebook has for it."""
        for name in given:
            if name not in self.values:
                raise UsageError(of_report(self.name, unknown("parameter", name, self.values)))
        known = super().check(ds, {name: value for name, value in given.items() if name in KNOWN})
        return {
            name: known[name]
            if name in known
            else _typed(self.name, name, given[name], value)
            if name in given
            else value
            for name, value in self.values.items()
        }


def own_report(notebook: Path) -> Report:
    """The report that a notebook is: the catalogue's, made of this file, if it bears a name of it, or else its own.

    Parameters
    ----------
    notebook
        The ``.ipynb`` file.

    Raises
    ------
    InputError
        If it is not there, or has no cell tagged ``parameters`` with plain values.
    """
    if not notebook.is_file():
        raise InputError(tell("{notebook}: there is no such notebook", notebook=notebook))
    if notebook.stem in REPORTS:
        return replace(REPORTS[notebook.stem], notebook=notebook)
    values = values_of(notebook)
    for name in GIVEN:
        values.pop(name, None)
    name = notebook.stem

    def told(given: Mapping[str, Any]) -> list[str]:
        return [str(given[key]) for key in values if key not in (PERIOD.name, YEAR.name)]

    def file_name(ds: Dataset, given: Mapping[str, Any]) -> str:
        slugs = {"area": area_slug(ds, given["area"])} if "area" in values else {}
        return f"own-{file_part('-'.join([name, *told({**given, **slugs})]))}.html"

    return OwnReport(
        name,
        "a report of one's own",
        tuple(KNOWN[key] for key in values if key in KNOWN),
        file_name,
        lambda _ds, given: " ".join([name, *told(given)]),
        Label("自编", "Own"),
        notebook=notebook,
        values=values,
    )


def chosen(name: str) -> Report:
    """The report of that name, or the one that a notebook is, by its file.

    Raises
    ------
    UsageError
        If there is none of that name; the nearest is proposed.
    InputError
        If the file is no notebook that can be a report.
    """
    return own_report(Path(name).resolve()) if name.endswith(".ipynb") else find_report(name)


def standing(ds: Dataset) -> list[Report]:
    """The reports that ``[reports]`` of the dataset adds to those of every quarter.

    Raises
    ------
    InputError
        If one of them is no notebook that can be a report, or is not about a quarter.
    """
    reports = [own_report((ds.path / name).resolve()) for name in ds.settings.own_reports]
    for report in reports:
        if PERIOD not in report.parameters:
            raise InputError(
                tell("{notebook}: a report of every quarter has period among its parameters", notebook=report.notebook)
            )
    return reports


def values_of(notebook: Path) -> dict[str, Any]:
    """What the parameters cell assigns."""
    import nbformat

    try:
        content: Any = nbformat.read(notebook, as_version=4)  # type: ignore[no-untyped-call]
    except Exception as error:  # nbformat's own errors share no narrower base
        raise InputError(
            tell("{notebook} is not a notebook that can be read ({reason})", notebook=notebook, reason=error)
        ) from error
    cells = [cell for cell in content.cells if "parameters" in cell.metadata.get("tags", [])]
    if len(cells) != 1:
        raise InputError(
            tell(
                "{notebook}: a report has one cell with the tag parameters, which begins with data = ''; here are {n}",
                notebook=notebook,
                n=len(cells),
            )
        )
    try:
        assigned = [line for line in ast.parse(cells[0].source).body if isinstance(line, ast.Assign)]
        values = {line.targets[0].id: ast.literal_eval(line.value) for line in assigned}  # type: ignore[attr-defined]
    except (SyntaxError, ValueError, AttributeError) as error:
        raise InputError(
            tell(
                "{notebook}: the cell of parameters gives each a plain value, as in period = '2024Q3' ({reason})",
                notebook=notebook,
                reason=error,
            )
        ) from error
    for name, value in values.items():
        if type(value) not in ((str,) if name in KNOWN else TYPES):
            found = {"notebook": notebook, "name": name, "value": repr(value)}
            raise InputError(
                tell("{notebook}: the parameter {name} must be text, in quotes, not {value}", **found)
                if name in KNOWN
                else tell(
                    "{notebook}: the parameter {name} must be text, a number, True or False, not {value}", **found
                )
            )
    return values


def _typed(report: str, name: str, text: str, default: object) -> Any:
    wanted = type(default)
    words = {"True": True, "true": True, "False": False, "false": False}
    try:
        return words[text] if wanted is bool else wanted(text)  # type: ignore[call-arg]
    except (ValueError, KeyError) as error:
        raise UsageError(
            of_report(
                report,
                tell(
                    "{name} is a {kind}, as {default} in its notebook, not {text}",
                    name=name,
                    kind=wanted.__name__,
                    default=repr(default),
                    text=repr(text),
                ),
            )
        ) from error
