"""One invented series for each kind of indicator.

A flow takes the size of its target, split among areas by their targets or their
usual size, and the rhythm of a real series. A part is a share of its whole in
every area. A stock grows towards its target. A rate is two whole numbers whose
ratio lies near the target. All are arrays of areas × years × periods of the year; where
those are months, each third has the figure that the quarter would have (``months``).
"""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from ..calendar import MONTH, parse_period
from ..dataset import Dataset
from ..dataset.schema import Indicator
from ..vocabulary import LARGE_UNITS
from . import months
from .seasons import QUARTER_ENDS, Seasons

# Denominators that are levels and not counts of a year's cases.
LEVEL_DENOMINATORS = ("人口", "就业人数", "主体", "员数")
CASES = 20_000  # a city's cases in a year, where a rate's denominator counts cases
EXACT = 1e-9  # what arithmetic may lack of a whole number
HEADS = 150  # a city's inspectors, where a figure is per head


@dataclass(frozen=True)
class Setting:
    """What every series shares: the plan, the years, the rhythm."""

    ds: Dataset
    cells: pd.DataFrame
    plan_year: int
    years: np.ndarray
    seasons: Seasons
    seed: int
    sizes: pd.Series
    known: pd.Series

    @property
    def step(self) -> int:
        """How many months the shortest of its periods has: those by which every series is told."""
        return min(self.ds.calendar.months_in(int(year)) for year in self.years)

    def rng(self, no: int, *of: int) -> np.random.Generator:
        """Give each indicator its own generator, so that adding one leaves the others as they are."""
        return np.random.default_rng([self.seed, no, *of])

    def year_end(self, no: int, area: str, year: int) -> float | None:
        """The figure that is known of a year's end, if any is."""
        return self.known.get((no, area, str(self.ds.periods_of(year)[-1])))


@dataclass(frozen=True)
class Series:
    """One indicator's figures: arrays of areas × years × periods of the year, in steps of its resolution."""

    areas: list[str]
    value: np.ndarray
    numerator: np.ndarray | None = None
    denominator: np.ndarray | None = None

    def of(self, areas: list[str], array: np.ndarray) -> np.ndarray:
        """Rows of `array` for these areas; the whole's is the sum."""
        rows = [array[self.areas.index(a)] if a in self.areas else array.sum(axis=0) for a in areas]
        return np.array(rows)

    def counts(self, areas: list[str]) -> tuple[np.ndarray, np.ndarray] | None:
        """Numerators and denominators of these areas; None if it has none."""
        if self.numerator is None or self.denominator is None:
            return None
        return self.of(areas, self.numerator), self.of(areas, self.denominator)


def invent(setting: Setting, about: Indicator, made: dict[int, Series]) -> Series:
    """Make up one indicator's figures; those it is part of are made before it."""
    cells = setting.cells[setting.cells["no"] == about.no].set_index("area")
    parts = cells[cells.index.isin(setting.ds.parts) & (cells["state"] != "not_assigned")]
    areas = list(parts.index) or [setting.ds.city]
    cells = cells.loc[areas]
    whole = made.get(about.part_of) if about.part_of else None
    if about.kind == "rate":
        return _rate(setting, about, cells, areas, whole)
    if whole is not None:
        return _part(setting, about, cells, areas, whole)
    if about.kind == "stock":
        return _stock(setting, about, cells, areas)
    return _flow(setting, about, cells, areas)


def _resolution(unit: str) -> float:
    return 0.01 if unit.startswith(LARGE_UNITS) else 1.0


def _weights(setting: Setting, cells: pd.DataFrame, areas: list[str]) -> np.ndarray:
    """Each area's share of the whole, by its target or else its usual size."""
    if areas == [setting.ds.city]:
        return np.ones(1)
    own = cells["value"].where(cells["state"].isin(["assigned", "zero"]))
    weights = own if own.notna().all() else setting.sizes.loc[areas]
    return weights.to_numpy(float) / weights.sum()


def _city_target(setting: Setting, no: int, cells: pd.DataFrame) -> float:
    city = setting.cells[(setting.cells["no"] == no) & (setting.cells["area"] == setting.ds.city)]["value"]
    return float(city.iloc[0]) if city.notna().any() else float(np.nansum(cells["value"])) or 1000.0


def _flow(setting: Setting, about: Indicator, cells: pd.DataFrame, areas: list[str]) -> Series:
    rng, step = setting.rng(about.no), _resolution(about.unit)
    ahead = setting.years - setting.plan_year
    totals = _city_target(setting, about.no, cells) / step * np.exp(rng.normal(0.09, 0.11) + 0.03 * ahead)
    totals = totals * np.exp(rng.normal(0, 0.03, len(ahead)))
    drift = rng.normal(0, 0.02, (len(areas), 1)) * ahead + rng.normal(0, 0.1, (len(areas), len(ahead)))
    share = _weights(setting, cells, areas)[:, None] * np.exp(drift)
    share = share / share.sum(axis=0)
    year_end = np.zeros(share.shape, int)
    for column, year in enumerate(setting.years):
        known = {area: setting.year_end(about.no, area, year) for area in [*areas, setting.ds.city]}
        fixed = {area: round(value / step) for area, value in known.items() if value is not None}
        total = fixed.get(setting.ds.city) or _nearest_known(setting, about.no, year, step) or totals[column]
        year_end[:, column] = _shared_out(round(total), share[:, column], [fixed.get(area) for area in areas])
    season = np.array([setting.seasons.flow(about.name, year) for year in setting.years])
    season = season * np.exp(rng.normal(0, 0.03, (len(areas), *season.shape)))
    season[:, :, -1] = 1
    season = np.minimum.accumulate(season[:, :, ::-1], axis=2)[:, :, ::-1]
    counts = np.floor(year_end[:, :, None] * season + EXACT)
    if setting.step == MONTH:
        counts = np.floor(months.between(np.zeros(year_end.shape), counts, _reached(setting, about, areas)) + EXACT)
    return Series(areas, counts * step)


def _reached(setting: Setting, about: Indicator, areas: list[str]) -> np.ndarray:
    """What share of each quarter's increment is made by each month's end: a part's is that of its whole."""
    while about.part_of:
        about = setting.ds.indicator(about.part_of)
    everywhere = [*setting.ds.parts, setting.ds.city]
    real = np.array([setting.seasons.flow_within(about.name, year) for year in setting.years])
    drawn = months.shares(real, len(everywhere), setting.rng(about.no, MONTH))
    return drawn[[everywhere.index(area) for area in areas]]


def _nearest_known(setting: Setting, no: int, year: int, step: float) -> float | None:
    """What was published for the whole in the nearest year, if anything was."""
    own = {
        parse_period(period): value
        for (n, area, period), value in zip(setting.known.index, setting.known, strict=True)
        if (n, area) == (no, setting.ds.city)
    }
    ends = {period.year: value for period, value in own.items() if period.is_last}
    if not ends:
        return None
    nearest = min(ends, key=lambda known: abs(known - year))
    return float(ends[nearest]) / step * 1.01 ** (year - nearest)


def _shared_out(total: int, share: np.ndarray, fixed: list[int | None]) -> np.ndarray:
    """Whole numbers near `share` that add up to `total`, some of them given."""
    given = np.array([0 if value is None else value for value in fixed])
    free = np.array([value is None for value in fixed])
    rest = max(total - given.sum(), 0)
    exact = np.where(free, share, 0.0)
    exact = exact / exact.sum() * rest if exact.sum() else exact
    whole = np.floor(exact).astype(int)
    largest = np.argsort(whole - exact, kind="stable")[: rest - whole.sum()]
    whole[largest] += free[largest]
    return np.where(free, whole, given)


def _part(setting: Setting, about: Indicator, cells: pd.DataFrame, areas: list[str], whole: Series) -> Series:
    """A part of another indicator: a share of it in each area, never more than it."""
    rng, step = setting.rng(about.no), _resolution(about.unit)
    of = whole.of(areas, whole.value)
    own = np.where(cells["value"].notna(), cells["value"], np.nan)
    wholes = (
        setting.cells[setting.cells["no"] == about.part_of].set_index("area")["value"].reindex(areas).to_numpy(float)
    )
    ratio = np.where(wholes > 0, own / np.where(wholes > 0, wholes, 1), np.nan)
    usual = np.nanmean(ratio) if np.isfinite(ratio).any() else 0.5
    ratio = np.where(np.isfinite(ratio), ratio, usual)[:, None, None]
    spread = 0.01 if about.kind == "stock" else 0.12
    ratio = np.clip(ratio * np.exp(rng.normal(0, spread, (len(areas), len(setting.years), 1))), 0, 0.99)
    return Series(areas, np.round(np.floor(of / step * ratio + 0.5).clip(max=of / step) * step, 2))


def _stock(setting: Setting, about: Indicator, cells: pd.DataFrame, areas: list[str]) -> Series:
    rng, step = setting.rng(about.no), _resolution(about.unit)
    target = _city_target(setting, about.no, cells) * _weights(setting, cells, areas)
    reached = target * np.exp(rng.normal(0.004, 0.006, len(areas)))
    growth, season = zip(*(setting.seasons.growth(about.name, year) for year in setting.years), strict=True)
    rate = np.array(growth) + np.abs(rng.normal(0.01, 0.008, (len(areas), len(setting.years))))
    later = np.cumprod((1 + rate)[:, ::-1], axis=1)[:, ::-1]
    base = reached[:, None] / later
    end = base * (1 + rate)
    noise = rng.normal(0, 0.05, (len(areas), len(setting.years), len(QUARTER_ENDS)))
    noise[:, :, -1] = 0
    shares = np.array(season) + noise
    level = base[:, :, None] + (end - base)[:, :, None] * shares
    if setting.step == MONTH:
        real = np.array([setting.seasons.growth_within(about.name, year) for year in setting.years])
        off = months.off_the_line(real, len(areas), setting.rng(about.no, MONTH))
        level = months.between(base, level, months.EVENLY) + (end - base)[:, :, None] * off
    return Series(areas, np.round(np.round(level / step) * step, 2))


def _rate(setting: Setting, about: Indicator, cells: pd.DataFrame, areas: list[str], whole: Series | None) -> Series:
    """Whole-number counts whose ratio lies near the target."""
    rng, shape = setting.rng(about.no), (len(areas), len(setting.years), len(QUARTER_ENDS))
    percent = about.unit == "%"
    goal = _city_target(setting, about.no, cells) / (100 if percent else 1)
    season = np.array([setting.seasons.flow(about.name, year) for year in setting.years])
    sizes = np.ones(1) if areas == [setting.ds.city] else setting.sizes.loc[areas].to_numpy(float)
    per_head = not percent
    scale = HEADS if per_head else CASES / min(goal, 1.0) if goal < 0.05 else CASES
    size = np.maximum(np.round(scale * sizes / sizes.sum()), 4)[:, None, None]
    is_level = per_head or any(word in about.denominator for word in LEVEL_DENOMINATORS)
    denominator = np.broadcast_to(size, shape) if is_level else np.maximum(np.round(size * season), 1)
    among = None if whole is None else whole.counts(areas)
    if among is not None:  # of all periods, be they months
        part = np.floor(among[1] * rng.uniform(0.5, 0.7, (len(areas), 1, 1)))
        denominator = months.quarter_ends(part) if setting.step == MONTH else part
    yearly = rng.normal(0, 1, (len(areas), len(setting.years), 1)) + rng.normal(0, 0.3, shape)
    if per_head or about.bound != "at_least":
        ratio = goal * np.exp(0.12 * yearly - (0.0 if per_head else 0.35)) * (season if per_head else 1)
    elif goal >= 1:
        ratio = np.ones(shape)
    else:
        ratio = np.clip(goal + (0.012 + 0.01 * yearly) * min(1, 4 * (1 - goal) ** 0.5), 0, 1)
    numerator = np.maximum.accumulate(np.round(denominator * ratio), axis=2)
    if setting.step == MONTH:
        reached = _reached(setting, about, areas)
        numerator = _counts_by_months(numerator, reached, is_level and percent)
        denominator = np.maximum(_counts_by_months(denominator, reached, is_level), 1) if among is None else part
    numerator = numerator if per_head else np.minimum(numerator, denominator)
    if among is not None:
        closed, every = among
        # the part's open cases are among the whole's, its closed ones too
        numerator = np.clip(numerator, denominator - (every - closed), closed)
    cases = np.where(denominator > 0, denominator, np.nan)  # no cases, no rate
    return Series(areas, np.round((100 if percent else 1) * numerator / cases, 4), numerator, denominator)


def _counts_by_months(ends: np.ndarray, reached: np.ndarray, is_level: bool) -> np.ndarray:
    """Whole counts between quarters' ends: from nothing on, or of a level from last year's end on, and never falling."""
    start = np.zeros(ends.shape[:2])
    if is_level:
        last_year = np.concatenate([ends[:, :1, 0], ends[:, :-1, -1]], axis=1)
        start = np.minimum(last_year, ends[:, :, 0])
    return np.floor(months.between(start, ends, reached) + EXACT)
