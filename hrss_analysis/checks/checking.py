"""Puts a quarter through every rule."""

from collections.abc import Callable, Iterator

import pandas as pd

from ..dataset import Dataset
from ..dataset.memory import of_its_plan
from ..dataset.names import area_name, indicator_name
from ..language import page_language, say, speaking
from ..measures.crossing import with_id
from ..vocabulary import Lang
from . import arrival, figure, past, together
from .facts import Facts, gather
from .rule import Rule, Told

FINDINGS = ["rule", "severity", "no", "area", "period", "value", "expected", "reporter", "message", "accepted"]
MESSAGES: dict[Lang, str] = {"zh": "message", "en": "message_en"}
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
        Columns ``rule severity no id area period value expected reporter message message_en
        accepted``, errors first. ``accepted`` are those in a cell that a person looked into
        and found right (``waivers.csv``): they are notes, whatever the rule's severity.

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
    columns = [*FINDINGS[:-2], *MESSAGES.values()]
    frame = pd.DataFrame(found, columns=columns).astype({"value": float, "expected": float}).assign(accepted=False)
    return with_id(ds, errors_first(_accepted(ds, period, frame)))


def errors_first(findings: pd.DataFrame) -> pd.DataFrame:
    """Findings with errors first, then warnings, otherwise in their order."""
    rank = findings["severity"].map({"error": 0, "warning": 1, "info": 2})
    return findings.iloc[rank.argsort(kind="stable")].reset_index(drop=True)


def spoken(findings: pd.DataFrame) -> pd.DataFrame:
    """Findings whose ``message`` is in the language that is spoken; those of a file were told in one language only."""
    column = MESSAGES[page_language()]
    return findings.assign(message=findings[column]) if column in findings else findings


def _apply(rule: Rule, facts: Facts) -> Iterator[tuple[object, ...]]:
    where, expected, told = rule.find(facts)
    cells = facts.cells.assign(expected=expected, at=facts.cells.index)[where.fillna(False).astype(bool)]
    for row in cells.to_dict("records"):
        said = [_message(facts.ds, row, told, lang) for lang in MESSAGES]
        cell = (row["no"], row["area"], facts.period, row["value"], row["expected"], row["reporter"])
        yield (rule.name, rule.severity, *cell, *said)


def _message(ds: Dataset, row: Told, told: Callable[[Told], str], lang: Lang) -> str:
    name, area = indicator_name(ds, row["no"], lang), area_name(ds, row["area"], lang)
    with speaking(lang):
        return say("{name}（{area}）{told}", name=name, area=area, told=told(row))


def _accepted(ds: Dataset, period: str, found: pd.DataFrame) -> pd.DataFrame:
    decided = ds.decisions(period)
    accepted = decided[decided["status"] == "accepted"].set_index(["period", "no", "area"])
    if accepted.empty or found.empty:
        return found
    keys = pd.MultiIndex.from_frame(found[["period", "no", "area"]])
    accepted = accepted[~accepted.index.duplicated(keep="last")]
    known = keys.isin(accepted.index)
    severity = found["severity"].where(~known, "info")
    said = {
        column: found[column].mask(known, _with_reasons(found[column], keys, accepted, lang))
        for lang, column in MESSAGES.items()
    }
    return found.assign(severity=severity, accepted=known, **said)


def _with_reasons(messages: pd.Series, cells: pd.MultiIndex, accepted: pd.DataFrame, lang: Lang) -> list[str]:
    reasons = accepted[["reason", "by"]].reindex(cells)
    with speaking(lang):
        return [
            say("{message}（已认可：{reason}，{by}）", message=message, reason=reason, by=by)
            for message, reason, by in zip(messages, reasons["reason"], reasons["by"], strict=True)
        ]
