"""A dataset that is to be simulated by months, though its ``dataset.toml`` does not say so yet."""

import tomllib
from dataclasses import replace

from ..calendar import MONTH, Calendar, parse_period, year_of
from ..dataset import Dataset
from ..dataset.folder import Folder
from ..errors import InputError
from ..messages import tell


def told_by(ds: Dataset, cadence: str | None, start: str, end: str) -> tuple[Dataset, str]:
    """A dataset whose years from one period to another are told by quarters, or by months.

    Where ``dataset.toml`` has no table ``[calendar]``, years can be told by months from the
    first one on. Those before that have figures stay told by quarters: of their months nothing is known.

    Parameters
    ----------
    ds
        The dataset.
    cadence
        ``quarter`` or ``month``; None for the dataset's own.
    start, end
        First and last period.

    Returns
    -------
    Dataset
        As it will be.
    str
        The table that makes it so, to be put behind the text of ``dataset.toml``; blank for none.

    Raises
    ------
    InputError
        If the dataset tells one of these years otherwise, and says so.

    Examples
    --------
    >>> from hrss_analysis.dataset import open_dataset
    >>> ds, table = told_by(open_dataset("data/wuxi"), "month", "2022-01", "2024-12")
    >>> ds.periods_until("2024-02"), table.split()
    (['2024-01', '2024-02'], ['[calendar]', 'cadence', '=', '"month"', 'since', '=', '2022'])
    """
    first, last = parse_period(start).year, parse_period(end).year
    other = [year for year in range(first, last + 1) if (ds.calendar.months_in(year) == MONTH) != (cadence == "month")]
    if cadence is None or not other:
        return ds, ""
    file = ds.path / "dataset.toml"
    if cadence != "month" or "calendar" in tomllib.loads(file.read_text(encoding="utf-8-sig")):
        raise InputError(
            tell(
                "{file}: [calendar] tells {year} by quarters, and it was to be simulated by months; "
                "change the table, or simulate without --cadence",
                file=file, year=other[0],
            )
            if cadence == "month"
            else tell(
                "{file}: [calendar] tells {year} by months, and it was to be simulated by quarters; "
                "change the table, or simulate without --cadence",
                file=file, year=other[0],
            )
        )  # fmt: skip
    since = first if any(year_of(period) < first for period in ds.periods) else None
    table = "[calendar]\n" + 'cadence = "month"\n' + (f"since = {since}\n" if since else "")
    return _with_calendar(ds, Calendar(since or 0)), table


def _with_calendar(ds: Dataset, calendar: Calendar) -> Dataset:
    """The dataset as if its settings had this calendar."""
    settings = ds.folder.settings
    later = {year: replace(own, calendar=calendar) for year, own in settings.later.items()}
    return Dataset(Folder(ds.path, replace(settings, calendar=calendar, later=later)))
