"""The periods that a text speaks of, as its year is told: by quarters or by months."""

from collections.abc import Iterator

from ...calendar import MONTH, QUARTER, Calendar, Period, year_of
from . import months, quarters
from .english import periods_in_chinese


def periods_in(text: str, calendar: Calendar) -> list[str]:
    """The periods a text names with their year, each once.

    Examples
    --------
    >>> periods_in("2024年1—9月完成情况", Calendar()), periods_in("2024年1—7月完成情况", Calendar())
    (['2024Q3'], [])
    >>> periods_in("2024年1—7月完成情况", Calendar(2024)), periods_in("2024年三季度", Calendar(2024))
    (['2024-07'], ['2024-09'])
    >>> periods_in("Return, July 2024", Calendar(2024))
    ['2024-07']
    """
    text = periods_in_chinese(text)
    found = [period for period in quarters.periods_in(text) if calendar.months_in(year_of(period)) == QUARTER]
    return list(dict.fromkeys([*found, *_months_in(text, calendar)]))


def _months_in(text: str, calendar: Calendar) -> Iterator[str]:
    if calendar.monthly_since is None:
        return
    for said in months.said_in(text):
        if said.year and said.month and calendar.months_in(said.year) == MONTH:
            yield str(calendar.of_year(said.year)[said.month - 1])


def fits(text: str, period: Period) -> bool:
    """Whether all that a text says of quarters, months and years is that period, or nothing.

    Examples
    --------
    >>> [fits(text, Calendar(2024).period("2024-07")) for text in ("1—7月", "7—9月", "三季度", "2023年", "计划完成情况")]
    [True, False, False, False, True]
    """
    text = periods_in_chinese(text)
    if period.months == QUARTER:
        years = quarters.years_in(text)
        if not (set(quarters.quarters_in(text)) <= {period.number} and (not years or period.year in years)):
            return False
    said = months.said_in(text)
    known = {one.year for one in said} - {None}
    off = any(
        one.month is not None and (one.month != period.end_month or one.year not in (None, period.year)) for one in said
    )
    off |= months.at_a_quarters_end(text) and period.end_month % QUARTER > 0
    return not off and (not known or period.year in known)


def no_period(text: str, *, by_month: bool) -> bool:
    """Whether a text speaks of months that are no period: 8月 where years are told by quarters, 7—9月 in any.

    Examples
    --------
    >>> no_period("8月快报", by_month=False), no_period("8月快报", by_month=True), no_period("7—9月", by_month=True)
    (True, False, True)
    """
    text = periods_in_chinese(text)
    return 0 in ([said.month for said in months.said_in(text)] if by_month else quarters.quarters_in(text))


def only_a_period(text: str, *, by_month: bool) -> bool:
    """Whether a text says a period and nothing else.

    Examples
    --------
    >>> only_a_period("前7个月", by_month=True), only_a_period("前7个月", by_month=False), only_a_period("1—9月", by_month=False)
    (True, False, True)
    """
    return (months if by_month else quarters).only_a_period(periods_in_chinese(text))
