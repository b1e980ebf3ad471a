"""docs/new-year.md, its last section walked: a year in which everything changes at once, after one whose figures are in."""

import shutil

import pandas as pd
import pytest

import hrss_analysis as hrss
from hrss_analysis.plan import import_plan
from hrss_analysis.plan.handover import propose

from .reading import Tables, table_of
from .running import hrss as run
from .yungang import HERE, NEW_YEAR, decide, fill_in, read_rows, sections, settled, walk, write_rows

pytestmark = [pytest.mark.starts, pytest.mark.filterwarnings("default")]

PERIOD = "2027Q3"
OLD_ALIAS = '\n[from.2026.departments.aliases]\n"培训处" = "职业培训处"\n'
CITY, PORT, PINE, BAY = "全市", "港城区", "松岭县", "青湾区"
COLUMNS = ["no", "id", "follows_no", "relation", "certainty"]
PROPOSED = [
    ("1", "1", "2", "same", "certain"), ("2", "2", "3", "same", "certain"), ("3", "3", "4", "same", "certain"),
    ("4", "i2027-4", "10+11", "merged", "open"), ("5", "i2027-5", "6", "split", "open"),
    ("6", "i2027-6", "6", "split", "open"), ("7", "6", "7", "same", "certain"), ("8", "7", "8", "rescaled", "certain"),
    ("9", "i2027-9", "", "new", "certain"), ("10", "8", "1", "same", "certain"), ("11", "9", "9", "redefined", "open"),
    ("", "i2026-5", "5", "dropped", "open"),
]  # fmt: skip
AREAS = {BAY: "merged", "青屿区": "merged", "湾头区": "merged", PORT: "same", PINE: "same"}
CORRECTED = {"港城区\n\t9800\n": "港城区\n\t9900\n", "青湾区\n\t10800\n": "青湾区\n\t10700\n"}

# The end of September 2027, by hand: status, figure, and what it is of the target or of the way to it.
JUDGED = {
    (1, CITY): ("slightly_behind", 19700, 19700 / 26400),  # 7500 + 4100 + 8100 of July's target
    (1, PORT): ("on_pace", 7500, 0.75),  # of July's 10000, not of April's 9900
    (1, BAY): ("slightly_behind", 8100, 8100 / 11000),
    (4, CITY): ("on_pace", 830, 830 / 1100),
    (4, PINE): ("slightly_behind", 200, 200 / 280),
    (4, BAY): ("slightly_behind", 270, 270 / 370),
    (5, BAY): ("on_pace", 1600, 1600 / 2100),
    (8, CITY): ("on_pace", 31.75, 0.75),  # 万人: (31.75 − 31) / (32 − 31)
    (8, BAY): ("on_pace", 12.7, 0.75),  # (12.7 − 9.3 − 3.1) / (12.8 − 12.4)
    (9, PINE): ("done", 30, 1.0),
    (10, CITY): ("slightly_behind", 100 * 431 / 450, None),  # (194 + 47 + 190) / (200 + 50 + 200)
    (11, PINE): ("done", 11, None),  # the target is reached, whatever was there before
    (11, BAY): ("cannot_judge", 21, None),
}
# The change on the year: base, value in per cent or points, and why there is none.
YEAR_ON_YEAR = {
    (1, CITY): (18600, 100 * 1100 / 18600, ""),  # 7000 + 5400 + 3900 + 2300
    (1, BAY): (7700, 100 * 400 / 7700, ""),  # 5400 + 2300
    (4, CITY): (730, 100 * 100 / 730, ""),  # 440 + 290
    (4, PORT): (300, 20, ""),  # 150 + 150
    (4, BAY): (235, 100 * 35 / 235, ""),  # 110 + 30 + 70 + 25
    (5, CITY): (None, None, "split"),
    (6, BAY): (None, None, "split"),
    (8, CITY): (30.7, 100 * 1.05 / 30.7, ""),  # 307,000 人
    (8, BAY): (12.25, 100 * 0.45 / 12.25, ""),  # 92,000 + 30,500 人
    (9, PORT): (None, None, "new"),
    (10, PORT): (95, 2, ""),
    (10, BAY): (None, None, "area_in_part"),  # 湾头区 had no such target and sent no counts
    (11, CITY): (None, None, "redefined"),
    (11, BAY): (None, None, "redefined"),
}


@pytest.fixture(scope="module")
def city(tmp_path_factory):
    """The dataset with the plans of 2025 and 2026, the figures of 2026 and their pages."""
    folder = tmp_path_factory.mktemp("after")
    data = settled(folder)
    walk(folder, sections(year_after=False), lambda words: words[1] == "adopt" and decide(data / "handover-2026.xlsx"))
    (data / "actuals").mkdir()
    for period in ("2026Q3", "2026Q4"):
        shutil.copy(HERE / f"yungang-{period}.csv", data / f"actuals/{period}.csv")
    with (data / "dataset.toml").open("a", encoding="utf-8") as file:
        file.write(OLD_ALIAS)
    assert "10 of 10 reports made" in run(("batch", "2026Q4", "--data", "yungang"), folder).out
    return data


@pytest.fixture(scope="module")
def walked(city, tmp_path_factory):
    """The folder after the section, what its commands said, what stood there before, and last year's pages."""
    folder = shutil.copytree(city.parent, tmp_path_factory.mktemp("walked") / "folder")
    city = folder / "yungang"
    kept = {path: path.read_bytes() for path in (folder / "reports/yungang/2026Q4").glob("*.html")}
    told = {}
    (alias,) = [block.text for block in sections(year_after=True) if block.kind == "toml"]

    def before(words):
        if words[1] == "adopt":
            with (city / "dataset.toml").open("a", encoding="utf-8") as file:
                file.write(alias)
            decide_tables(city)
        elif words[1] == "import" and "--replace" in words:
            told["targets"] = (city / "targets/2027.csv").read_text(encoding="utf-8").splitlines()
            text = (folder / "yungang-2027.txt").read_text(encoding="utf-8")
            for printed, meant in CORRECTED.items():
                assert text.count(printed) == 1
                text = text.replace(printed, meant)
            (folder / "yungang-2027.txt").write_text(text, encoding="utf-8")
            told["unasked"] = run(words[:-1], folder)
        elif words[:2] == ("data", "template") and BAY in words:
            rows = read_rows(city / "areas.csv")
            write_rows(city / "areas.csv", [{**row, "name_en": row["name_en"] or "Qingwan"} for row in rows])
        elif words[:2] == ("data", "add"):
            send(folder)

    return folder, walk(folder, sections(year_after=True), before), told, kept


def decide_tables(data):
    """What the clerk decides of what is open: as proposed, and that the two old districts were merged."""
    rows = read_rows(data / "handover-2027.csv")
    write_rows(data / "handover-2027.csv", [{**row, "decision": row["decision"] or row["relation"]} for row in rows])
    rows = read_rows(data / "handover-2027-areas.csv")
    assert {row["area"] for row in rows if row["certainty"] == "open"} == set(AREAS)
    rows = [{**row, "decision": row["decision"] or AREAS[row["area"]]} for row in rows]
    write_rows(data / "handover-2027-areas.csv", rows)


def send(folder):
    """The forms come back; the department still calls itself what it was called."""
    import openpyxl

    form = folder / f"社会保险处-{PERIOD}.xlsx"
    figures = HERE / f"yungang-{PERIOD}.csv"
    fill_in([folder / f"{area}-{PERIOD}.xlsx" for area in (PORT, PINE, BAY)], figures, leave=(8, 9))
    fill_in([form], figures)
    book = openpyxl.load_workbook(form)
    sender = book.worksheets[0]["B4"]
    assert sender.value == "社会保险处"
    sender.value = "社保处"
    book.save(form)


def proposed(data, document):
    handover = propose(import_plan(document), document, data)
    assert handover.aliases[1:] == ['"社保处" = "社会保险处"']
    return handover.indicators, handover.areas


def test_all_that_changed_is_proposed_and_a_word_document_proposes_the_same(city, tmp_path):
    indicators, areas = proposed(city, HERE / "yungang-2027.txt")
    assert list(indicators[COLUMNS].itertuples(index=False, name=None)) == PROPOSED
    assert areas.set_index("area").at[BAY, "follows"] == "青屿区+湾头区"
    assert dict(zip(areas["area"], areas["certainty"], strict=True)) == {
        CITY: "certain",
        **dict.fromkeys(AREAS, "open"),
    }
    as_word(HERE / "yungang-2027.txt", tmp_path / "plan.docx")
    in_word = proposed(city, tmp_path / "plan.docx")
    pd.testing.assert_frame_equal(in_word[0], indicators)
    pd.testing.assert_frame_equal(in_word[1], areas)
    kept, own = (import_plan(path) for path in (HERE / "yungang-2027.txt", tmp_path / "plan.docx"))
    pd.testing.assert_frame_equal(own.targets.drop(columns="raw"), kept.targets.drop(columns="raw"))
    assert own.issued_on == kept.issued_on == "2027-04-12"


def as_word(text, path):
    """The text's paragraphs, and as tables its rows of cells behind tabs; each as wide as its first."""
    docx = pytest.importorskip("docx")
    document, rows = docx.Document(), [[]]
    for line in [*text.read_text(encoding="utf-8").splitlines(), "."]:
        if line.startswith("\t"):
            rows[-1].append(line[1:])
        elif not line:
            rows.append([])
        else:
            rows = [row for row in rows if row]
            if rows:
                table = document.add_table(len(rows), len(rows[0]))
                for row, cells in zip(table.rows, rows, strict=True):
                    for at, cell in enumerate(cells):
                        row.cells[at].text = cell
                    if len(cells) == 2 < len(rows[0]):
                        row.cells[1].merge(row.cells[-1])
            if line != ".":
                document.add_paragraph(line)
            rows = [[]]
    document.save(str(path))


def test_the_years_are_proved_and_the_difference_is_told(walked):
    _, said, _, _ = walked
    out = said["plan", "adopt", "yungang/handover-2027.csv"].out
    assert (
        "2027: 7 indicators go on (1 redefined), 1 merged, 2 split, 1 new, 1 dropped; 7 of 11 are comparable across the year"
        in out
    )
    out = said["plan", "check", "--data", "yungang"].out
    assert "2026 after 2025: 5 same, 1 renamed, 1 rescaled, 1 redefined, 3 new, 1 dropped; 7 are comparable" in out
    assert "2027 after 2026: 5 same, 1 rescaled, 1 merged, 2 split, 1 redefined, 1 new, 1 dropped; 7 are" in out
    lines = said["plan", "diff", "2026", "2027", "--data", "yungang"].out.splitlines()
    assert "target\t8 → 8\t企业职工基本养老保险参保人数\t310000人 → 32万人" in lines
    assert "target\t2 → 1\t城镇新增就业人数\t25500人 → 26000人" in lines
    assert "area\t\t青湾区\t青屿区+湾头区 → since 2027" in lines
    assert not [line for line in lines if line.startswith("department")], "another name is the same department"


def test_the_correction_changes_the_rows_of_its_date_alone(walked):
    folder, _, told, _ = walked
    assert told["unasked"].code == 1
    assert "hrss: 2 cells would change; add --replace to change them" in told["unasked"].err
    after = (folder / "yungang/targets/2027.csv").read_text(encoding="utf-8").splitlines()
    changed = [(was, now) for was, now in zip(told["targets"], after, strict=True) if was != now]
    assert changed == [
        ("1,港城区,assigned,at_least,9800,人,2027-04-12", "1,港城区,assigned,at_least,9900,人,2027-04-12"),
        ("1,青湾区,assigned,at_least,10800,人,2027-04-12", "1,青湾区,assigned,at_least,10700,人,2027-04-12"),
    ]
    assert [line for line in after if line.endswith("2027-07-10")] == [
        f"1,{area},assigned,at_least,{value},人,2027-07-10"
        for area, value in ((CITY, 26400), (PORT, 10000), (BAY, 11000))
    ]
    ds = hrss.open_dataset(folder / "yungang")
    june = ds.targets(2027, as_of="2027-06-30").set_index(["no", "area"])["value"]
    assert (june[1, CITY], june[1, PORT], june[1, BAY]) == (26000, 9900, 10700)


def test_a_form_under_the_departments_old_name_is_taken(walked):
    folder, said, _, _ = walked
    (done,) = [done for words, done in said.items() if words[:2] == ("data", "add")]
    assert f"社会保险处-{PERIOD}.xlsx: 6 figures of 社会保险处 for {PERIOD} added" in done.out
    record = hrss.open_dataset(folder / "yungang").record([PERIOD])
    assert set(record.loc[record["no"].isin([8, 9]), "reporter"]) == {"社会保险处"}
    assert set(record["plan"]) == {2027}


def test_the_figures_are_judged_as_worked_out_by_hand(walked):
    ds = hrss.open_dataset(walked[0] / "yungang")
    cells = hrss.progress(ds, PERIOD).set_index(["no", "area"])
    assert set(cells.index.get_level_values("area")) == {CITY, PORT, PINE, BAY}
    for key, (status, actual, completion) in JUDGED.items():
        cell = cells.loc[key]
        assert (key, cell["status"], cell["actual"]) == (key, status, pytest.approx(actual))
        if completion is not None:
            assert (key, cell["completion"]) == (key, pytest.approx(completion))
    assert cells.loc[(11, BAY), "reason"] == "redefined"


def test_what_compares_with_last_year_does_and_the_rest_says_why_not(walked):
    ds = hrss.open_dataset(walked[0] / "yungang")
    told = hrss.changes(ds, PERIOD).set_index(["measure", "no", "area"]).loc["year_on_year"]
    for key, (base, value, reason) in YEAR_ON_YEAR.items():
        cell = told.loc[key]
        assert (key, cell["reason"]) == (key, reason)
        for found, wanted in ((cell["base"], base), (cell["value"], value)):
            assert pd.isna(found) if wanted is None else found == pytest.approx(wanted), key


def test_the_page_of_the_merged_district_says_what_the_document_says(walked):
    page = (walked[0] / f"reports/yungang/{PERIOD}/area-qingwan.html").read_text(encoding="utf-8")
    head, *rows = Tables(page).found["全部指标记分表"]
    at = [
        next(at for at, text in enumerate(head) if text.startswith(start))
        for start in ("指标", "本期末", "同比", "状态")
    ]
    found = {row[at[0]].split()[0]: [row[one] for one in at[1:]] for row in rows}
    for line in table_of(NEW_YEAR, "## 6. The year after"):
        figure, change, _ = found[line["indicator"]]
        assert figure == line["figure"]
        base = line["compared with September 2026"].split("万人")[0].split(":")[0]
        assert change.startswith("—") if base.startswith("nothing") else change.endswith(f" {base}")
    assert found["企业职工职业技能培训人次数"][1] == "— 由原指标拆分，不与以前年度比较"
    assert found["标准化家门口就业服务站数"][1:] == [
        "— 口径调整，不与以前年度比较",
        "? 无法评判 口径调整，不与以前年度比较",
    ]


def test_last_years_pages_are_what_they_were(walked):
    _, said, _, kept = walked
    last = said["batch", "2026Q4", "--data", "yungang"]
    assert "0 of 10 reports made, 10 unchanged" in last.out
    assert last.err == ""
    pages = {path: text for path, text in kept.items() if path.name != "index.html"}
    assert {path: path.read_bytes() for path in pages} == pages
