"""What a proof found: one row per finding, with where it is and what to do."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass

import pandas as pd

SEVERITIES = ("error", "warning", "info")
COLUMNS = ["rule", "severity", "where", "message"]


@dataclass(frozen=True)
class Finding:
    """One finding.

    ``severity`` is ``error`` (tables contradict each other or cannot be read),
    ``warning`` (wording differs, something to look at) or ``info`` (structure
    worth knowing). ``message`` is for the clerk who mends it, in the language that is spoken.
    """

    rule: str
    severity: str
    where: str
    message: str


def findings_frame(findings: Iterable[Finding]) -> pd.DataFrame:
    """Findings as a frame, errors first: columns ``rule severity where message``.

    Examples
    --------
    >>> findings_frame([Finding("a", "info", "x", "y"), Finding("b", "error", "x", "y")])["rule"].tolist()
    ['b', 'a']
    """
    ordered = sorted(dict.fromkeys(findings), key=lambda finding: SEVERITIES.index(finding.severity))
    return pd.DataFrame([asdict(finding) for finding in ordered], columns=COLUMNS, dtype=str)
