"""The record of actuals on disk: one file per period, written whole."""

import pandas as pd

from ..dataset import Dataset, write_table
from ..dataset.layout import actuals_file
from ..dataset.schema import ACTUALS

_NAMES = [column.name for column in ACTUALS]


def replace_simulated(ds: Dataset, rows: pd.DataFrame) -> list[str]:
    """Put simulated rows in the place of those simulated before.

    Rows that were reported or published are kept as they are, first in each
    file; simulated rows of periods not among the new ones are kept too.

    Parameters
    ----------
    ds
        The dataset whose files to write.
    rows
        The columns of an actuals file and ``period``.

    Returns
    -------
    list of str
        The periods written, in order.
    """
    kept = ds.record()
    for period, new in rows.groupby("period", sort=True):
        real = kept[(kept["period"] == period) & (kept["origin"] != "simulated")]
        write_table(pd.concat([real[_NAMES], new[_NAMES]]), actuals_file(ds.path, str(period)))
    return sorted(rows["period"].unique())
