"""Importing a document: read it and prove it."""

from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from .annexes import read_plan
from .arithmetic import check_tables
from .document import read_document
from .findings import Finding, findings_frame
from .narrative import read_narrative
from .reconcile import check_annexes
from .tables import definitions_frame, indicators_frame, targets_frame


@dataclass(frozen=True)
class Imported:
    """A document's tables and the findings about them.

    ``city`` is the area that is the whole; ``year`` the plan's year and ``issued_on``
    its date, if the document says them.
    """

    indicators: pd.DataFrame
    targets: pd.DataFrame
    definitions: pd.DataFrame
    findings: pd.DataFrame
    city: str
    year: int | None
    issued_on: str = ""

    @property
    def texts(self) -> dict[str, str]:
        """The official definition of each number."""
        return dict(zip(self.definitions["no"].astype(str), self.definitions["definition"], strict=True))

    @property
    def failed(self) -> bool:
        """Whether the tables contradict each other or could not be read."""
        return bool((self.findings["severity"] == "error").any())


def import_plan(path: str | Path) -> Imported:
    """Read a plan document and prove its tables against each other.

    Parameters
    ----------
    path
        A ``.txt`` or ``.docx`` file.

    Returns
    -------
    Imported
        ``indicators`` (the columns of a dataset's ``indicators.csv`` that the
        document gives, and what was inferred from it), ``targets`` (``no area state
        bound value unit raw``), ``definitions`` (``no name definition part_of``) and
        ``findings`` (``rule severity where message``). With an error among the
        findings the other tables are not to be used.

    Raises
    ------
    InputError
        If the file cannot be opened or decoded.
    """
    plan = read_plan(read_document(path))
    told = read_narrative(plan)
    indicators = indicators_frame(plan, told)
    targets = targets_frame(plan, indicators)
    city = plan.breakdown[0].targets[0].area if plan.breakdown and plan.breakdown[0].targets else ""
    findings: list[Finding] = [*plan.findings, *check_annexes(plan, told)]
    findings += check_tables(_as_read(indicators), targets, city)
    definitions = definitions_frame(plan)
    return Imported(indicators, targets, definitions, findings_frame(findings), city, plan.year or None, plan.issued_on)


def _as_read(indicators: pd.DataFrame) -> pd.DataFrame:
    """With the types that a dataset's own table has."""
    parts = pd.to_numeric(indicators["part_of"], errors="coerce").astype("Int64")
    return indicators.assign(part_of=parts, additive=indicators["additive"] == "true")
