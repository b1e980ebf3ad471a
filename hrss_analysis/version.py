"""Which release this is; the number itself stands in pyproject.toml."""

from importlib.metadata import version

__version__ = version("hrss_analysis")
