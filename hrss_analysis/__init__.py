"""Judge and report a city's human-resources and social-security plan, quarter by quarter.

Examples
--------
>>> import hrss_analysis as hrss
>>> ds = hrss.open_dataset("data/national")
>>> hrss.progress(ds, "2024Q4")["status"].iloc[0]
'done'
"""

from .actuals import check, completeness
from .dataset import Dataset, open_dataset
from .errors import HrssError, InputError, UsageError
from .measures import (
    backtest,
    changes,
    contributions,
    dispersion,
    figures,
    funnel,
    history,
    of_area,
    overall,
    progress,
    project,
    ranking,
    target_shares,
)
from .plan import check_plan

__all__ = [
    "Dataset",
    "HrssError",
    "InputError",
    "UsageError",
    "backtest",
    "changes",
    "check",
    "check_plan",
    "completeness",
    "contributions",
    "dispersion",
    "figures",
    "funnel",
    "history",
    "of_area",
    "open_dataset",
    "overall",
    "progress",
    "project",
    "ranking",
    "target_shares",
]
