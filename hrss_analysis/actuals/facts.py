"""What the rules of data quality look at: each cell's figure beside all it can be held against."""

from dataclasses import dataclass

import pandas as pd

from ..dataset import Dataset
from ..periods import end_of, is_due, last_year_end, parse_period

KEYS = ["no", "area"]


@dataclass(frozen=True)
class Facts:
    """A quarter's cells with their neighbours.

    ``cells`` has one row per cell of the target table or figure reported: ``no area
    name unit kind bound additive part_of due state target value numerator denominator
    reporter submitted_at before a_year_ago before_a_year_ago year_end``: ``before`` is
    the quarter before (within the year for counts), ``year_end`` last year's end.
    ``record`` are all rows submitted for the quarter, revisions and all.
    """

    ds: Dataset
    period: str
    cells: pd.DataFrame
    record: pd.DataFrame

    def beside(self, name: str, column: str = "part_of") -> pd.Series:
        """By row, the value of `name` in the same area for the indicator named in `column`."""
        values = self.cells.set_index(KEYS)[name]
        keys = pd.MultiIndex.from_arrays([self.cells[column].fillna(-1).astype(int), self.cells["area"]])
        return pd.Series(values.reindex(keys).to_numpy(), index=self.cells.index)


def gather(ds: Dataset, period: str, as_of: str | pd.Timestamp | None = None) -> Facts:
    """Put a quarter's figures beside all they can be held against."""
    quarter = parse_period(period)
    about = ds.indicators.set_index("no")[
        ["name", "unit", "kind", "bound", "additive", "part_of", "frequency", "definition"]
    ]
    targets = ds.targets(quarter.year, as_of)[[*KEYS, "state", "value"]].rename(columns={"value": "target"})
    now = ds.actuals(as_of, [period])[[*KEYS, "value", "numerator", "denominator", "reporter", "submitted_at"]]
    cells = targets.merge(now, on=KEYS, how="outer")
    cells = cells.merge(about, left_on="no", right_index=True)
    cells["due"] = cells["frequency"].isin(
        [name for name in about["frequency"].unique() if is_due(name, quarter.quarter)]
    )
    back = {
        "before": quarter - 1,
        "a_year_ago": quarter - 4,
        "before_a_year_ago": quarter - 5,
        "year_end": last_year_end(quarter),
    }
    found = ds.actuals(as_of, [str(other) for other in back.values()])
    for name, other in back.items():
        then = found.loc[found["period"] == str(other), [*KEYS, "value"]].rename(columns={"value": name})
        cells = cells.merge(then, on=KEYS, how="left")
    first = quarter.quarter == 1
    is_flow = cells["kind"] == "flow"
    if first:
        # a count starts anew in January: there is nothing before its first quarter
        cells.loc[is_flow, ["before", "before_a_year_ago"]] = float("nan")
    record = ds.record([period])
    if as_of is not None:
        record = record[record["submitted_at"].isna() | (record["submitted_at"] <= end_of(as_of))]
    ordered = cells.sort_values(
        KEYS, key=lambda key: key if key.name == "no" else key.map(list(ds.areas["area"]).index)
    )
    return Facts(ds, period, ordered.reset_index(drop=True), record)
