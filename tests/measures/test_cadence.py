"""The same series told by quarters, by months, and by months from some year on: the same wherever they tell the same.

Random series have gaps, begin late, break, and are due at all frequencies. Told by quarters
they have their quarters' ends alone, and a break at the end of the quarter in which it is.
"""

import tempfile
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from hrss_analysis import Dataset, figures, open_dataset, progress
from hrss_analysis.calendar import EVERY, MONTH, QUARTER, YEAR, Period, of_year
from hrss_analysis.measures.changes import changes_over

pytestmark = pytest.mark.slow

YEARS = (2024, 2025, 2026)
AREAS = ("全市", "甲", "乙")
PACES = {"flow": "accumulates", "stock": "growth", "rate": "level"}
REGISTER = [(kind, frequency) for kind in PACES for frequency in EVERY]
HEAD = "no,area,value,numerator,denominator,flag,origin\n"

Cell = tuple[int, str]


@dataclass(frozen=True)
class Row:
    """A figure as it is reported; one that is blank may still tell of a break."""

    figure: str
    flag: str
    origin: str


@dataclass(frozen=True)
class Random:
    """What random series are made from."""

    seed: int
    gaps: float
    breaks: float


RANDOM = st.builds(Random, st.integers(0, 2**32), st.sampled_from([0, 0.1, 0.4]), st.sampled_from([0, 0.06]))


def series(of: Random) -> dict[tuple[Cell, Period], Row]:
    """Every cell's figures by months, as far as there are any."""
    rng = np.random.default_rng(of.seed)
    rows = {}
    for no, (kind, _) in enumerate(REGISTER, start=1):
        itself = rng.random() < 0.3  # the whole: what breaks in its parts is then no break of its own
        for area in AREAS if itself else AREAS[1:]:
            begins = rng.integers(0, YEAR * len(YEARS)) if rng.random() < 0.3 else 0
            count = 0
            for place, month in enumerate(month for year in YEARS for month in of_year(year, MONTH)):
                count = (0 if month.is_first and kind == "flow" else count) + rng.integers(
                    -1 if kind == "stock" else 0, 5
                )
                whole = rng.integers(0, 9)
                figure = f",{rng.integers(0, whole + 1)},{whole}" if kind == "rate" else f"{max(count, 0)},,"
                broken = rng.random() < of.breaks and not itself
                told = place >= begins and rng.random() >= of.gaps
                if told or broken:
                    origin = rng.choice(["reported", "simulated"], p=[0.9, 0.1])
                    rows[(no, area), month] = Row(figure if told else ",,", "B" if broken else "A", origin)
    return rows


def by_quarters(rows: dict[tuple[Cell, Period], Row]) -> dict[tuple[Cell, Period], Row]:
    """The same at quarters' ends alone."""
    found = {}
    for (cell, month), row in rows.items():
        quarter = of_year(month.year)[(month.end_month - 1) // QUARTER]
        own = found.get((cell, quarter), Row(",,", "A", "reported"))
        figure, origin = (row.figure, row.origin) if month.end_month == quarter.end_month else (own.figure, own.origin)
        found[cell, quarter] = Row(figure, "B" if "B" in (row.flag, own.flag) else "A", origin)
    return {key: row for key, row in found.items() if row != Row(",,", "A", "reported")}


def since(year: int, rows: dict[tuple[Cell, Period], Row]) -> dict[tuple[Cell, Period], Row]:
    """The same told by months from a year on."""
    before = {key: row for key, row in by_quarters(rows).items() if key[1].year < year}
    return before | {key: row for key, row in rows.items() if key[1].year >= year}


def targets(of: Random) -> str:
    """A target table: not every cell has a target."""
    rng = np.random.default_rng([of.seed, 1])
    lines = ["no,area,state,bound,value\n"]
    for no in range(1, len(REGISTER) + 1):
        for area in AREAS:
            state = rng.choice(["assigned", "zero", "not_assigned"], p=[0.8, 0.1, 0.1])
            bound = rng.choice(["at_least", "at_most"])
            value = {"assigned": rng.integers(1, 60), "zero": 0}.get(state, "")
            lines.append(f"{no},{area},{state},{bound if value != '' else ''},{value}\n")
    return "".join(lines)


@contextmanager
def told(rows: dict[tuple[Cell, Period], Row], table: str, calendar: str = "") -> Iterator[Dataset]:
    """A dataset of these figures, with a calendar."""
    files: dict[str, str] = defaultdict(lambda: HEAD)
    for ((no, area), period), row in rows.items():
        files[f"actuals/{period}.csv"] += f"{no},{area},{row.figure},{row.flag},{row.origin}\n"
    files |= {f"targets/{year}.csv": table for year in YEARS}
    files["areas.csv"] = "area\n" + "".join(f"{area}\n" for area in AREAS)
    files["dataset.toml"] = f'title = "例"\ncity = "全市"\n{calendar}'
    files["indicators.csv"] = "no,name,unit,kind,bound,pace,frequency\n" + "".join(
        f"{no},指标{no},{'%' if kind == 'rate' else '人'},{kind},at_least,{PACES[kind]},{frequency}\n"
        for no, (kind, frequency) in enumerate(REGISTER, start=1)
    )
    with tempfile.TemporaryDirectory() as folder:
        for name, text in files.items():
            path = Path(folder) / name
            path.parent.mkdir(exist_ok=True)
            path.write_text(text, encoding="utf-8")
        yield open_dataset(folder)


def months(year: int | None = None) -> str:
    """The table of a calendar of months."""
    return '[calendar]\ncadence = "month"\n' + (f"since = {year}\n" if year else "")


def same(left: pd.DataFrame, right: pd.DataFrame, but: tuple[str, ...] = ()) -> None:
    """Both have the same rows, to the last digit."""
    left, right = (frame.drop(columns=list(but)).reset_index(drop=True) for frame in (left, right))
    pd.testing.assert_frame_equal(left, right, check_exact=True)


def changed(ds: Dataset, years: tuple[int, ...], step: int) -> pd.DataFrame:
    """All changes of some years' quarters (3) or months (1), with the months of each cell's period and report."""
    asked = [str(period) for year in years for period in of_year(year, step)]
    found = changes_over(ds, asked)
    ordinal = {str(ds.calendar.period(period)): ds.calendar.period(period).ordinal for period in asked}
    frequency = dict(enumerate((frequency for _, frequency in REGISTER), start=1))
    return found.assign(
        end=found["period"].map(ordinal),
        every=found["no"].map(frequency).map(EVERY),
        kind=found["no"].map(lambda no: REGISTER[no - 1][0]),
    )


# a seed has no smaller one, and nothing would be learnt of it
EXAMPLES = settings(max_examples=6, phases=[Phase.generate])
SOME = st.lists(st.integers(0, 99), min_size=2, max_size=2)


def some(periods: list[str], places: list[int]) -> set[str]:
    """A few of them, and the last."""
    return {periods[place % len(periods)] for place in places} | {periods[-1]}


@EXAMPLES
@given(RANDOM, SOME)
def test_a_quarters_end_is_judged_alike_whether_its_months_are_told_or_not(of, places):
    rows, table = series(of), targets(of)
    with told(by_quarters(rows), table) as quarterly, told(rows, table, months()) as monthly:
        for period in some(quarterly.periods, places):
            left, right = progress(quarterly, period), progress(monthly, period)
            told_of = left["actual"].notna()  # a row that tells of a break alone has an origin, too
            same(left, right, but=("period", "origin"))
            same(left.loc[told_of, ["origin"]], right.loc[told_of, ["origin"]])
            own = str(monthly.calendar.period(period))
            same(progress(monthly, period), progress(monthly, own))
            same(figures(monthly, period), figures(monthly, own))


@EXAMPLES
@given(RANDOM)
def test_a_quarters_end_is_compared_alike_whether_its_months_are_told_or_not(of):
    rows, table = series(of), targets(of)
    with told(by_quarters(rows), table) as quarterly, told(rows, table, months()) as monthly:
        left, right = changed(quarterly, YEARS, QUARTER), changed(monthly, YEARS, QUARTER)
        assert len(left)
        by_month = right["every"] < QUARTER
        quarter = right["measure"] == "current_quarter"
        # what is reported less often has the same increments; what comes by months has its quarter's beside its month's
        rare = ~by_month & ~quarter
        same(left[left["every"] >= QUARTER], right[rare], but=("period",))
        for measure in ("cumulative", "year_on_year"):
            here = left["every"] < QUARTER
            same(
                left[here & (left["measure"] == measure)],
                right[by_month & (right["measure"] == measure)],
                but=("period",),
            )
        often = (left["kind"] == "flow") & (left["every"] <= QUARTER) & (left["measure"] == "current")
        same(left[often], right[quarter], but=("period", "measure"))


@EXAMPLES
@given(RANDOM, st.sampled_from(YEARS[1:]), SOME)
def test_months_from_a_year_on_judge_as_months_always_and_the_years_before_as_quarters(of, year, places):
    rows, table = series(of), targets(of)
    with (
        told(rows, table, months()) as monthly,
        told(by_quarters(rows), table) as quarterly,
        told(since(year, rows), table, months(year)) as mixed,
    ):
        for period in some(mixed.periods, places):
            other = quarterly if mixed.calendar.period(period).year < year else monthly
            same(progress(mixed, period), progress(other, period))


@EXAMPLES
@given(RANDOM, st.sampled_from(YEARS[1:]))
def test_what_rests_on_a_month_that_nobody_told_is_blank_with_a_reason(of, year):
    rows, table = series(of), targets(of)
    with told(rows, table, months()) as monthly, told(since(year, rows), table, months(year)) as mixed:
        later = tuple(other for other in YEARS if other >= year)
        left, right = changed(monthly, later, MONTH), changed(mixed, later, MONTH)
        keys = ["no", "area", "period", "measure", "unit"]
        same(left[keys], right[keys])
        unknown = rests_on_untold(left, year)
        assert unknown.any()
        same(left[~unknown], right[~unknown])
        assert right.loc[unknown, "value"].isna().all()
        assert (right.loc[unknown, "reason"] != "").all()


@EXAMPLES
@given(RANDOM, st.sampled_from(YEARS[1:]))
def test_the_years_told_by_quarters_are_compared_as_if_all_were(of, year):
    rows, table = series(of), targets(of)
    with told(by_quarters(rows), table) as quarterly, told(since(year, rows), table, months(year)) as mixed:
        earlier = tuple(other for other in YEARS if other < year)
        same(changed(quarterly, earlier, QUARTER), changed(mixed, earlier, QUARTER))


def rests_on_untold(found: pd.DataFrame, year: int) -> pd.Series:
    """Where a change rests on a month of a year told by quarters, other than their ends."""
    first = Period(year, MONTH, MONTH).ordinal

    def rests(row: pd.Series) -> bool:
        return any(month < first and month % QUARTER for month in _rests_on(row.measure, row.kind, row.end, row.every))

    return pd.Series([rests(row) for row in found.itertuples()], index=found.index, dtype=bool)


def _rests_on(measure: str, kind: str, end: int, step: int) -> list[int]:
    """The ends of months, counted through all years, that a change rests on."""

    def increment(last: int) -> list[int]:
        # the first of a year rests on itself alone
        return [last] if (last - 1) % YEAR < step else [last, last - step]

    back = {"year_on_year": YEAR, "year_on_year_current": YEAR, "quarter_on_quarter": step}
    if measure == "cumulative":
        return [end]
    if measure == "year_on_year" or kind != "flow":
        return [end, end - back[measure]]
    if measure == "current_quarter":
        return [end, end - QUARTER] if (end - 1) % YEAR >= QUARTER else [end]
    return increment(end) + (increment(end - back[measure]) if measure in back else [])
