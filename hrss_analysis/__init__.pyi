from . import actuals, dataset, display, measures, periods, plan, reports, vocabulary
from .actuals import check, completeness
from .dataset import Dataset, open_dataset
from .errors import HrssError, InputError, UsageError
from .measures import (
    backtest,
    changes,
    contributions,
    dispersion,
    figures,
    full_backtest,
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
    "actuals",
    "backtest",
    "changes",
    "check",
    "check_plan",
    "completeness",
    "contributions",
    "dataset",
    "dispersion",
    "display",
    "figures",
    "full_backtest",
    "funnel",
    "history",
    "measures",
    "of_area",
    "open_dataset",
    "overall",
    "periods",
    "plan",
    "progress",
    "project",
    "ranking",
    "reports",
    "target_shares",
    "vocabulary",
]
