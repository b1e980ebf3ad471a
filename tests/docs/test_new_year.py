"""docs/new-year.md, walked: its commands in its order, from last year's dataset to the year after."""

import pytest

import hrss_analysis as hrss

from .running import hrss as run
from .yungang import decide, read_rows, sections, settled, walk

pytestmark = [pytest.mark.starts, pytest.mark.filterwarnings("default")]

RELATIONS = {
    1: ("8", "same"), 2: ("1", "same"), 3: ("2", "same"), 4: ("3", "same"), 5: ("i2026-5", "new"),
    6: ("5", "redefined"), 7: ("6", "same"), 8: ("7", "rescaled"), 9: ("9", "renamed"),
    10: ("i2026-10", "new"), 11: ("i2026-11", "new"),
}  # fmt: skip


@pytest.fixture(scope="module")
def walked(tmp_path_factory):
    """The dataset after the page's first five sections, and what their commands said, by their second words."""
    folder = tmp_path_factory.mktemp("year")
    data = settled(folder)
    early = {}

    def before(words):
        if words[1] == "adopt":
            early["too early"] = run(words, folder)
            decide(data / "handover-2026.xlsx")

    said = walk(folder, sections(year_after=False), before)
    return data, {words[1]: done for words, done in said.items()} | early


def test_every_command_of_the_page_was_walked(walked):
    assert set(walked[1]) == {"import", "too early", "adopt", "diff", "check", "adjust"}


def test_the_import_says_what_the_page_says(walked):
    out = walked[1]["import"].out
    assert "open\t职业技能培训人次数\tredefined\t" in out
    assert "[from.2026.departments.aliases]  #" in out
    assert '"培训处" = "职业培训处"' in out
    assert "16 rows are certain and 1 are open" in out


def test_what_is_open_is_not_adopted(walked):
    done = walked[1]["too early"]
    assert done.code == 1
    assert "handover-2026.xlsx 指标衔接!L11: “职业技能培训人次数” is still to be decided" in done.err
    assert "Traceback" not in done.err


def test_the_register_of_the_new_year_is_the_one_that_was_confirmed(walked):
    data, said = walked
    rows = {int(row["no"]): row for row in read_rows(data / "indicators/2026.csv")}
    assert {no: (row["id"], row["relation"]) for no, row in rows.items()} == RELATIONS
    # what was corrected went along, to the new number
    assert (rows[9]["kind"], rows[9]["pace"], rows[9]["definition"]) == ("stock", "growth", "自己的话9")
    assert (rows[1]["definition"], rows[5]["definition"], rows[3]["part_of"]) == ("自己的话8", "", "2")
    assert "dropped\t4\t创业孵化示范基地数" in said["adopt"].out
    assert (
        "6 职业技能培训人次数: redefined; its definition, in our own words, is last year's still" in said["adopt"].out
    )
    assert (
        "8 indicators go on (1 redefined), 3 new, 1 dropped; 7 of 11 are comparable across the year"
        in said["adopt"].out
    )


def test_the_differences_are_told(walked):
    lines = walked[1]["diff"].out.splitlines()
    assert (
        "rescaled\t7 → 8\t企业职工基本养老保险参保人数\t企业职工基本养老保险参保人数（万人） → 企业职工基本养老保险参保人数（人）"
        in lines
    )
    assert "target\t1 → 2\t城镇新增就业人数\t24000人 → 25000人" in lines
    assert "target\t7 → 8\t企业职工基本养老保险参保人数\t30万人 → 310000人" in lines
    assert "department\t5 → 6\t职业技能培训人次数\t培训处 → 职业培训处" in lines
    assert "dropped\t4 → –\t创业孵化示范基地数\t创业孵化示范基地数（个） → " in lines


def test_the_notice_is_added_from_its_date_on(walked):
    data, said = walked
    assert "2 城镇新增就业人数 港城区: 9400人 → 9900人" in said["adjust"].out
    ds = hrss.open_dataset(data)
    cells = ds.targets(2026).set_index(["no", "area"])["value"]
    assert (cells[2, "全市"], cells[2, "港城区"], cells[2, "青屿区"]) == (25500, 9900, 7300)
    before = ds.targets(2026, as_of="2026-06-30").set_index(["no", "area"])["value"]
    assert (before[2, "全市"], before[2, "港城区"]) == (25000, 9400)
