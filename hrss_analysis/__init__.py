"""Judge and report a city's human-resources and social-security plan, quarter by quarter or month by month.

Examples
--------
>>> import hrss_analysis as hrss
>>> ds = hrss.open_dataset("data/national")
>>> hrss.progress(ds, "2024Q4")["status"].iloc[0]
'done'
"""

import lazy_loader

# What is public stands in __init__.pyi. It is imported when first asked for: pandas alone
# takes longer to import than `hrss --help` may take to answer.
__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
