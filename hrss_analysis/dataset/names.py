"""What indicators and areas are called in a language: what has no name in it keeps the Chinese one."""

from ..vocabulary import Lang
from .dataset import Dataset
from .memory import once


def indicator_name(ds: Dataset, no: int, lang: Lang) -> str:
    """An indicator's name; the Chinese one where it has no other.

    Examples
    --------
    >>> from hrss_analysis.dataset import open_dataset
    >>> indicator_name(open_dataset("data/wuxi"), 15, "en")
    'People supported to start businesses successfully'
    """
    indicator = ds.indicator(no)
    return (lang == "en" and indicator.name_en) or indicator.name


def area_name(ds: Dataset, area: str, lang: Lang) -> str:
    """An area's name; the Chinese one where it has no other."""
    if lang == "zh":
        return area
    return _areas_in_english(ds).get(area) or area


@once
def _areas_in_english(ds: Dataset) -> dict[str, str]:
    return dict(zip(ds.areas["area"], ds.areas["name_en"].fillna("").astype(str), strict=True))
