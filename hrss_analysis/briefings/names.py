"""The language of the page, and names in it: what has none in it keeps the Chinese one."""

from collections.abc import Iterable

from ..dataset import Dataset
from ..dataset.names import area_name, indicator_name
from ..language import listed, page_language, say, speak

__all__ = ["area", "areas", "in_chinese", "indicator", "indicators", "say", "speak"]


def indicator(ds: Dataset, no: int) -> str:
    """An indicator's name.

    Examples
    --------
    >>> from hrss_analysis.dataset import open_dataset
    >>> from hrss_analysis.language import speaking
    >>> ds = open_dataset("data/wuxi")
    >>> with speaking("en"):
    ...     indicator(ds, 15), area(ds, "江阴")
    ('People supported to start businesses successfully', 'Jiangyin')
    """
    return indicator_name(ds, no, page_language())


def area(ds: Dataset, name: str) -> str:
    """An area's name."""
    return area_name(ds, name, page_language())


def in_chinese() -> dict[str, object]:
    """What an element says of itself whose words are Chinese, on a page in another language."""
    return {} if page_language() == "zh" else {"lang": "zh"}


def indicators(ds: Dataset, numbers: Iterable[int], *, more: bool = False) -> str:
    """Some indicators' names beside each other; `more` says that there are others."""
    return listed((indicator(ds, no) for no in numbers), more=more)


def areas(ds: Dataset, names: Iterable[str], *, more: bool = False) -> str:
    """Some areas' names beside each other; `more` says that there are others."""
    return listed((area(ds, name) for name in names), more=more)
