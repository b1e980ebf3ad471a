"""docs/new-city.md, walked: its commands in its order, from the invented plan to the figures of a briefing."""

import csv
import re
import shutil

import pandas as pd
import pytest

import hrss_analysis as hrss
from hrss_analysis.dataset import read_table
from hrss_analysis.dataset.schema import ACTUALS

from ..conftest import ROOT
from .reading import Tables, blocks, code_in, commands, table_of
from .running import hrss as run
from .yungang import fill_in

PAGE = ROOT / "docs" / "new-city.md"
HERE = ROOT / "tests" / "docs"
FILLED = HERE / "yungang-2025Q1.csv"
pytestmark = [pytest.mark.starts, pytest.mark.filterwarnings("default")]

# 港城区 at the end of March 2025, by hand: status, target, figure, completion, points against the pace.
BY_HAND = {
    "城镇新增就业人数": ("进度正常", "9,000", "2,700", "30.0%", "+5.0"),  # 2700/9000, due 25
    "就业困难人员就业人数": ("略有滞后", "600", "120", "20.0%", "-5.0"),  # 120/600
    "城镇登记失业率": ("接近上限", "低于4.0", "3.7", "—", "—"),  # over 0.9 · 4
    "创业孵化示范基地数": ("未到报送期", "2", "—", "—", "—"),
    "职业技能培训人次数": ("滞后", "3,000", "300", "10.0%", "-15.0"),
    "新增高技能人才数": ("未到报送期", "500", "—", "—", "—"),
    "企业职工基本养老保险参保人数": ("进度正常", "12.00", "11.70", "25.0%", "0.0"),  # (11.7 − 11.6)/(12 − 11.6)
    "劳动人事争议仲裁结案率": ("略有滞后", "95.0", "94.0", "—", "—"),  # one point short
    "家门口就业服务站数": ("进度正常", "30", "27", "25.0%", "0.0"),  # (27 − 26)/(30 − 26)
}
NET = "a net figure (from “口径：减去”), which may fall and may be negative: check its net"
RATE = "has / (no target), while all other areas have a target; please check"
COLUMNS = ("指标", "状态", "全年目标", "本期末", "完成率", "与序时相差")
# The whole, from its areas: status and figure.
WHOLE = {
    1: ("on_pace", 6350),  # 2700 + 1750 + 1000 + 900 of 24000, due 6000
    2: ("on_pace", 375),  # 120 + 100 + 150 + 5, the last where there is no task; of 1500
    3: ("on_pace", 100 * 6200 / 180_000),  # 湾头区 has no such target
    5: ("slightly_behind", 1550),  # of 8000: 19.375 %
    7: ("on_pace", 29.43),  # 0.23 of the 0.8 to grow
    8: ("slightly_behind", 100 * 332 / 350),
    9: ("on_pace", 55),  # 2 of the 7 to grow
}


@pytest.fixture(scope="module")
def walked(tmp_path_factory):
    """The folder after the walk, and what each command said."""
    folder = tmp_path_factory.mktemp("office")
    shutil.copy(HERE / "yungang-2025.txt", folder)
    next_year = (HERE / "yungang-2025.txt").read_text(encoding="utf-8").replace("2025", "2026")
    (folder / "yungang-2026.txt").write_text(next_year, encoding="utf-8")
    said = {}
    for block in blocks(PAGE):
        if named := re.fullmatch(r"`([^`]+)`:", block.before):
            target = folder / named[1]
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(block.text, encoding="utf-8")
            continue
        if block.before.startswith("<!-- here the test fills"):
            fill_in(sorted(folder.glob("*-2025Q1.xlsx")), FILLED)
        for command in commands(block):
            if command.words[:3] == ("hrss", "plan", "check"):
                correct_kinds(folder)
            done = run(command.words[1:], folder)
            expected = 1 if "exits 1" in command.remark else 0
            assert done.code == expected, (command.place, done.out, done.err)
            assert "Traceback" not in done.err
            said.setdefault(command.words[1:3], []).append(done)
    return folder, said


def correct_kinds(folder):
    """What the page says of the kinds, done as it says it."""
    file = folder / "yungang/indicators.csv"
    with file.open(encoding="utf-8", newline="") as opened:
        rows = list(csv.DictReader(opened))
    by_no = {row["no"]: row for row in rows}
    for change in table_of(PAGE, "## 2. What has to be added by hand"):
        own = by_no[change["no"]]
        assert own["name"] == change["name"]
        for key in ("kind", "pace"):
            before, after = code_in(change[key])
            assert own[key] == before
            own[key] = after
    with file.open("w", encoding="utf-8", newline="") as opened:
        writer = csv.DictWriter(opened, rows[0])
        writer.writeheader()
        writer.writerows(rows)


def test_every_command_of_the_page_was_walked(walked):
    _, said = walked
    assert {words[:2] for words in said} == {
        ("plan", "import"), ("plan", "check"), ("data", "template"), ("data", "add"), ("data", "check"), ("batch", "2025Q1"),
    }  # fmt: skip


def test_the_importer_infers_what_the_page_says_it_does(walked):
    folder, said = walked
    # what the page says is only noted, of the document and of the dataset's tables
    noted = [
        f"info\tnet\tNo. 1\t“城镇新增就业人数” was inferred to be {NET}",
        f"info\trate\tNo. 3, row “湾头区”\t“城镇登记失业率”: 湾头区 {RATE}",
        f"info\trate\tNo. 8, row “湾头区”\t“劳动人事争议仲裁结案率”: 湾头区 {RATE}",
    ]
    imported, checked = said["plan", "import"][0].out.splitlines(), said["plan", "check"][0].out.splitlines()
    assert imported == [*noted, "9 indicators and 45 targets: yungang"]
    assert checked == [*noted, "9 indicators and 45 targets checked: yungang"]
    definitions = (folder / "yungang/definitions.csv").read_text(encoding="utf-8")
    assert definitions.count("\n") == 10


def test_what_was_sent_is_in_the_record(walked):
    folder, said = walked
    sent = read_table(FILLED, ACTUALS).set_index(["no", "area"])[["value", "numerator", "denominator"]]
    record = hrss.open_dataset(folder / "yungang").actuals(periods=["2025Q1"]).set_index(["no", "area"])
    pd.testing.assert_frame_equal(record[list(sent)].sort_index(), sent.sort_index())
    assert said["data", "add"][0].out.count("figures of") == 4
    assert "港城区\t7\t7\t" in said["data", "check"][0].out
    # the one the page names: 9 stations became 10
    assert "warning\tstock_jump\t9 松岭县\t" in said["data", "check"][0].out
    assert "2025Q1: 0 errors, 1 warnings, " in said["data", "check"][0].out
    assert {path.stem for path in (folder / "slips").iterdir()} == {"return-slip-松岭县-2025Q1"}


def test_the_areas_briefing_has_the_figures_worked_out_by_hand(walked):
    folder, _ = walked
    page = (folder / "reports/yungang/2025Q1/area-gangcheng.html").read_text(encoding="utf-8")
    head, *rows = Tables(page).found["全部指标记分表"]
    wanted = [next(at for at, text in enumerate(head) if text.startswith(start)) for start in COLUMNS]
    found = {}
    for row in rows:
        name, status, *rest = (row[at] for at in wanted)
        # behind the name may stand its unit, behind the status its reason
        # and behind a figure one of last year
        found[name.split()[0]] = (status.split()[1], *(text.split(" ")[0] for text in rest))
    assert found == BY_HAND
    assert "港城区9项指标中，本期评判7项，其中进度正常3项、略有滞后或接近上限3项、滞后1项。" in page
    assert "职业技能培训人次数完成10.0%，慢于序时进度15.0个百分点，还差2,700人次" in page
    assert "模拟数据" not in page


def test_the_whole_is_made_of_its_areas(walked):
    folder, _ = walked
    # the import of the next year's plan has left the kind as it was corrected
    assert hrss.open_dataset(folder / "yungang").indicator(9).kind == "stock"
    cells = hrss.progress(hrss.open_dataset(folder / "yungang"), "2025Q1")
    whole = cells[cells["area"] == "全市"].set_index("no")
    for no, (status, figure) in WHOLE.items():
        assert (no, whole.at[no, "status"]) == (no, status)
        assert whole.at[no, "actual"] == pytest.approx(figure)


def test_next_years_plan_is_added_and_says_what_it_leaves_as_it_was_corrected(walked):
    folder, said = walked
    (added,) = said["plan", "import"][1:]
    assert "9 kind: 'stock' stays, the document gives 'flow'" in added.out
    assert "9 pace: 'growth' stays, the document gives 'accumulates'" in added.out
    assert added.code == 0
    assert hrss.open_dataset(folder / "yungang").target_years == [2025, 2026]


def test_there_is_an_index_to_open(walked):
    folder, _ = walked
    assert (folder / "reports/index.html").is_file()
    pages = {path.name for path in (folder / "reports/yungang/2025Q1").glob("*.html")}
    assert {"index.html", "city.html", "quality.html", "area-gangcheng.html", "area-wantou.html"} <= pages
