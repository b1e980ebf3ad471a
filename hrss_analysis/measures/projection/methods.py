"""Year-end figures from what is known at a quarter's end: one formula for each kind.

A count is projected at last year's rhythm: what is there, and what was added in the rest
of last year, moved by how this year compares with last year so far:
``Y = x + R · (x / x′)^θ``. θ = 0 adds last year's remainder as it was, θ = 1 takes the
year to be last year's in proportion; where at least three earlier years exist, the θ is
taken that would have erred least in them, the errors of all indicators counting as much
as three years of its own, since a few own years alone mislead; otherwise it is 0.25.

A stock moves as it moved over the same months of last year. A rate is the ratio of its
counts, each projected like a count. An area's rhythm is shrunk halfway towards the
whole's, since small figures move by chance, and areas are then brought into line with
the whole. For comparison there are the linear pace and two plain methods.
"""

from collections.abc import Callable

import numpy as np

from ...vocabulary import RATE_SCALE
from .panel import Array, Panel

THETAS = (0.0, 0.25, 0.5, 0.75, 1.0)
DEFAULT_THETA = 0.25
ENOUGH_YEARS = 3  # earlier years that let θ be chosen
POOLED_YEARS = 3  # how many years of its own the errors of all indicators weigh
HALFWAY = 0.5  # how far an area's rhythm is shrunk towards the whole's


def project_default(panel: Panel, year: int, quarter: int) -> Array:
    """The default method's year-end figure of every cell, from nothing later than year and quarter."""
    return _bounded(panel, _reconciled(panel, project_apart(panel, year, quarter), year, quarter), year, quarter)


def project_apart(panel: Panel, year: int, quarter: int) -> Array:
    """Every cell by itself, before areas are brought into line with the whole."""
    theta = choose_theta(panel, year, quarter)
    value = _remainder(panel, panel.value, year, quarter, theta)
    stock, rate = panel.kind == "stock", panel.kind == "rate"
    value[stock] = _same_change(panel, year, quarter)[stock]
    value[rate] = _ratio(panel, year, quarter, theta)[rate]
    return value


def project_linear(panel: Panel, year: int, quarter: int) -> Array:
    """The plain pace: counts over the share of the year; of a stock, the growth since last year's end; rates stay."""
    now, base = panel.value[:, year, quarter], _last(panel.value, year, -1)
    base = np.where(_broken_since(panel, year, quarter), np.nan, base)
    gone = panel.period(year, quarter).share_of_year
    value = np.where(panel.kind == "stock", base + (now - base) / gone, now / gone)
    level = (panel.cells["pace"] == "level").to_numpy()
    return np.where((panel.kind == "rate") & level, now, value)


def project_last_share(panel: Panel, year: int, quarter: int) -> Array:
    """Last year's share: this year so far over the share of last year that stood at the same quarter."""
    return _plain(panel, year, quarter, 1.0)


def project_last_remainder(panel: Panel, year: int, quarter: int) -> Array:
    """Last year's remainder, added as it was."""
    return _plain(panel, year, quarter, 0.0)


METHODS: dict[str, Callable[[Panel, int, int], Array]] = {
    "default": project_default,
    "linear": project_linear,
    "last_share": project_last_share,
    "last_remainder": project_last_remainder,
}


def choose_theta(panel: Panel, year: int, quarter: int) -> Array:
    """By cell, the θ that would have erred least in earlier years, where there are enough of them."""
    theta = np.full(len(panel.cells), DEFAULT_THETA)
    counts = panel.kind == "flow"
    errors = np.full((len(THETAS), len(panel.cells), max(year, 0)), np.nan)
    for past in range(1, year):
        end = panel.value[:, past, -1]
        for rank, power in enumerate(THETAS):
            with np.errstate(divide="ignore", invalid="ignore"):
                off = np.abs(_formula(panel.value, past, quarter, power) / end - 1)
            errors[rank, :, past] = np.where((end > 0) & counts & ~_broken(panel, past, quarter), off, np.nan)
    own_years = np.isfinite(errors[0]).sum(axis=1)
    enough = own_years >= ENOUGH_YEARS
    if not enough.any():
        return theta
    own = np.nansum(errors, axis=2)
    for group in np.unique(panel.group[enough]):
        here = enough & (panel.group == group)
        pooled = np.nanmean(errors[:, here].reshape(len(THETAS), -1), axis=1)
        loss = own[:, here] + POOLED_YEARS * pooled[:, None]
        theta[here] = np.array(THETAS)[loss.argmin(axis=0)]
    return theta


def _plain(panel: Panel, year: int, quarter: int, theta: float) -> Array:
    value = _formula(panel.value, year, quarter, theta)
    value[panel.kind == "stock"] = _formula(panel.value, year, quarter, 0.0)[panel.kind == "stock"]
    value[panel.kind == "rate"] = np.nan
    return np.where(_broken(panel, year, quarter), np.nan, value)


def _last(array: Array, year: int, quarter: int) -> Array:
    """Last year's figures; NaN where the panel begins."""
    return array[:, year - 1, quarter] if year > 0 else np.full(len(array), np.nan)


def _broken(panel: Panel, year: int, quarter: int) -> Array:
    """Whether this year so far, or last year after the same quarter, starts a new definition."""
    later = panel.broken[:, max(year - 1, 0), quarter + 1 :].any(axis=1) & (year > 0)
    return np.asarray(_broken_since(panel, year, quarter) | later)


def _broken_since(panel: Panel, year: int, quarter: int) -> Array:
    """Whether this year so far does not compare with last year's end."""
    return np.asarray(panel.broken[:, year, : quarter + 1].any(axis=1))


def _formula(array: Array, year: int, quarter: int, theta: float | Array, pull: Array | None = None) -> Array:
    now, then, end = array[:, year, quarter], _last(array, year, quarter), _last(array, year, -1)
    with np.errstate(divide="ignore", invalid="ignore"):
        # nothing so far is a rhythm of 0; only without anything to compare with is last year's rest taken as it was
        rhythm = np.where(then > 0, np.maximum(now, 0) / then, 1.0)
        if pull is not None:
            rhythm = np.where(np.isfinite(pull) & (pull > 0), rhythm ** (1 - HALFWAY) * pull**HALFWAY, rhythm)
        return now + (end - then) * rhythm**theta


def _remainder(panel: Panel, array: Array, year: int, quarter: int, theta: Array) -> Array:
    now, then = array[:, year, quarter], _last(array, year, quarter)
    with np.errstate(divide="ignore", invalid="ignore"):
        rhythm = np.where(then > 0, now / then, np.nan)
    pull = panel.of_whole(rhythm)
    value = _formula(array, year, quarter, theta, pull)
    return np.where(_broken(panel, year, quarter), np.nan, value)


def _same_change(panel: Panel, year: int, quarter: int) -> Array:
    now, then, end = panel.value[:, year, quarter], _last(panel.value, year, quarter), _last(panel.value, year, -1)
    with np.errstate(divide="ignore", invalid="ignore"):
        growth = np.where(then > 0, end / then - 1, np.nan)
    pull = panel.of_whole(growth)
    growth = np.where(np.isfinite(pull), (1 - HALFWAY) * growth + HALFWAY * pull, growth)
    change = np.where(np.isfinite(pull), then * growth, end - then)
    return np.where(_broken(panel, year, quarter), np.nan, now + change)


def _ratio(panel: Panel, year: int, quarter: int, theta: Array) -> Array:
    scale = panel.cells["unit"].map(RATE_SCALE).fillna(1.0).to_numpy(float)
    numerator = _remainder(panel, panel.numerator, year, quarter, theta)
    denominator = _remainder(panel, panel.denominator, year, quarter, theta)
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(denominator > 0, scale * numerator / denominator, np.nan)


def parts_and_whole(panel: Panel, value: Array, year: int, quarter: int) -> tuple[Array, Array]:
    """By indicator's whole: the rest of the year of all parts together, and its own; NaN unless every part has one."""
    whole, additive = panel.whole_of, panel.cells["additive"].to_numpy(bool)
    parts = (whole >= 0) & additive
    now = panel.value[:, year, quarter]
    rest = np.full(len(whole), np.nan)
    together = np.zeros(len(whole))
    so_far = np.zeros(len(whole))
    told = parts & np.isfinite(now)
    np.add.at(together, whole[told], (value - now)[told])
    np.add.at(so_far, whole[told], now[told])
    # only where the parts add up to the whole so far can their projections be held against its own
    complete = np.isclose(so_far, now, rtol=1e-6, atol=1e-6) & (so_far != 0)
    rest[complete] = together[complete]
    return rest, np.where(complete, value - now, np.nan)


def scaling(together: Array, own: Array) -> Array:
    """What the rest of the year of all parts is multiplied by; NaN where that and the whole's do not go one way."""
    with np.errstate(divide="ignore", invalid="ignore"):
        one_way = ((together > 0) & (own >= 0)) | ((together < 0) & (own <= 0))
        return np.where(one_way, own / together, np.nan)


def _reconciled(panel: Panel, value: Array, year: int, quarter: int) -> Array:
    """Parts whose rest of the year adds up to the whole's: each in proportion."""
    pull = panel.of_whole(scaling(*parts_and_whole(panel, value, year, quarter)))
    now = panel.value[:, year, quarter]
    additive = panel.cells["additive"].to_numpy(bool)
    return np.where(additive & np.isfinite(pull), now + (value - now) * pull, value)


def _bounded(panel: Panel, value: Array, year: int, quarter: int) -> Array:
    """A cumulative count does not fall; a percentage of a whole stays within it."""
    low, high = limits(panel, year, quarter)
    return np.clip(value, low, high)


def limits(panel: Panel, year: int, quarter: int) -> tuple[Array, Array]:
    """What a year's end cannot be below or above."""
    now = panel.value[:, year, quarter]
    counted = (panel.kind == "flow") & ~panel.cells["net"].to_numpy(bool)
    accumulating = (panel.cells["pace"] == "accumulates").to_numpy() & (panel.kind != "flow")
    low = np.where(counted | accumulating, now, np.where(panel.cells["net"], -np.inf, 0.0))
    share = (panel.cells["unit"] == "%").to_numpy() & ~(now > 100)
    return np.where(np.isfinite(low), low, -np.inf), np.where(share, 100.0, np.inf)
