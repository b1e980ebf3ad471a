"""Puts a quarter through every rule."""

from collections.abc import Iterator

import pandas as pd

from ..dataset import Dataset
from ..dataset.memory import of_its_plan
from ..measures.crossing import with_id
from . import arrival, figure, past, together
from .facts import Facts, gather
from .rule import Rule

FINDINGS = ["rule", "severity", "no", "area", "period", "value", "expected", "reporter", "message", "accepted"]
RULES = [*figure.RULES, *past.RULES, *together.RULES, *arrival.RULES]


@of_its_plan
def check(ds: Dataset, period: str, as_of: str | pd.Timestamp | None = None) -> pd.DataFrame:
    """Check every figure of a quarter against all it can be held against.

    Parameters
    ----------
    ds
        The dataset.
    period
        The quarter; its year needs targets.
    as_of
        Check the record as it stood then.

    Returns
    -------
    pandas.DataFrame
        Columns ``rule severity no id area period value expected reporter message accepted``,
        errors first. ``accepted`` are those in a cell that a person looked into and
        found right (``waivers.csv``): they are notes, whatever the rule's severity.

    Raises
    ------
    UsageError
        If the period is not a quarter, or its year has no targets.

    Examples
    --------
    >>> from hrss_analysis.dataset import open_dataset
    >>> found = check(open_dataset("data/wuxi"), "2024Q1")
    >>> found["severity"].eq("error").sum().item(), (found["rule"] == "revised").sum().item()
    (0, 1)
    """
    facts = gather(ds, period, as_of)
    found = [finding for rule in RULES for finding in _apply(rule, facts)]
    frame = pd.DataFrame(found, columns=FINDINGS).astype({"value": float, "expected": float, "accepted": bool})
    return with_id(ds, errors_first(_accepted(ds, period, frame)))


def errors_first(findings: pd.DataFrame) -> pd.DataFrame:
    """Findings with errors first, then warnings, otherwise in their order."""
    rank = findings["severity"].map({"error": 0, "warning": 1, "info": 2})
    return findings.iloc[rank.argsort(kind="stable")].reset_index(drop=True)


def _apply(rule: Rule, facts: Facts) -> Iterator[tuple[object, ...]]:
    where, expected, say = rule.find(facts)
    cells = facts.cells.assign(expected=expected, at=facts.cells.index)[where.fillna(False).astype(bool)]
    for row in cells.to_dict("records"):
        message = f"{row['name']}（{row['area']}）{say(row)}"
        yield (
            rule.name,
            rule.severity,
            row["no"],
            row["area"],
            facts.period,
            row["value"],
            row["expected"],
            row["reporter"],
            message,
            False,
        )


def _accepted(ds: Dataset, period: str, found: pd.DataFrame) -> pd.DataFrame:
    decided = ds.decisions(period)
    accepted = decided[decided["status"] == "accepted"].set_index(["period", "no", "area"])
    if accepted.empty or found.empty:
        return found
    keys = pd.MultiIndex.from_frame(found[["period", "no", "area"]])
    accepted = accepted[~accepted.index.duplicated(keep="last")]
    known = keys.isin(accepted.index)
    notes = [
        f"（已认可：{accepted.loc[key, 'reason']}，{accepted.loc[key, 'by']}）" if yes else ""
        for key, yes in zip(keys, known, strict=True)
    ]
    severity, message = found["severity"].where(~known, "info"), found["message"] + notes
    return found.assign(severity=severity, message=message, accepted=known)
