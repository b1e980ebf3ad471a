"""Notebooks are thin, clean, and have the parameters the catalogue says."""

import ast

import nbformat
import pytest

from hrss_analysis.briefings import REPORTS
from hrss_analysis.briefings.notebooks import NOTEBOOKS

ALLOWED = {"hrss_analysis"}
PATHS = sorted(NOTEBOOKS.glob("*.ipynb"))


@pytest.fixture(params=PATHS, ids=lambda path: path.stem)
def notebook(request):
    return nbformat.read(request.param, as_version=4)


@pytest.fixture
def code(notebook):
    return [cell for cell in notebook.cells if cell.cell_type == "code"]


def test_every_report_has_its_notebook():
    assert {path.stem for path in PATHS} >= set(REPORTS)


def test_no_outputs_and_stable_ids(notebook, code):
    assert all(not cell.outputs and cell.execution_count is None for cell in code)
    ids = [cell.id for cell in notebook.cells]
    assert len(set(ids)) == len(ids)
    assert all(cell_id.replace("-", "").isalpha() for cell_id in ids), "ids are words, not random"
    assert "papermill" not in notebook.metadata


def test_cells_are_short_and_define_nothing(code):
    for cell in code:
        tree = ast.parse(cell.source)
        assert not [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.ClassDef | ast.Lambda)]
        assert len(cell.source.splitlines()) <= 12


def test_only_allowed_imports(code):
    for cell in code:
        for node in ast.walk(ast.parse(cell.source)):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            assert {name.split(".")[0] for name in names} <= ALLOWED


@pytest.mark.parametrize("report", REPORTS.values(), ids=lambda report: report.name)
def test_the_parameters_cell_equals_the_catalogue(report, wuxi):
    notebook = nbformat.read(NOTEBOOKS / f"{report.name}.ipynb", as_version=4)
    (cell,) = [cell for cell in notebook.cells if "parameters" in cell.metadata.get("tags", [])]
    assigned = {node.targets[0].id: node.value.value for node in ast.parse(cell.source).body}
    assert list(assigned) == ["data", *(parameter.name for parameter in report.parameters), "lang"]
    assert assigned["lang"] == "zh"
    given = {name: value for name, value in assigned.items() if name not in ("data", "lang")}
    assert report.check(wuxi, given) == given
    for parameter in report.parameters:
        assert f"# {parameter.help}" in cell.source
