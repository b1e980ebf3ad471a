"""The explorer without a browser: selection, code, files, and the page that needs no widget."""

import base64
import io
import re
import shutil

import ipywidgets
import nbformat
import openpyxl
import papermill
import pytest

import hrss_analysis as hrss
from hrss_analysis import InputError, UsageError
from hrss_analysis.dataset import opening
from hrss_analysis.explorer import panel
from hrss_analysis.explorer.selection import VIEWS, beginning, code
from hrss_analysis.press.render import export

from ..conftest import ROOT


@pytest.fixture(autouse=True)
def _forget(monkeypatch):
    monkeypatch.setattr(panel, "_KEPT", {})
    # a browser test in the same process leaves a loop running, which is no kernel's
    monkeypatch.setattr(panel, "_loop", lambda: None)


def part(explorer, name):
    """One selector."""
    return explorer.controls._parts[name]


class Slot:
    """What a notebook shows below the selectors."""

    def __init__(self):
        self.shown = []

    def update(self, content):
        self.shown.append(str(content))


@pytest.fixture
def shown(wuxi):
    """An explorer that is shown, its outputs kept."""
    explorer = hrss.explore(wuxi)
    explorer._slots = {name: Slot() for name, _ in explorer._contents()}
    return explorer


def test_a_change_redraws_every_linked_view(shown):
    part(shown, "indicators").value = (15, 17)
    assert shown.selection.indicators == (15, 17)
    assert all(len(slot.shown) == 1 for slot in shown._slots.values())
    assert "支持成功自主创业人数" in shown._slots["heat_map"].shown[0]
    assert "4.00倍" in shown._slots["scatter"].shown[0]
    part(shown, "comparison").value = "year_on_year"
    assert "同比最高" in shown._slots["trend"].shown[1]
    assert "比较：同比" in shown._slots["selection"].shown[1]


def test_one_view_alone_empties_the_others(shown):
    part(shown, "view").value = "shares"
    assert [name for name in VIEWS if shown._slots[name].shown[-1]] == ["shares"]


def test_nothing_selected_is_a_slip_and_changes_nothing(shown):
    part(shown, "areas").value = ()
    assert shown.selection.areas == tuple(shown.ds.parts)


def test_the_selection_survives_running_the_cell_again(wuxi):
    first = hrss.explore(wuxi)
    part(first, "basis").value = "current"
    part(first, "periods").value = ("2023Q1", "2024Q2")
    again = hrss.explore(wuxi)
    assert again.selection == first.selection
    assert part(again, "periods").value == ("2023Q1", "2024Q2")
    # what the cell asks for anew is what it gets
    assert hrss.explore(wuxi, basis="cumulative").selection.basis == "cumulative"


def test_another_dataset_can_be_chosen_and_is_still_chosen_next_time(tmp_path):
    for name in ("one", "other"):
        shutil.copytree(ROOT / "tests" / "data" / "national", tmp_path / name)
    toml = (tmp_path / "other/dataset.toml").read_text(encoding="utf-8")
    (tmp_path / "other/dataset.toml").write_text(toml.replace("全国", "全省"), encoding="utf-8")
    for table in (tmp_path / "other").rglob("*.csv"):
        table.write_text(table.read_text(encoding="utf-8").replace("全国", "全省"), encoding="utf-8")
    one = hrss.open_dataset(tmp_path / "one")
    explorer = hrss.explore(one)
    explorer._slots = {name: Slot() for name, _ in explorer._contents()}
    part(explorer, "dataset").value = (tmp_path / "other").resolve()
    assert explorer.ds.city == "全省"
    assert explorer.selection.areas == ("全省",)
    assert "这个数据集只有全省" in explorer._slots["heat_map"].shown[-1]
    assert "模拟" not in explorer._slots["trend"].shown[-1]
    assert hrss.explore(one).ds.city == "全省"


def test_a_broken_neighbour_is_a_sentence(tmp_path):
    shutil.copytree(ROOT / "tests" / "data" / "national", tmp_path / "national")
    (tmp_path / "broken").mkdir()
    (tmp_path / "broken" / "dataset.toml").write_text("title = ", encoding="utf-8")
    explorer = hrss.explore(hrss.open_dataset(tmp_path / "national"))
    explorer._slots = {name: Slot() for name, _ in explorer._contents()}
    part(explorer, "dataset").value = (tmp_path / "broken").resolve()
    assert "dataset.toml" in explorer._slots["selection"].shown[-1]
    assert explorer.ds.city == "全国"
    assert part(explorer, "dataset").value == (tmp_path / "national").resolve()


def test_a_view_that_there_is_not_is_refused(wuxi):
    with pytest.raises(UsageError, match="did you mean 'trend'"):
        hrss.explore(wuxi).view("trends")
    with pytest.raises(UsageError, match="unknown view 'all'"):
        hrss.explore(wuxi).view("all")


@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_code_makes_the_view_again(wuxi, view, lang, monkeypatch):
    monkeypatch.setattr(opening, "_KEPT", {})
    opening.keep_open(wuxi)  # the code opens what has been read already
    explorer = hrss.explore(wuxi, lang=lang, indicators=[15, 17], basis="current")
    names = {}
    exec(explorer.code(view), names)  # noqa: S102
    assert names["view"].title == explorer.view(view).title


def test_code_says_only_what_differs_from_the_defaults(wuxi):
    said = code("trend", beginning(wuxi), wuxi, "zh").splitlines()[-2]
    assert said == 'view = hrss.views.trend(ds, [2, 3, 4], since="2022Q1", until="2024Q3", comparison="target")'


def test_labels_in_english(wuxi):
    explorer = hrss.explore(wuxi, lang="en")
    assert dict(part(explorer, "comparison").options)["expected pace"] == "expected"
    assert part(explorer, "areas").options[2] == ("Jiangyin", "江阴")
    assert isinstance(explorer.controls.box, ipywidgets.Widget)


@pytest.mark.parametrize(
    ("selected", "words"),
    [
        ({"indicators": [99]}, "unknown indicator '99'"),
        ({"comparison": "targett"}, "did you mean 'target'"),
        ({"indicator": [1]}, "did you mean 'indicators'"),
        ({"view": "radar"}, "unknown view 'radar'"),
        ({"lang": "zn"}, "did you mean 'zh'"),
    ],
)
def test_what_is_not_known_is_refused(wuxi, selected, words):
    with pytest.raises(UsageError, match=re.escape(words)):
        hrss.explore(wuxi, **selected)


def test_a_dataset_without_figures_is_refused_in_a_sentence(small):
    with pytest.raises(InputError, match="no figures to explore"):
        hrss.explore(small())


def _saved(html, kind):
    (content,) = re.findall(rf'download="[\w-]+\.{kind}"', html) and re.findall(
        r'href="data:[^,]+;base64,([^"]+)"', html
    )
    return base64.b64decode(content)


def test_the_numbers_are_saved_as_csv_and_as_a_workbook(wuxi):
    explorer = hrss.explore(wuxi, view="shares")
    content = {name: make() for name, make in explorer._contents()}
    csv = _saved(content["shares"], "csv")
    assert csv.startswith(b"\xef\xbb\xbf")
    lines = csv.decode("utf-8-sig").splitlines()
    assert lines[0].startswith("序号,指标,地区,季度,数值,占实绩")
    assert len(lines) == 1 + 8  # the head and the areas that have a target
    book = openpyxl.load_workbook(io.BytesIO(_saved(content["files"], "xlsx")))
    assert book.sheetnames == ["份额图", "说明"]
    assert [cell.value for cell in book["份额图"][1]][:3] == ["序号", "指标", "地区"]
    notes = [row[0].value for row in book["说明"].iter_rows()]
    assert any("模拟数据" in note for note in notes)
    assert 'view = hrss.views.shares(ds, 2, period="2024Q3")' in notes


def test_what_was_selected_is_shown_with_numbers_that_nobody_can_take_for_a_formula(small):
    ds = small({
        "areas.csv": "area\n全市\n甲\n乙\n",
        "indicators.csv": "no,name,unit,kind,bound,pace,frequency\n1,=1+1,人,flow,at_least,accumulates,monthly\n",
        "actuals/2024Q1.csv": "no,area,value\n1,甲,3\n1,乙,4\n",
    })  # fmt: skip
    content = dict(hrss.explore(ds)._contents())
    assert "'=1+1" in _saved(content["trend"](), "csv").decode()


SINCE = {"wuxi": "2021", "national": "2023-12"}


@pytest.mark.starts
@pytest.mark.filterwarnings("default")  # what jupyter's own machinery warns of is not ours to mend
@pytest.mark.parametrize(("data", "pictures"), [("wuxi", 7), ("national", 2)])
def test_a_page_of_the_notebook_needs_no_widget(tmp_path, data, pictures):
    out, folder = tmp_path / "out.ipynb", shutil.copytree(ROOT / "data" / data, tmp_path / data)
    for file in folder.glob("actuals/*.csv"):
        if file.stem < SINCE[data]:  # a few years will do
            file.unlink()
    papermill.execute_notebook(
        str(ROOT / "notebooks" / "explore.ipynb"), str(out), {"data": str(folder)},
        progress_bar=False, log_output=False,
    )  # fmt: skip
    page = export(nbformat.read(out, as_version=4), "探索", "")
    assert page.count('role="img"') == pictures
    assert page.count("<caption>") >= pictures
    assert not re.search(r"<script |widget|(src|href)=\"(https?:)?//", page)
    assert ("模拟数据" in page) == (data == "wuxi")
    time = {"wuxi": "季度：", "national": "月份："}[data]
    for said in ("数据集：", "指标：", "地区：", time, "计法：累计", "比较：目标", "视图："):
        assert said in page
