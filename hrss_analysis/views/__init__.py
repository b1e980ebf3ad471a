"""Pictures of a selection: indicators, areas and quarters in, a chart with its finding out.

Each is a plain function of a dataset, for a notebook or a script; ``explorer`` only
chooses their arguments.

Examples
--------
>>> import hrss_analysis as hrss
>>> view = hrss.views.trend(hrss.open_dataset("data/national"), 1, since="2023-01", until="2025-12", lang="en")
>>> view.title
'New urban jobs created, China: 1,267 × 10,000 persons at the end of December 2025, year on year +0.9%'
"""

from .distribution import distribution
from .heat_map import heat_map
from .projection import projection
from .ranking import ranking
from .scatter import scatter
from .shares import shares
from .trend import trend
from .view import Nothing, View

__all__ = [
    "Nothing",
    "View",
    "distribution",
    "heat_map",
    "projection",
    "ranking",
    "scatter",
    "shares",
    "trend",
]
