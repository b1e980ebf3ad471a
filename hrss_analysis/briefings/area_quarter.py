"""One area's quarter."""

from collections.abc import Mapping
from dataclasses import replace

from ..dataset import Dataset, Slice
from .report import AREA, PERIOD, Reads, Report, area_slug, until


def _of_area(ds: Dataset, given: Mapping[str, str]) -> Reads:
    # its share of the targets is held against its usual share, and so against all targets
    return replace(until(ds, given), of=Slice(areas=frozenset([given["area"]])), all_targets=True)


REPORT = Report(
    "area_quarter",
    "one area's quarter",
    (AREA, PERIOD),
    lambda ds, given: f"area-{area_slug(ds, given['area'])}.html",
    lambda _ds, given: given["area"],
    "分地区",
    _of_area,
    place=20,
)
