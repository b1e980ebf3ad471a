"""Judge and report a city's human-resources and social-security plan, quarter by quarter.

Examples
--------
>>> import hrss_analysis as hrss
>>> ds = hrss.open_dataset("data/national")
>>> hrss.progress(ds, "2024Q4")["status"].iloc[0]
'done'
"""

from typing import TYPE_CHECKING

from .lazily import lazily

if TYPE_CHECKING:
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

# Read when first asked for: pandas takes longer to import than `hrss --help` may take to answer.
_ROOMS = {
    "actuals": ("check", "completeness"),
    "dataset": ("Dataset", "open_dataset"),
    "errors": ("HrssError", "InputError", "UsageError"),
    "measures": (
        "backtest", "changes", "contributions", "dispersion", "figures", "funnel", "history", "of_area", "overall",
        "progress", "project", "ranking", "target_shares",
    ),
    "plan": ("check_plan",),
    **dict.fromkeys(("display", "periods", "reports", "vocabulary"), ()),
}  # fmt: skip

__getattr__, __dir__ = lazily(__name__, _ROOMS)
