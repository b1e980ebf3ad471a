"""What one file says: who sent it, for which period, and its figures."""

from dataclasses import dataclass

import pandas as pd

VERSION = "1"  # of the template
HINT = ("只填底色", "Fill in only the pale")  # how the template's line on filling in begins
NOTES = ("填报说明", "How to fill in")  # the sheet of the template that explains it
ORIENTATION = (  # columns the template has for orientation only
    "全年目标", "上期末", "去年同期", "上年序号", "Targetoftheyear", "Periodbefore", "Ayearago", "No.lastyear",
)  # fmt: skip
COLUMNS = ["no", "area", "value", "numerator", "denominator", "flag", "note", "place"]


@dataclass(frozen=True)
class Problem:
    """Something in a file that has to be mended, or to be known.

    ``severity`` is ``error``, ``warning`` or ``info``; ``place`` is the sheet and cell.
    """

    rule: str
    severity: str
    place: str
    message: str
    no: int | None = None
    area: str = ""


@dataclass(frozen=True)
class Submission:
    """One file as it was understood.

    ``rows`` has the columns ``no area value numerator denominator flag note place``, the
    figures in the indicators' own units; ``period`` and ``sender`` are blank where they
    could not be told, which is then among the ``problems``.
    """

    file: str
    sha256: str
    period: str
    sender: str
    rows: pd.DataFrame
    problems: tuple[Problem, ...]

    @property
    def key(self) -> str:
        """The short name of the file's content, by which the record refers to it."""
        return self.sha256[:16]
