"""The index: what was expected, what was made, what failed, what is missing."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ..dataset import open_dataset, write_text
from ..display.labels import quarter_label
from ..measures import history
from .jobs import plan
from .render import css, template

STATES = {"done": "已生成", "failed": "生成失败", "missing": "未生成"}


@dataclass(frozen=True)
class Entry:
    """One line of a period's index."""

    output: str
    heading: str
    state: str
    error: str | None


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
    expected = {job.output.name: job.heading for job in plan(ds, [period], folder.parents[1])} if "Q" in period else {}
    names = dict.fromkeys([*expected, *made])
    entries = [_entry(name, expected, made.get(name), folder) for name in names]
    simulated = "Q" in period and bool((history(ds, period)["origin"] == "simulated").any())
    html = template("period.html.j2").render(
        css=css(), title=ds.settings.title, period=quarter_label(period), entries=entries, states=STATES,
        counts={state: sum(entry.state == state for entry in entries) for state in STATES}, simulated=simulated,
    )  # fmt: skip
    write_text(html, folder / "index.html")
    write_text(
        json.dumps({**account, "title": ds.settings.title, "expected": list(expected), "simulated": simulated}, ensure_ascii=False, indent=1) + "\n",
        folder / "run.json",
    )


def write_root_index(root: Path) -> None:
    """List every dataset and period under `root`."""
    lines: list[dict[str, Any]] = []
    for file in sorted(root.glob("*/*/run.json"), reverse=True):
        account = read_account(file.parent)
        if not {"expected", "title", "period", "dataset", "simulated"} <= set(account):
            continue
        states = {entry["output"]: entry["status"] for entry in account["jobs"]}
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


def _entry(name: str, expected: dict[str, str], made: dict[str, Any] | None, folder: Path) -> Entry:
    if made is None or not (folder / name).is_file():
        return Entry(name, expected.get(name) or (made or {})["heading"], "missing", None)
    return Entry(name, made["heading"], made["status"], made["error"])
