import re
import zipfile

import pytest

from hrss_analysis.briefings import bundle, plan, run_batch
from hrss_analysis.errors import InputError, UsageError

pytestmark = pytest.mark.starts
TARGETS = "no,area,state,bound,value\n1,全市,assigned,,20\n1,甲,assigned,,10\n1,乙,assigned,,10\n"


@pytest.fixture
def made(small, tmp_path):
    ds = small(
        {
            "targets/2024.csv": TARGETS,
            "actuals/2024Q1.csv": "no,area,value\n1,甲,2\n1,乙,3\n",
            "actuals/2024Q2.csv": "no,area,value\n1,甲,4\n1,乙,6\n",
        }
    )
    run_batch(plan(ds, ["2024Q1", "2024Q2"], tmp_path / "out"), 2)
    return ds, tmp_path / "out"


def test_an_archive_opens_anywhere_and_leads_nowhere_outside(made):
    ds, out = made
    archive, count = bundle(ds, "2024Q1", out)
    with zipfile.ZipFile(archive) as packed:
        names = packed.namelist()
        pages = {name: packed.read(name).decode() for name in names if name.endswith(".html")}
    assert archive.name == "small-2024Q1.zip"
    assert len(names) == count
    assert all(name.isascii() for name in names)
    assert {"small-2024Q1/index.html", "small-2024Q1/city.html", "small-2024Q1/city.xlsx"} <= set(names)
    for name, html in pages.items():
        for to in re.findall(r'href="([^"#][^"]*)"', html):
            assert to.startswith("data:") or f"small-2024Q1/{to}" in names, (name, to)
    first = archive.read_bytes()
    assert bundle(ds, "2024Q1", out)[0].read_bytes() == first


def test_what_is_not_current_does_not_travel(made):
    ds, out = made
    (out / "small/2024Q1/city.html").unlink()
    with pytest.raises(
        InputError, match=r"1 of 4 reports are not current: city.html \(missing\); make them with: hrss batch 2024Q1"
    ):
        bundle(ds, "2024Q1", out)
    with pytest.raises(InputError, match="there are no reports of 2024Q3"):
        bundle(ds, "2024Q3", out)
    with pytest.raises(UsageError, match="did you mean '2024Q1'"):
        bundle(ds, "2024q1", out)
