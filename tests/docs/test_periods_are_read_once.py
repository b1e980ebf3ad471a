"""Text of a period is read in calendar/ and cut, composed or compared nowhere else: held by the source itself."""

import ast
import json
import re
from collections.abc import Iterator
from itertools import pairwise

import pytest

from hrss_analysis.briefings import REPORTS

from ..conftest import ROOT

PACKAGE = ROOT / "hrss_analysis"
FILES = sorted(path for path in PACKAGE.rglob("*.py") if path.parent != PACKAGE / "calendar")
TEXTS = {"period", "when", "time", "origin", "since", "until"}  # names that stand for a period's text
CUTS = {":4", "4:", "5"}  # where a year ends and a quarter begins
QUARTERS = ({1, 2, 3, 4}, {"Q1", "Q2", "Q3", "Q4"})


def _cuts(node: ast.AST) -> bool:
    match node:
        case ast.Subscript(value=value, slice=ast.Slice() | ast.Constant(value=int()) | ast.UnaryOp() as part):
            return _is_text(value) or ast.unparse(part) in CUTS
    return False


def _composes(node: ast.AST) -> bool:
    """Text that ends with Q before a value, or begins with Q and no other letter after one."""
    parts = node.values if isinstance(node, ast.JoinedStr) else []
    return any(
        (isinstance(other, ast.FormattedValue) and str(_constant(one)).endswith("Q"))
        or (isinstance(one, ast.FormattedValue) and re.match(r"Q(?![A-Za-z])", str(_constant(other))))
        for one, other in pairwise(parts)
    )


def _asks_for_a_letter(node: ast.AST) -> bool:
    match node:
        case ast.Compare(left=ast.Constant(value="Q"), ops=[ast.In() | ast.NotIn()]):
            return True
        case ast.Call(func=ast.Attribute(attr="startswith" | "endswith"), args=[argument]):
            return _composes(argument) or bool(re.fullmatch(r"'Q[1-4]?'|str\(.*year.*\)", ast.unparse(argument)))
    return False


def _compares(node: ast.AST) -> bool:
    match node:
        case ast.Compare(left=left, ops=[ast.Lt() | ast.LtE() | ast.Gt() | ast.GtE(), *_], comparators=rights):
            return any(_is_text(side) or _is_named(side) for side in (left, *rights))
        case ast.Call(func=ast.Attribute(attr="max" | "min", value=column)):
            return _is_text(column)
        case ast.Call(func=ast.Attribute(attr="sort_values"), args=[ast.Constant(value="period"), *_]):
            return "key" not in {keyword.arg for keyword in node.keywords}
        case ast.Call(func=ast.Name(id="sorted" | "max" | "min"), args=[argument]):
            column = argument.func.value if _calls(argument, "unique") else argument
            return not node.keywords and (_is_text(column) or ast.unparse(argument).endswith("periods"))
    return False


def _counts_out(node: ast.AST) -> bool:
    match node:
        case ast.Call(func=ast.Name(id="range"), args=arguments):
            return [_constant(argument) for argument in arguments] in ([1, 5], [4])
        case ast.Tuple(elts=parts) | ast.List(elts=parts) | ast.Set(elts=parts) if len(parts) == 4:
            return {_constant(part) for part in parts} in QUARTERS
    return False


def _takes_four_for_a_year(node: ast.AST) -> bool:
    match node:
        case ast.BinOp(op=ast.Sub() | ast.Mod() | ast.FloorDiv(), right=ast.Constant(value=4)):
            return True
        case ast.BinOp(op=ast.Div(), left=left, right=ast.BinOp(op=ast.Add(), right=ast.Constant(value=1))):
            return 4 in map(_constant, ast.walk(left))
        case ast.Call(func=ast.Attribute(attr="shift" | "diff"), args=[ast.Constant(value=int())]):
            return True
    return False


def _has_another_type(node: ast.AST) -> bool:
    match node:
        case ast.Call(func=ast.Attribute(attr="Period" | "PeriodIndex")) | ast.keyword(arg="freq"):
            return True
    return False


def _constant(node: ast.AST) -> object:
    return node.value if isinstance(node, ast.Constant) else None


def _is_text(node: ast.AST) -> bool:
    """Whether this is called a period: a name, an attribute, a frame's column, its text or one row of it."""
    match node:
        case ast.Name(id=name) | ast.Subscript(slice=ast.Constant(value=str(name))):
            return name in TEXTS
        case ast.Attribute(attr="str", value=column) | ast.Subscript(value=ast.Attribute(attr="iloc", value=column)):
            return _is_text(column)
        case ast.Attribute(attr=name):
            return name in TEXTS
    return False


def _calls(node: ast.AST, name: str) -> bool:
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == name


def _is_named(node: ast.AST) -> bool:
    return isinstance(node, ast.Name) and node.id == "name"


RULES = {
    "cuts the text of a period": _cuts,
    "composes the text of a period": _composes,
    "tells a period by a letter": _asks_for_a_letter,
    "compares periods as text": _compares,
    "counts the quarters of a year out": _counts_out,
    "takes four of something for a year": _takes_four_for_a_year,
    "has another type for periods": _has_another_type,
}


def faults(source: str) -> Iterator[str]:
    """Whatever in a source handles the text of a period, or counts on a year of four quarters."""
    for node in ast.walk(ast.parse(source)):
        for wrong, breaks in RULES.items():
            if breaks(node):
                yield f"line {getattr(node, 'lineno', '')} {wrong}: {ast.unparse(node)}"


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.relative_to(PACKAGE).as_posix())
def test_a_file_leaves_the_text_of_periods_alone(path):
    found = list(faults(path.read_text(encoding="utf-8")))
    assert not found, "\n".join(found)


@pytest.mark.parametrize("report", REPORTS)
def test_a_reports_notebook_leaves_the_text_of_periods_alone(report):
    cells = json.loads((ROOT / f"notebooks/{report}.ipynb").read_text(encoding="utf-8"))["cells"]
    code = "\n".join("".join(cell["source"]) for cell in cells if cell["cell_type"] == "code")
    assert not list(faults(code))


@pytest.mark.parametrize(
    "code",
    [
        "int(period[:4])", "period[4:] == 'Q1'", "int(period[5])", "int(period[-1])", "row.period[:4]", "name[:4]",
        "cells['period'].iloc[0][-1]", "texts[0][:4]", "found['period'].str[:4]", "found['origin'].str[0]",
        "f'{year}Q{quarter}'", "f'{year}Q4'", "f'Q{quarter}'", "f'from {year}Q4 on'", "'Q' in folder.name",
        "'Q' not in period", "period.endswith('Q4')", "when.endswith(f'Q{last}')", "name.startswith(str(year))",
        "name <= period", "first <= name", "found['period'] <= when", "period > other", "a <= period <= b",
        "told['period'].max()", "sorted(rows['period'].unique())", "max(ds.periods)", "told.sort_values('period')",
        "pd.Period(year=1, quarter=1)", "pd.PeriodIndex(told)", "told.asfreq(freq='Q')", "told.groupby('no').shift(4)",
        "quarter - 4", "quarter % 4", "now * 4 / (quarter + 1)", "4 / (q + 1)", "ax.set_xticks([1, 2, 3, 4])",
        "(1, 2, 3, 4)", "range(1, 5)", "range(4)", "['Q1', 'Q2', 'Q3', 'Q4']",
    ],
)  # fmt: skip
def test_each_way_of_handling_the_text_is_seen(code):
    assert list(faults(code))


@pytest.mark.parametrize(
    "code",
    [
        "periods[0]", "ds.periods[-1]", "text[:40]", "values[1]", "name[3:]", "found['period'].iloc[0]", "moment <= last",
        "f'{n}Quellen'", "flag in ('L', 'M', 'Q')", "name.endswith('.csv')", "told.shift()", "shape // 2", "4 * spread",
        "now / (count + 1)", "[1, 2, 3]", "range(1, 6)",
        "max(periods, key=parse_period)", "told.sort_values('period', key=in_time)", "sorted(numbers)", "sorted(folder.glob(period))", "told['value'].max()",
 "found['period'] == when", "path.name.startswith('.')",
    ],
)  # fmt: skip
def test_what_is_no_text_of_a_period_is_let_be(code):
    assert not list(faults(code))
