"""The explorer of a dataset that is told by months, from the first year on or since a later one."""

import re

import pytest

import hrss_analysis as hrss
from hrss_analysis import InputError, UsageError
from hrss_analysis.explorer import panel
from hrss_analysis.explorer.selection import beginning

from ..views.monthly import TOML, files


@pytest.fixture(autouse=True)
def _forget(monkeypatch):
    monkeypatch.setattr(panel, "_KEPT", {})
    monkeypatch.setattr(panel, "_loop", lambda: None)


@pytest.fixture
def months(small):
    return small(files())


@pytest.fixture
def since(small):
    return small(files(since=2024))


def part(explorer, name):
    """One selector."""
    return explorer.controls._parts[name]


def content(explorer):
    """What stands below the selectors."""
    return {name: str(make()) for name, make in explorer._contents()}


def test_it_begins_with_monthly_indicators_and_the_last_open_month(months, small):
    begun = beginning(months)
    assert (begun.indicators, begun.since, begun.until) == ((1,), "2023-01", "2024-09")
    assert beginning(small(files(12), name="over")).until == "2024-11"


def test_three_years_are_shown_whatever_they_were_told_by(small):
    told = files(9, since=2024)
    told |= {f"actuals/{year}Q4.csv": told["actuals/2023Q4.csv"] for year in (2021, 2022)}
    assert beginning(small(told)).since == "2022Q4"


@pytest.mark.parametrize(
    ("lang", "told", "zh", "en"),
    [
        ("zh", "months", "月份", "月份：2023年1月 – 2024年9月"),
        ("zh", "since", "时期", "时期：2023年一季度 – 2024年9月"),
        ("en", "months", "months", "months: January 2023 – September 2024"),
        ("en", "since", "periods", "periods: 2023 Q1 – September 2024"),
    ],
)
def test_the_selectors_say_what_the_periods_are(request, lang, told, zh, en):
    explorer = hrss.explore(request.getfixturevalue(told), lang=lang)
    assert part(explorer, "periods").description == zh
    assert en in re.sub("<[^>]*>", "", content(explorer)["selection"])
    head = {"月份": "月份", "时期": "时期", "months": "month", "periods": "period"}[zh]
    assert f'"col">{head}<' in content(explorer)["trend"].replace("</th>", "<")


def test_what_is_compared_in_time_is_the_report_before(months, wuxi):
    offered = {word: label for label, word in part(hrss.explore(months, lang="en"), "comparison").options}
    assert offered["quarter_on_quarter"] == "the report before"
    offered = {word: label for label, word in part(hrss.explore(wuxi, lang="en"), "comparison").options}
    assert offered["quarter_on_quarter"] == "quarter on quarter"


def test_a_change_of_dataset_renames_the_selectors_and_keeps_what_is_compared(months, write):
    quarters = write({"actuals/2024Q1.csv": "no,area,value\n1,甲,3\n1,乙,4\n"}, name="quarters")
    explorer = hrss.explore(months, lang="en", comparison="year_on_year")
    explorer._open(quarters.resolve())
    assert part(explorer, "periods").description == "quarters"
    assert part(explorer, "comparison").value == explorer.selection.comparison == "target"
    explorer._open(months.path.resolve())
    assert part(explorer, "periods").description == "months"
    assert part(explorer, "comparison").value == explorer.selection.comparison


def test_the_slider_reaches_over_all_months(months):
    explorer = hrss.explore(months)
    explorer._slots = {name: type("Slot", (), {"update": lambda *_: None})() for name, _ in explorer._contents()}
    part(explorer, "periods").value = ("2023-02", "2024-07")
    assert (explorer.selection.since, explorer.selection.until) == ("2023-02", "2024-07")
    assert explorer.view("trend").frame["period"].iloc[0] == "2023-02"


def test_quarters_are_other_names_of_months(months):
    selection = hrss.explore(months, since="2023Q2", until="2024Q2").selection
    assert (selection.since, selection.until) == ("2023-04", "2024-06")


@pytest.mark.parametrize(
    ("selected", "words"),
    [
        ({"since": "2023-08"}, "2023 is told by quarters here; did you mean '2023Q3'?"),
        ({"until": "2024-9"}, "did you mean '2024-09'?"),
        ({"until": "2024-08"}, "unknown until '2024-08': did you mean"),
    ],
)
def test_what_is_no_period_of_the_dataset_is_refused(since, selected, words):
    with pytest.raises(UsageError, match=re.escape(words)):
        hrss.explore(since, **selected)


def test_where_there_are_no_figures_a_month_is_asked_for(small):
    with pytest.raises(InputError, match=r"those of a month stand in actuals/MONTH\.csv"):
        hrss.explore(small({"dataset.toml": TOML}))


def test_only_the_latest_months_are_projected_beforehand(small):
    told = files(12)
    for year in (2025, 2026, 2027):
        told |= {path.replace("2024", str(year)): text for path, text in told.items() if "2024" in path}
    ahead = panel._to_project(small(told))
    assert len(ahead) == panel.AHEAD == 24
    assert (ahead[0], ahead[-1]) == ("2027-11", "2025-07")  # no August was told
