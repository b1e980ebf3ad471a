"""What is optional is missing in one sentence that names its extra, and is imported in one place."""

import ast
import re
import sys
import tomllib

import pandas as pd
import pytest

from hrss_analysis.errors import InputError
from hrss_analysis.extras import EXTRAS, load
from hrss_analysis.plan.word import read_word
from hrss_analysis.press.executors import cluster
from hrss_analysis.writing import write_table

from .conftest import ROOT

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]


def test_the_table_of_extras_is_the_projects():
    asked = {
        (re.match(r"[\w-]+", line)[0], extra)
        for extra, lines in PROJECT["optional-dependencies"].items()
        for line in lines
        if extra != "dev"
    }
    assert set(EXTRAS.values()) <= asked
    # a package that another extra needs, too, is told by its own
    assert {package for package, _ in asked} == {package for package, _ in EXTRAS.values()}
    assert {extra for _, extra in asked} == {extra for _, extra in EXTRAS.values()}


def test_nobody_else_imports_what_is_optional():
    for path in (ROOT / "hrss_analysis").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            names += [node.module or ""] if isinstance(node, ast.ImportFrom) and not node.level else []
            assert not {name.partition(".")[0] for name in names} & set(EXTRAS), path


def write_parquet(tmp_path):
    write_table(pd.DataFrame({"area": ["全市"]}), tmp_path / "areas.parquet")


def use_cluster(_tmp_path):
    with cluster("tcp://127.0.0.1:1"):
        pass


@pytest.mark.parametrize(
    ("module", "use", "said"),
    [
        ("pyarrow", write_parquet, "areas.parquet: writing Parquet needs pyarrow; install hrss_analysis[parquet]"),
        (
            "docx",
            lambda tmp_path: read_word(tmp_path / "计划.docx"),
            "计划.docx: reading Word needs python-docx; install hrss_analysis[word]",
        ),
        ("distributed", use_cluster, "--scheduler needs distributed; install hrss_analysis[cluster]"),
        (
            "ipywidgets",
            lambda _: load("ipywidgets", "exploring"),
            "exploring needs ipywidgets; install hrss_analysis[lab]",
        ),
    ],
)
def test_what_is_missing_is_one_sentence(tmp_path, monkeypatch, module, use, said):
    monkeypatch.setitem(sys.modules, module, None)
    with pytest.raises(InputError) as refused:
        use(tmp_path)
    assert str(refused.value).endswith(said)


def test_a_parquet_table_without_its_reader(monkeypatch, small):
    ds = small({"actuals/2024Q1.csv": "no,area,value\n1,甲,2\n"})
    (ds.path / "areas.csv").unlink()
    (ds.path / "areas.parquet").write_bytes(b"PAR1")
    _ = ds.folder.registers  # pandas itself leans on it where it is installed
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(InputError, match=r"areas\.parquet: reading Parquet needs pyarrow; install hrss_analysis\[parq"):
        ds.areas  # noqa: B018
