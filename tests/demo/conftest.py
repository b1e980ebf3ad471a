"""The country's series told by quarters alone, and with months between that are known here."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from hrss_analysis import Dataset, figures, open_dataset
from hrss_analysis.calendar import MONTH, QUARTER, Period, column, of_year
from hrss_analysis.writing import write_table, write_text

REACHED = (0.5, 0.7, 1.0)  # what share of each quarter's increment is made by each month's end


def _written(folder: Path, national: Dataset, calendar: str) -> None:
    write_text(f'title = "例"\ncity = "{national.city}"\n{calendar}', folder / "dataset.toml")
    write_table(national.areas, folder / "areas.csv")
    asked = ["no", "name", "unit", "kind", "bound", "pace", "frequency"]
    write_table(national.indicators[asked], folder / "indicators.csv")


def _at_quarters_ends(national: Dataset) -> pd.DataFrame:
    rows = figures(national, national.periods)[["no", "area", "period", "value", "origin"]]
    return rows[column(rows["period"], "end_month") % QUARTER == 0]


def _quarter(period: Period) -> Period:
    return of_year(period.year)[period.end_month // QUARTER - 1]


@pytest.fixture(scope="session")
def rhythm_of_quarters(national, tmp_path_factory) -> Dataset:
    """The quarters' ends alone."""
    folder = tmp_path_factory.mktemp("like") / "quarters"
    _written(folder, national, "")
    for period, rows in _at_quarters_ends(national).groupby("period"):
        write_table(rows.drop(columns="period"), folder / f"actuals/{_quarter(national.calendar.period(period))}.csv")
    return open_dataset(folder)


@pytest.fixture(scope="session")
def rhythm_of_months(national, tmp_path_factory) -> Dataset:
    """The same with months between, half of a quarter's increment in its first."""
    folder = tmp_path_factory.mktemp("like") / "months"
    _written(folder, national, '[calendar]\ncadence = "month"\n')
    kind = national.indicators.set_index("no")["kind"]
    ends = {national.calendar.period(period): rows for period, rows in _at_quarters_ends(national).groupby("period")}
    for period, rows in ends.items():
        quarter = _quarter(period)
        before = next((own for other, own in ends.items() if _quarter(other) == quarter.previous), rows.head(0))
        start = before.set_index("no")["value"].reindex(rows["no"]).to_numpy()
        start = np.where((rows["no"].map(kind) == "flow") & quarter.is_first, 0, start)
        for back, reached in zip((2, 1, 0), REACHED, strict=True):
            month = Period(period.year, period.end_month - back, MONTH)
            told = rows.assign(value=start + (rows["value"] - start) * reached if back else rows["value"])
            write_table(told.drop(columns="period").dropna(subset="value"), folder / f"actuals/{month}.csv")
    return open_dataset(folder)
