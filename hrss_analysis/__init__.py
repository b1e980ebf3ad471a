"""Judge and report a city's human-resources and social-security plan, quarter by quarter.

Examples
--------
>>> import hrss_analysis as hrss
>>> ds = hrss.open_dataset("data/national")
>>> hrss.progress(ds, "2024Q4")["status"].iloc[0]
'done'
"""

from importlib import import_module
from typing import TYPE_CHECKING

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
}  # fmt: skip
_ROOM_OF = {name: room for room, names in _ROOMS.items() for name in names}


def __getattr__(name: str) -> object:
    if name in (*_ROOMS, "display", "reports", "vocabulary", "periods"):
        return import_module(f".{name}", __name__)
    if name not in _ROOM_OF:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    found: object = getattr(import_module(f".{_ROOM_OF[name]}", __name__), name)
    globals()[name] = found
    return found


def __dir__() -> list[str]:
    return sorted([*globals(), *__all__])
