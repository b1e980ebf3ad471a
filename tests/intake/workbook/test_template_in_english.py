"""A template in English holds what the Chinese one holds, and is read as exactly."""

import re
import shutil

import openpyxl
import pytest

from hrss_analysis import open_dataset
from hrss_analysis.dataset.names import area_name, indicator_name
from hrss_analysis.intake import make_template, receive
from hrss_analysis.intake.workbook import heading, labels, submission
from hrss_analysis.intake.workbook.cells import plain
from hrss_analysis.intake.workbook.english import a_month_alone, periods_in_chinese
from hrss_analysis.intake.workbook.reading import read_submission
from hrss_analysis.language import speaking
from hrss_analysis.vocabulary import FLAG

from ...conftest import ROOT
from ..sending import FILES, MONTHLY, workbook

HAN = re.compile(r"[\u3000-\u303f\u4e00-\u9fff\uff01-\uff5e]")
HEAD = ["No.", "Indicator", "Area", "Unit", "Cumulative", "Numerator", "Denominator", "Status", "Note"]
ABOVE = [("Reporting period", "2024Q2"), ("Sent by", "Alpha")]
REGISTER = FILES["indicators.csv"].replace("no,name,unit", "no,name,name_en,unit")
for _no, _name in enumerate(("People trained", "New jobs", "Closed cases", '"The ""Jobs"" sites"'), 1):
    REGISTER = re.sub(rf"(?m)^{_no},([^,]+),", rf"{_no},\1,{_name},", REGISTER)
NAMED = {
    **FILES,
    "indicators.csv": REGISTER,
    "areas.csv": "area,name_en\n全市,City\n甲,Alpha\n乙,East Zone\n",
}
GOOD = [
    [1, "People trained", "Alpha", "persons", 300],
    [2, "New jobs", "Alpha", "10,000 persons", 1.35],
    [3, "Closed cases", "Alpha", "%", 98, 98, 100, "P provisional", "late"],
]
SENDERS = [
    ("wuxi", "2024Q3", "江阴"), ("wuxi", "2024Q4", "就管中心"), ("wuxi", "2024Q1", "经开区"),
    ("national", "2018-03", "全国"), ("national", "2024-07", "人力资源和社会保障部"),
]  # fmt: skip


def made(lang, ds, period, sender):
    with speaking(lang):
        return make_template(ds, period, sender)


def filled(lang, ds, period, sender, path):
    """A template with figures in it, the same ones in every language, and every status of its list."""
    book = made(lang, ds, period, sender)
    sheet = book.worksheets[0]
    (choice,) = (rule for rule in sheet.data_validations.dataValidation if rule.type == "list")
    statuses = choice.formula1.strip('"').split(",")
    assert len(statuses) == len(FLAG)
    for row in range(8, sheet.max_row + 1):
        status = statuses[row % len(statuses)]
        sheet.cell(row, 8).value, sheet.cell(row, 9).value = status, f"note {row}"
        if status[0] in "LM":
            continue
        rate = not sheet.cell(row, 6).protection.locked
        sheet.cell(row, 5).value = 90.5 if rate else 100 + row
        if rate and row % 2:
            sheet.cell(row, 6).value, sheet.cell(row, 7).value = 905, 1000
    book.save(path)
    return path


@pytest.fixture
def named(write):
    return open_dataset(write(NAMED))


def found(ds, path, **given):
    told = read_submission(ds, path, **given)
    return told, [(problem.rule, problem.place) for problem in told.problems]


@pytest.mark.parametrize(("name", "period", "sender"), SENDERS)
def test_filled_in_it_is_read_as_the_chinese_one(name, period, sender, tmp_path):
    ds = open_dataset(ROOT / "data" / name)
    zh, en = (read_submission(ds, filled(lang, ds, period, sender, tmp_path / f"{lang}.xlsx")) for lang in ("zh", "en"))
    assert (en.problems, en.period, en.sender) == (zh.problems, period, sender) == ((), zh.period, zh.sender)
    assert en.rows.drop(columns="place").equals(zh.rows.drop(columns="place"))
    assert len(en.rows) == openpyxl.load_workbook(tmp_path / "en.xlsx").worksheets[0].max_row - 7


@pytest.mark.parametrize(("name", "period", "sender"), [SENDERS[0], SENDERS[1], SENDERS[3], SENDERS[4]])
def test_it_is_recorded_as_the_chinese_one(name, period, sender, tmp_path):
    records = {}
    for lang in ("zh", "en"):
        folder = shutil.copytree(ROOT / "data" / name, tmp_path / lang / name)
        (folder / "actuals" / f"{period}.csv").unlink()
        ds = open_dataset(folder)
        book = made(lang, ds, period, sender)
        sheet = book.worksheets[0]
        for row in range(8, sheet.max_row + 1):  # the figure before once more, which no rule refuses
            sheet.cell(row, 5).value = sheet.cell(row, 11).value
        sheet["I8"] = "checked"
        book.save(tmp_path / lang / "a.xlsx")
        receipt = receive(folder, tmp_path / lang / "a.xlsx")
        ds = open_dataset(folder)
        record = ds.record(ds.recorded(period))
        assert receipt.status == "added", receipt.findings
        assert receipt.rows == len(record) > 0
        records[lang] = record.drop(columns=["submission", "submitted_at"]).reset_index(drop=True)
        assert set(record["submission"].str.extract(":(.*)!")[0]) == {"填报" if lang == "zh" else "Return"}
    assert records["en"].equals(records["zh"])


@pytest.mark.parametrize(("name", "period", "sender"), [*SENDERS, ("wuxi", "2024Q3", "社保中心")])
def test_it_speaks_english_alone(name, period, sender):
    """Only what has no English stays Chinese: departments, the dataset's title, definitions."""
    ds = open_dataset(ROOT / "data" / name)
    book, chinese = (made(lang, ds, period, sender) for lang in ("en", "zh"))
    assert book.sheetnames == ["Return", "How to fill in"]
    assert chinese.sheetnames == ["填报", "填报说明"]
    sheet, how = book.worksheets
    own = {sender, *(name for name in ds.indicators["name_en"] if HAN.search(name))}
    texts = [str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value is not None]
    texts += [str(how.cell(row, column).value or "") for row in range(1, how.max_row + 1) for column in (1, 2)]
    for rule in sheet.data_validations.dataValidation:
        texts += [rule.error, rule.errorTitle, rule.formula1]
        assert len(rule.formula1) < 256
    texts = [text.replace(ds.settings.title, "").replace(sender, "") for text in texts if text not in own]
    assert [text for text in texts if HAN.search(text)] == []
    rows = list(sheet.iter_rows(min_row=8, values_only=True))
    assert [row[4:9] for row in rows] == [(None,) * 5] * len(rows)
    terms = ds.in_terms_of(period)
    for row, other in zip(rows, chinese.worksheets[0].iter_rows(min_row=8, values_only=True), strict=True):
        assert (row[0], row[10:12]) == (other[0], other[10:12])
        assert (row[1], row[2]) == (indicator_name(terms, row[0], "en"), area_name(ds, other[2], "en"))


def test_what_stands_above_and_in_the_cells(wuxi):
    sheet = made("en", wuxi, "2024Q3", "江阴").worksheets[0]
    assert [cell.value for cell in sheet[7]] == [*HEAD, "Target of the year", "Period before", "A year ago"]
    facts = {sheet.cell(row, 1).value: sheet.cell(row, 2).value for row in range(2, 6)}
    assert facts == {
        "Dataset": "wuxi", "Reporting period": "2024Q3", "Sent by": "Jiangyin", "Template version": "1",
    }  # fmt: skip
    assert sheet["A1"].value == "Jiangyin: return on the implementation of the plan, Q3 2024"
    assert "15 October 2024" in sheet["A6"].value
    assert "simulated" in sheet["A6"].value
    targets = {row[0]: row[9] for row in sheet.iter_rows(min_row=8, values_only=True)}
    assert (targets[1], targets[2], targets[42]) == ("issued separately", "13,000", "strictly below 0.6")


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_reader_knows_all_that_the_template_says(lang, write):
    renumbered = {
        **MONTHLY,
        "targets/2023.csv": FILES["targets/2024.csv"],
        "indicators.csv": MONTHLY["indicators.csv"],
    }
    ds = open_dataset(write(renumbered))
    book = made(lang, ds, "2024-07", "甲")
    sheet = book.worksheets[0]
    words = [plain(str(cell.value)) for cell in sheet[7]]
    known = [next(key for key, names in heading.COLUMNS.items() if word.lower() in names) for word in words[:9]]
    assert known == list(heading.COLUMNS)
    assert set(words[9:]) <= set(submission.ORIENTATION)
    said = [plain(str(sheet.cell(row, 1).value)).lower() for row in range(2, 6)]
    assert [key for word in said for key, names in labels.LABELS.items() if word in names] == list(labels.LABELS)
    assert sheet["A6"].value.startswith(submission.HINT)
    assert book.sheetnames[1] in submission.NOTES


def test_a_table_in_english_is_read(named, tmp_path):
    told, problems = found(named, workbook(tmp_path / "a.xlsx", GOOD, HEAD, ABOVE))
    assert problems == []
    assert (told.period, told.sender) == ("2024Q2", "甲")
    assert told.rows[["no", "area", "value", "flag"]].to_numpy().tolist() == [
        [1, "甲", 300, "A"], [2, "甲", 1.35, "A"], [3, "甲", 98, "P"],
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("change", "rule", "place"),
    [
        ({"B4": "New jobs"}, "name", "B4"),
        ({"B4": "People trained again"}, "name", "B4"),
        ({"B4": "People traine"}, "name", "B4"),
        ({"B4": None}, "name", "B4"),
        ({"A4": 9}, "number", "A4"),
        ({"C4": "Beta"}, "area", "C4"),
        ({"C4": "East"}, "area", "C4"),
        ({"D4": "person-times"}, "unit", "D4"),
        ({"D4": "thousand persons"}, "unit", "D4"),
        ({"D4": None}, "unit", "D4"),
        ({"E4": "300 items"}, "amount", "E4"),
        ({"E4": "about 300"}, "amount", "E4"),
        ({"E4": "none"}, "amount", "E4"),
        ({"H4": "normally"}, "flag", "H4"),
        ({"H4": "missing"}, "flag", "H4"),
        ({"H4": "A provisional"}, "flag", "H4"),
        ({"H4": "M missing, cannot exist"}, "flag", "H4"),
        ({"E3": "Cumulative (target)"}, "heading", "E3"),
        ({"E3": "Cumulative (1000 persons)"}, "heading", "E3"),
        ({"A7": "Units: thousand persons"}, "heading", "A7"),
        ({"A7": "Unit: 10,000 persons"}, "unit", "D4"),
        ({"D1": "Q1 2024"}, "period", None),
        ({"D1": "January to March 2024"}, "period", None),
        ({"D1": "Figures of May 2024"}, "period", "D1"),
        ({"D1": "Third quarter"}, "period", "D1"),
        ({"B2": "East Zone"}, "not_theirs", "E4"),
        ({"B2": "Beta"}, "sender", "B2"),
        ({"D1": "Dataset: other"}, "dataset", "D1"),
        ({"D1": "Template version: 9"}, "version", "D1"),
    ],
)
def test_it_is_as_strict_as_in_chinese(change, rule, place, named, tmp_path):
    path = workbook(tmp_path / "a.xlsx", GOOD, HEAD, ABOVE)
    book = openpyxl.load_workbook(path)
    for at, value in change.items():
        book.active[at] = value
    book.save(path)
    told, problems = found(named, path)
    wanted = ("", f"填报!{place}") if place else ("",)
    assert any(one == rule and at in wanted for one, at in problems), told.problems
    assert any(problem.severity == "error" for problem in told.problems)


def test_another_indicators_english_name_is_named(named, tmp_path):
    path = workbook(tmp_path / "a.xlsx", [[1, "New jobs", "Alpha", "persons", 300]], HEAD, ABOVE)
    (problem,) = read_submission(named, path).problems
    assert "那是第2项" in problem.message


def test_what_stands_above_a_figure_may_make_another_of_it(named, tmp_path):
    above = [*ABOVE, (None, None, None, None, "Last year")]
    _, problems = found(named, workbook(tmp_path / "a.xlsx", GOOD, HEAD, above))
    assert ("unreadable", "") in problems


@pytest.mark.parametrize(
    ("at", "written", "value"),
    [
        ("E4", "13,500 persons", 13500),
        ("E4", "1.35万", 13500),
        ("E5", "13,500 persons", 1.35),
        ("D5", "persons", 0.000135),
    ],
)
def test_units_in_english_convert(at, written, value, named, tmp_path):
    path = workbook(tmp_path / "a.xlsx", GOOD, HEAD, ABOVE)
    book = openpyxl.load_workbook(path)
    book.active[at] = written
    book.save(path)
    told, problems = found(named, path)
    assert problems == []
    assert told.rows["value"].tolist()[int(at[1]) - 4] == pytest.approx(value)


@pytest.mark.parametrize(
    "written",
    ["e", "Estimated", "E estimated", "E 估计", "L missing: exists but not collected", "missing, cannot exist"],
)
def test_a_status_is_a_letter_or_words(written, named, tmp_path):
    row = [1, "people trained", "alpha", "Persons", None, None, None, written, "why"]
    told, problems = found(named, workbook(tmp_path / "a.xlsx", [row], HEAD, ABOVE))
    assert problems == []
    letter = {"m": "M", "L": "L"}.get(written[0], "E")
    assert told.rows["flag"].tolist() == [letter]


def test_an_english_name_that_may_mean_another_is_not_written(write):
    files = {**NAMED, "areas.csv": "area,name_en\n全市,City\n甲,乙\n乙,Same\n丙,same\n"}
    ds = open_dataset(write(files))
    for sender in ("甲", "乙"):
        sheet = made("en", ds, "2024Q2", sender).worksheets[0]
        assert (sheet["B4"].value, sheet["C8"].value) == (sender, sender)


def test_without_english_names_the_chinese_ones_stand(write, tmp_path):
    ds = open_dataset(write(FILES))
    book = made("en", ds, "2024Q2", "甲")
    sheet = book.worksheets[0]
    assert [cell.value for cell in sheet[8]][:4] == [1, "培训人数", "甲", "persons"]
    sheet["E8"] = 300
    book.save(tmp_path / "a.xlsx")
    assert read_submission(ds, tmp_path / "a.xlsx").rows["value"].tolist() == [300]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Return, July 2024", "Return,2024年7月"),
        ("January–July 2024", "2024年1—7月"),
        ("Dec 2023 to Jul 2024", "2023年12月—2024年7月"),
        ("1 January to 30 September 2024", "1月1日截至2024年9月30日"),
        ("October 15, 2024", "2024年10月15日"),
        ("Q32024", "2024年三季度"),
        ("the third quarter of 2024", "the2024年三季度"),
        ("second half of 2024", "2024年下半年"),
        ("first nine months of 2024", "2024年1—9月"),
        ("jiangyin-july-2024", "jiangyin-2024年7月"),
        ("the plan of 2023", "theplan2023年"),
        ("until May", "until5月"),
        ("It may be revised in 2024-07", "Itmayberevisedin2024-07"),
        ("2024年1—7月", "2024年1—7月"),
    ],
)
def test_periods_in_english(text, said):
    assert plain(periods_in_chinese(text)) == said


def test_a_month_alone_is_refused(write, tmp_path):
    assert a_month_alone("July alone") is False, "the month's name says nothing of its figures"
    ds = open_dataset(write({**MONTHLY, "areas.csv": NAMED["areas.csv"]}))
    above = [("Reporting period", "2024-07"), ("Sent by", "Alpha"), ("Figures of the month only",)]
    told, problems = found(ds, workbook(tmp_path / "a.xlsx", [[1, "培训人数", "Alpha", "persons", 300]], HEAD, above))
    assert ("period", "填报!A3") in problems, told.problems
