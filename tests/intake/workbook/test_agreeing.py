"""The period of a file: whatever is said of it, and however it is spelt, it is read as that period or refused."""

from datetime import date

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from hrss_analysis import UsageError, open_dataset
from hrss_analysis.calendar import MONTH, Period
from hrss_analysis.intake.workbook.reading import read_submission

from ..sending import FILES, GOOD, HEAD, MONTHLY, SINCE, workbook
from .test_reading import errors, figures
from .test_sheets import rewritten

DIGITS = "〇一二三四五六七八九"
SENDER = ("填报单位", "甲")


@pytest.fixture
def read(write, tmp_path):
    """Read a workbook of these rows into a dataset of months."""

    def reading(rows=GOOD, name="填报.xlsx", period="", files=MONTHLY, above=(), **options):
        path = workbook(tmp_path / name, rows, above=[*above, SENDER], **options)
        return read_submission(open_dataset(write(files)), path, period=period)

    return reading


def headed(word):
    return {"head": [word if old == "累计完成" else old for old in HEAD]}


# how people write a period: with the year in it, and without


def chinese(month: int) -> str:
    return ("十" if month > 9 else "") + (DIGITS[month % 10] if month % 10 else "")


def of_month(month: int, year: int) -> list[str]:
    days = (date(year + month // 12, month % 12 + 1, 1) - date(year, month, 1)).days
    ranged = [
        f"1—{month}月",
        f"1-{month}月",
        f"1至{month}月",
        f"1月至{month}月",
        f"1月1日至{month}月{days}日",
        f"一至{chinese(month)}月",
    ]
    some = [
        f"{month}月",
        f"{month}月份",
        f"截至{month}月底",
        f"截至{month}月末",
        f"截止{month}月{days}日",
        f"前{month}个月",
        f"{chinese(month)}月份",
    ]
    quarter = [f"{chinese(month // 3)}季度", f"第{chinese(month // 3)}季度", f"Q{month // 3}"] if month % 3 == 0 else []
    halves = {6: ["上半年"], 12: ["全年完成"], 9: ["前三季度"]}.get(month, [])
    return [*(ranged if month > 1 else []), *some, *quarter, *halves]


def of_quarter(quarter: int) -> list[str]:
    spelt = [
        f"{chinese(quarter)}季度",
        f"第{chinese(quarter)}季度",
        f"{quarter}季度",
        f"Q{quarter}",
        f"1—{3 * quarter}月",
        f"1至{3 * quarter}月",
    ]
    return [*spelt, *({2: ["上半年"], 3: ["前三季度"]}.get(quarter, []))]


def with_year(period: Period) -> list[str]:
    year, month = period.year, period.end_month
    if period.months == MONTH:
        numbers = [
            f"{year}.{month:02}",
            f"{year}-{month:02}",
            f"{year}{month:02}",
            f"{year}年{month}月",
            f"{year}年{month}月份",
        ]
        in_words = [f"{year}年{text}" for text in of_month(month, year) if not text.startswith("截")]
        day = (date(year + month // 12, month % 12 + 1, 1) - date(year, month, 1)).days
        return [*numbers, *in_words, f"截至{year}年{month}月底", f"截止{year}年{month}月{day}日", str(period)]
    return [str(period), *(f"{year}年{text}" for text in of_quarter(period.number))]


def without_year(period: Period) -> list[str]:
    return of_month(period.end_month, period.year) if period.months == MONTH else of_quarter(period.number)


NEVER = ["7—9月", "4—6月", "下半年", "2—8月", "截至7月20日"]


@st.composite
def files(draw, periods):
    """Where a file says what of its period, and the period that it means; None if it means no one period."""
    own = draw(st.sampled_from(periods))
    kind = draw(st.sampled_from(["sure", "sure", "mixed", "never"]))
    said = {"label": draw(st.sampled_from(with_year(own)))}
    for place in draw(st.sets(st.sampled_from(["name", "sheet", "title", "heading", "given"]), max_size=4)):
        spelt = (
            [str(own)] if place == "given" else [*without_year(own), *([] if place == "heading" else with_year(own))]
        )
        said[place] = draw(st.sampled_from(spelt))
    where = draw(st.sampled_from(["name", "sheet", "title", "heading"]))
    if kind == "never":
        said[where] = draw(
            st.sampled_from([text for text in NEVER if own.months == MONTH or not text.startswith("截")])
        )
    elif kind == "mixed":
        others = [other for other in own.whole_year if other.end_month != own.end_month]
        other = draw(st.sampled_from(others))
        said[where] = draw(st.sampled_from(without_year(other)))
    return said, own if kind == "sure" else None


def holds(tmp_path_factory, ds, told):
    said, own = told
    path = tmp_path_factory.mktemp("sent") / f"甲{said.get('name', '')}.xlsx"
    head = [f"累计完成（{said['heading']}）" if old == "累计完成" and "heading" in said else old for old in HEAD]
    above = [(f"{said['title']}计划完成情况",)] if "title" in said else []
    workbook(path, GOOD, head=head, above=[*above, ("报告期", said["label"]), SENDER], sheet=said.get("sheet", "填报"))
    found = read_submission(ds, path, period=said.get("given", ""))
    refused = bool(errors(found))
    assert refused if own is None else (refused or found.period == str(own)), (said, found.period)
    assert own is None or not refused, (said, errors(found))  # whatever the generator writes is understood


def datasets(tmp_path_factory, files):
    folder = tmp_path_factory.mktemp("small")
    for name, text in {"dataset.toml": 'title = "例"\ncity = "全市"\n', **files}.items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    return open_dataset(folder)


@pytest.mark.parametrize(
    ("files_of", "years"),
    [(FILES, [2024]), (MONTHLY, [2024]), (SINCE, [2024, 2025])],
    ids=["quarters", "months", "since"],
)
def test_a_file_is_read_as_the_period_it_means_or_refused(tmp_path_factory, files_of, years):
    ds = datasets(tmp_path_factory, files_of)
    periods = [period for year in years for period in ds.periods_of(year)]

    @given(files(periods))
    def never_another(told):
        holds(tmp_path_factory, ds, told)

    never_another()


@pytest.mark.parametrize(
    "options",
    [
        {"above": [("2024年7月计划完成情况",), ("报告期", "1—7月")]},
        {"period": "2024-08", "name": "2024年7月.xlsx"},
        {"period": "2024-09", "name": "7月.xlsx"},
        {"period": "2024-07", "sheet": "8月快报"},
        {"period": "2024-07", "sheet": "三季度"},
        {"period": "2024-09", "sheet": "7—9月"},
        {"period": "2024-06", **headed("累计完成（4—6月）")},
        {"period": "2024-07", **headed("累计完成（1-6月）")},
        {"above": [("报告期", "2024年7—9月")]},
        {"above": [("2024年7月",), ("2024年8月",)]},
        {"above": [("报告期", "2024Q3")], "name": "2024年7月.xlsx"},
    ],
)  # fmt: skip
def test_two_periods_or_none_are_refused(read, options):
    assert [rule for rule, _, _ in errors(read(**options))] == ["period"]


@pytest.mark.parametrize(
    ("options", "period"),
    [
        ({"above": [("2024年7月计划完成情况（1—7月）",)]}, "2024-07"),
        ({"above": [("报告期", "2024Q3")]}, "2024-09"),
        ({"above": [("报告期", "2024Q3")], "period": "2024-09"}, "2024-09"),
        ({"period": "2024Q3", "name": "甲1—9月.xlsx"}, "2024-09"),
        ({"above": [("2024年上半年情况",)]}, "2024-06"),
        ({"name": "甲2024.07.xlsx"}, "2024-07"),
        ({"above": [("报告期", "2024-07"), ("填报时间", "2024年8月")]}, "2024-07"),
        ({"above": [("报告期", "2024-07"), ("填报日期：2024年8月5日",)]}, "2024-07"),
        ({"above": [("报告期", "2024-07"), ("2024年8月5日",)]}, "2024-07"),
        ({"above": [("报告期", "2024-07"), ("填报日期", date(2024, 8, 1))]}, "2024-07"),
        ({"above": [("报告期", "2024-07"), ("", date(2024, 8, 5))]}, "2024-07"),
        ({"period": "2024-07", **headed("累计完成（1月至本月）")}, "2024-07"),
        ({"period": "2024-07", **headed("累计完成（本月末）")}, "2024-07"),
        ({"period": "2024-07", **headed("累计完成（前7个月）")}, "2024-07"),
        ({"period": "2024-09", **headed("累计完成（季末）")}, "2024-09"),
        ({"above": [("2024年7月当月及累计完成情况",)]}, "2024-07"),
    ],
)
def test_one_period_is_read_however_often_it_is_said(read, options, period):
    told = read(**options)
    assert (told.period, errors(told)) == (period, [])
    assert set(figures(told).values()) == {300, 1.35, 98}


@pytest.mark.parametrize(
    ("options", "rule"),
    [
        (headed("当月完成"), "no_table"),
        (headed("本月完成"), "no_table"),
        (headed("7月完成"), "no_table"),
        (headed("本月累计"), "no_table"),
        (headed("累计完成（当月）"), "heading"),
        (headed("累计完成（本月）"), "heading"),
        (headed("累计完成（上月）"), "heading"),
        (headed("累计完成（上月末）"), "heading"),
        (headed("累计完成（季末）"), "period"),
        ({"above": [("", "", "", "", "当月")]}, "unreadable"),
        ({"above": [("", "", "", "上月", "", "", "", "", "本月末")]}, "unreadable"),
        ({"above": [("", "", "", "", "上月")]}, "unreadable"),
        ({"above": [("", "", "", "", "上个月末")]}, "unreadable"),
        ({"sheet": "当月"}, "period"),
        ({"sheet": "7月当月"}, "period"),
        ({"name": "甲7月单月.xlsx"}, "period"),
        ({"name": "甲上月.xlsx"}, "period"),
        ({"above": [("2024年7月当月完成情况",)]}, "period"),
        ({"above": [("", date(2024, 6, 1))]}, "period"),
        ({"rows": [[1, "上月培训人数", "甲", "人", 300]]}, "name"),
        ({"head": [*HEAD[:1], "指标（上月）", *HEAD[2:]]}, "heading"),
    ],
)
def test_a_month_alone_is_not_counted_from_january(read, options, rule):
    found = errors(read(period="2024-07", **options))
    assert rule in [name for name, _, _ in found], found


def test_columns_of_other_figures_beside_the_cumulative_one_are_named_and_not_read(read):
    head = [*HEAD[:4], "当月完成", "累计完成", "上月末", "上期末", "去年同期"]
    told = read(period="2024-07", head=head, rows=[[*row[:4], 7, row[4], 5, 6, 8] for row in GOOD])
    assert set(figures(told).values()) == {300, 1.35, 98}
    assert {problem.message for problem in told.problems} == {"“当月完成”一栏未读取", "“上月末”一栏未读取"}


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({}, "看不出是哪个月：请在表上方写“报告期：2024-07”"),
        ({"sheet": "7—9月"}, "“7—9月”不是1月至某月末的累计；请在表上方写“报告期：2024-07”"),
        ({"above": [("报告期", "今年")]}, "报告期“今年”应写成2024-07这样的月份"),
        ({"above": [("报告期", "7月")]}, "报告期“7月”应写成2024-07这样的月份"),
        ({"above": [("报告期", date(2024, 7, 1))]}, "与标签写在一格，如“报告期：2024-07”"),
    ],
)
def test_what_to_write_is_said_in_months(read, options, said):
    assert said in errors(read(**options))[0][2]


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"above": [("2024年8月",)]}, "“2024年8月”不是一个季度；请在表上方写“报告期：2024Q3”"),
        ({"above": [("2025年7—9月",)]}, "“2025年7—9月”不是1月至某月末的累计；"),
        ({"above": [("报告期", "2024-08")]}, "报告期“2024-08”应写成2024Q3这样的季度"),
        ({}, "看不出是哪个月："),
    ],
)
def test_each_year_is_asked_for_in_its_own_way(read, options, said):
    assert said in errors(read(files=SINCE, **options))[0][2]


def test_a_month_given_for_a_year_of_quarters_is_wrong_use(read):
    with pytest.raises(UsageError, match="told by quarters"):
        read(files=SINCE, period="2024-08")


@pytest.mark.parametrize("code", [0x11, 57])
def test_a_month_that_a_spreadsheet_keeps_as_a_date_is_refused(write, tmp_path, code):
    """Mmm-yy, and yyyy年m月 as a Chinese Excel has it: both are what one gets who types a month."""
    path = workbook(tmp_path / "a.xlsx", GOOD, above=[("", 45474), SENDER])  # 1 July 2024
    book = openpyxl.load_workbook(path)
    book.active["B1"].number_format = "0"
    book.save(path)
    content = rewritten(
        path.read_bytes(), "xl/styles.xml", lambda xml: xml.replace(b'numFmtId="1"', b'numFmtId="%d"' % code)
    )
    path.write_bytes(content)
    ds = open_dataset(write(MONTHLY))
    assert [place for _, place, _ in errors(read_submission(ds, path, period="2024-06"))] == ["填报!B1"]
