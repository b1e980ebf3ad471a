"""The index: what was expected, what was made, what failed, what is missing."""

import json
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ..dataset import Dataset, open_dataset, write_text
from ..display.labels import quarter_label
from .jobs import Job, plan
from .render import css, template

STATES = {"done": "已生成", "stale": "已过期", "failed": "生成失败", "missing": "未生成"}
_MADE_FROM = re.compile(r'<meta name="hrss-made-from" content="([^"]*)">')
HEAD = 2_000  # characters of a page within which it says what it was made from


@dataclass(frozen=True)
class Entry:
    """One line of a period's index."""

    output: str
    heading: str
    state: str
    error: str | None


def made_from(page: Path) -> str:
    """What a page says it was made from; blank if it is not there, or is no report."""
    try:
        with page.open(encoding="utf-8") as file:
            found = _MADE_FROM.search(file.read(HEAD))
    except (OSError, UnicodeDecodeError):
        return ""
    return found[1] if found else ""


def read_account(folder: Path) -> dict[str, Any]:
    """A period's ``run.json``; empty where there is none."""
    try:
        account = json.loads((folder / "run.json").read_text(encoding="utf-8"))
    except (FileNotFoundError, ValueError):  # a damaged account is made anew
        return {}
    return account if isinstance(account, dict) and isinstance(account.get("jobs"), list) else {}


def write_period_index(folder: Path, dataset: Path) -> None:
    """List the reports expected for a period beside those that were made."""
    account = read_account(folder)
    ds = open_dataset(dataset)
    period = account["period"]
    made = {entry["output"]: entry for entry in account["jobs"]}
    expected = {job.output.name: job for job in plan(ds, [period], folder.parents[1])} if "Q" in period else {}
    names = dict.fromkeys([*expected, *made])
    entries = [_entry(expected.get(name), made.get(name), folder / name) for name in names]
    simulated = "Q" in period and bool((ds.record(_since_last_year(ds, period))["origin"] == "simulated").any())
    html = template("period.html.j2").render(
        css=css(), title=ds.settings.title, period=quarter_label(period), entries=entries, states=STATES,
        counts={state: sum(entry.state == state for entry in entries) for state in STATES}, simulated=simulated,
    )  # fmt: skip
    write_text(html, folder / "index.html")
    write_text(
        json.dumps({**account, "title": ds.settings.title, "expected": list(expected), "simulated": simulated, "states": {entry.output: entry.state for entry in entries}}, ensure_ascii=False, indent=1) + "\n",
        folder / "run.json",
    )


def _since_last_year(ds: Dataset, period: str) -> list[str]:
    """The quarters a period's lights rest on: this year's so far, and last year's end."""
    return [name for name in ds.periods if f"{int(period[:4]) - 1}Q4" <= name <= period]


def write_root_index(root: Path) -> None:
    """List every dataset and period under `root`."""
    lines: list[dict[str, Any]] = []
    for file in sorted(root.glob("*/*/run.json"), reverse=True):
        account = read_account(file.parent)
        if not {"expected", "title", "period", "dataset", "simulated", "states"} <= set(account):
            continue
        states = account["states"]
        names = dict.fromkeys([*account["expected"], *states])
        counts = {state: sum(states.get(name, "missing") == state for name in names) for state in STATES}
        lines.append(
            {
                "title": account["title"],
                "when": account["period"],
                "period": quarter_label(account["period"]),
                "href": f"{account['dataset']}/{account['period']}/index.html",
                "expected": len(names),
                "simulated": account["simulated"],
                **counts,
            }
        )
    lines.sort(key=lambda line: (line["title"], line["when"]))
    write_text(template("root.html.j2").render(css=css(), lines=lines), root / "index.html")


def _entry(job: Job | None, made: dict[str, Any] | None, page: Path) -> Entry:
    """What there is of one report: the account says how the last attempt ended, the page what it was made from."""
    heading = job.heading if job else (made or {})["heading"]
    if not page.is_file():
        return Entry(page.name, heading, "missing", None)
    if made is not None and made["status"] == "failed" and not made_from(page):
        return Entry(page.name, heading, "failed", made["error"])
    if job is not None and made_from(page) != job.made_from:
        return Entry(page.name, heading, "stale", None)
    return Entry(page.name, heading, "done", None)
