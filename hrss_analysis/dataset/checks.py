"""Each table against the others: keys that exist, states that agree with values.

Every check takes the table as it was read and the path it came from, and either
gives the table back, completed with the plain meaning of what was left out, or
raises an :class:`~hrss_analysis.errors.InputError` that names file, line and
column.
"""

from pathlib import Path

import pandas as pd

from ..calendar import Calendar, Period
from ..errors import InputError, UsageError, unknown
from ..messages import tell
from ..rows import rows_of
from ..vocabulary import CEILINGS, NET
from .files import place, refuse
from .settings import Settings


def check_indicators(path: Path, indicators: pd.DataFrame) -> pd.DataFrame:
    """Numbers stand once, parents exist; counts add up over areas unless said otherwise, rates never.

    Where `net` is blank a count whose definition speaks of 净 is taken for a balance, which may fall;
    ``inferred_from`` then says so.
    """
    refuse(
        path, indicators, indicators["no"].duplicated(), "no", lambda no: tell("the number {no} stands twice", no=no)
    )
    parents = indicators["part_of"].notna() & ~indicators["part_of"].isin(indicators["no"])
    refuse(path, indicators, parents, "part_of", lambda no: tell("there is no indicator {no} to be part of", no=no))
    is_rate = indicators["kind"] == "rate"
    adds = indicators["additive"].fillna(~is_rate).astype(bool)
    refuse(
        path, indicators, adds & is_rate, "additive", lambda _: tell("a rate does not add up over areas; write false")
    )
    balance = (indicators["kind"] == "flow") & indicators["definition"].str.contains(NET)
    inferred = indicators["net"].isna() & balance
    cue = indicators["inferred_from"].where(~inferred, indicators["inferred_from"] + f"；net=true（口径：{NET}）")
    net = indicators["net"].fillna(balance).astype(bool)
    return indicators.assign(additive=adds, net=net, inferred_from=cue.str.strip("；"))


def check_cells(path: Path, frame: pd.DataFrame, numbers: pd.Series, areas: pd.Series) -> None:
    """Every row names an indicator and an area that exist."""
    for column, what, known in (("no", "indicator", numbers), ("area", "area", areas)):
        # by its distinct words: a column of a slice has few, a country has thousands
        allowed = set(known.tolist())
        strange = [word for word in frame[column].unique().tolist() if word not in allowed]
        if strange:
            wrong = frame[column].isin(strange)
            message = unknown(what, frame.loc[wrong, column].iloc[0], known.drop_duplicates())
            raise InputError(tell("{place}: {problem}", place=place(path, wrong, column), problem=message))


def check_periods(path: Path, frame: pd.DataFrame, calendar: Calendar, *, before: int | None = None) -> pd.Series:
    """Every row names a period of the calendar, perhaps of a year before another: those periods, by their own names."""
    names = {}
    for period in frame["period"].unique():
        here = frame["period"] == period
        try:
            told = calendar.period(period)
        except UsageError as error:
            raise InputError(tell("{place}: {problem}", place=place(path, here, "period"), problem=error)) from error
        names[period] = str(told)
        if before is not None and told.year >= before:
            raise InputError(
                tell(
                    "{place}: {period} is not before {year}, whose plan this is told in",
                    place=place(path, here, "period"), period=period, year=before,
                )
            )  # fmt: skip
    return frame["period"].map(names).astype(str)


def check_spans(path: Path, frame: pd.DataFrame, calendar: Calendar) -> list[tuple[Period, Period]]:
    """The first and the last period of each row, which names one or two with ``..`` between them."""
    found = []
    for row, text in frame["period"].items():
        try:
            found.append(calendar.span(text))
        except UsageError as error:
            here = place(path, pd.Series(frame.index == row, frame.index), "period")
            raise InputError(tell("{place}: {problem}", place=here, problem=error)) from error
    return found


def check_counts(path: Path, frame: pd.DataFrame) -> None:
    """Numerators and denominators are counts."""
    for column in ("numerator", "denominator"):
        refuse(path, frame, frame[column] < 0, column,
               lambda cell: tell("a count cannot be negative ({value})", value=cell))  # fmt: skip


def check_rules(path: Path, settings: Settings, known: list[str]) -> None:
    """Schedules, rankings and rules speak of indicators that some register has."""
    for held in (settings, *settings.later.values()):
        for table, ids in held.named.items():
            allowed = ["default", *known] if table == "schedule" else known
            for name in ids:
                if name not in allowed:
                    raise InputError(
                        tell(
                            "{file}: {key}: {problem}",
                            file=path, key=table, problem=unknown("indicator", name, allowed),
                        )
                    )  # fmt: skip


def check_targets(path: Path, frame: pd.DataFrame, indicators: pd.DataFrame, settings: Settings) -> pd.DataFrame:
    """States agree with values; values come out in the indicator's unit, in order of issue."""
    doubled = frame.duplicated(["no", "area", "issued_on"])
    refuse(path, frame, doubled, "no",
           lambda no: tell("indicator {no} has two targets for one area, issued on one day", no=no))  # fmt: skip
    own = indicators.set_index("no")
    is_set = frame["state"].isin(["assigned", "shared"])
    is_zero = frame["state"] == "zero"
    value = frame["value"]
    refuse(path, frame, is_set & value.isna(), "value", lambda _: tell("an assigned or shared target needs a number"))
    refuse(path, frame, value < 0, "value", lambda cell: tell("a target cannot be negative ({value})", value=cell))
    refuse(path, frame, is_zero & (value > 0), "value",
           lambda cell: tell("the state says zero, the cell says {value}", value=cell))  # fmt: skip
    no_value = ~is_set & ~is_zero & value.notna()
    refuse(path, frame, no_value, "value",
           lambda cell: tell("the state says there is no target, the cell says {value}", value=cell))  # fmt: skip
    bound = frame["bound"].where(frame["bound"] != "", frame["no"].map(own["bound"])).where(is_set | is_zero, "")
    no_task = is_set & (value == 0) & ~bound.isin(CEILINGS)
    refuse(path, frame, no_task, "state",
           lambda state: tell("a target of 0 is no task; write the state zero, not {state}", state=state))  # fmt: skip
    value = value.where(~is_zero, 0.0) * _unit_factors(path, frame, own["unit"], settings)
    checked = frame.assign(bound=bound, value=value, unit=frame["no"].map(own["unit"]))
    return checked.sort_values("issued_on", na_position="first", kind="stable", ignore_index=True)


def _unit_factors(path: Path, frame: pd.DataFrame, own: pd.Series, settings: Settings) -> pd.Series:
    """How many of the indicator's unit one of each row's unit is."""
    wanted = frame["no"].map(own)
    given = frame["unit"].where(frame["unit"] != "", wanted)
    pairs = pd.DataFrame({"given": given, "wanted": wanted})
    factors = pairs.drop_duplicates()
    sizes = [settings.unit_factor(row.given, row.wanted) for row in rows_of(factors)]
    factors = factors.assign(factor=pd.Series(sizes, index=factors.index, dtype=float))
    found = pairs.merge(factors, how="left")["factor"].set_axis(frame.index).astype(float)
    refuse(path, frame, found.isna(), "unit",
           lambda unit: tell("the unit {unit} does not convert to the indicator's own", unit=repr(unit)))  # fmt: skip
    return found
