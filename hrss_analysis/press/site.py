"""The index: what was expected, what was made, what failed, what is missing."""

import hashlib
import json
import re
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from typing import Any

from ..paper.pages import css, js, template
from ..writing import write_text
from .editions import Edition, Lights
from .jobs import DOCUMENTS, Job

STATES = {"done": "已生成", "stale": "已过期", "failed": "生成失败", "missing": "未生成"}
_MADE_FROM = re.compile(r'<meta name="hrss-made-from" content="([^"]*)">')
HEAD = 2_000  # characters of a page within which it says what it was made from


@dataclass(frozen=True)
class Entry:
    """One line of a period's index.

    ``lights`` counts them where a page is about an area or a department; ``documents`` are the same
    content on paper, by what each is called.
    """

    output: str
    heading: str
    group: str
    state: str
    error: str | None
    lights: Mapping[Hashable, Any] | None = None
    documents: Mapping[str, str] = field(default_factory=dict)


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


def with_known_keys(jobs: Iterable[Job]) -> list[Job]:
    """Jobs with the keys that were found out before, where nothing has changed since that they may be made from."""
    entries = cache(lambda folder: {entry["output"]: entry for entry in read_account(folder).get("jobs", [])})

    def known(job: Job) -> Job:
        entry = entries(job.output.parent).get(job.output.name, {})
        return replace(job, known=entry["key"]) if entry.get("inputs") and entry["inputs"] == job.inputs else job

    return [known(job) for job in jobs]


def write_period_index(folder: Path, edition: Edition) -> None:
    """List the reports expected for a time beside those that were made; an index that says just that is left alone."""
    account = read_account(folder)
    made = {entry["output"]: entry for entry in account["jobs"]}
    expected = {job.output.name: job for job in with_known_keys(edition.expected.values())}
    edition = replace(edition, expected=expected)
    names = dict.fromkeys([*expected, *made])
    states = {name: _state(expected.get(name), made.get(name), folder / name) for name in names}
    says = _says(edition, [states, {name: _documents(folder / name) for name in names}])
    if account.get("says") == says and (folder / "index.html").is_file():
        return
    lights, simulated = edition.lights(), edition.simulated()
    entries = [_entry(edition, made.get(name), folder / name, lights) for name in names]
    html = template("period.html.j2").render(
        css=css(), js=js(), title=edition.title, period=edition.when, entries=entries, states=STATES,
        counts={state: sum(entry.state == state for entry in entries) for state in STATES}, simulated=simulated,
        lights=lights, links=edition.links,
    )  # fmt: skip
    write_text(html, folder / "index.html")
    account |= {
        "title": edition.title,
        "when": edition.when,
        "expected": list(expected),
        "simulated": simulated,
        "states": {entry.output: entry.state for entry in entries},
        "says": says,
    }
    write_text(json.dumps(account, ensure_ascii=False, indent=1) + "\n", folder / "run.json")


def _says(edition: Edition, found: object) -> str:
    """A digest of all that an index says: the reports that it expects, how they stand, and what is beside them."""
    names = [(name, job.heading, job.group) for name, job in edition.expected.items()]
    return hashlib.sha256(repr((edition.digest, names, found)).encode()).hexdigest()[:16]


def states(folder: Path, edition: Edition) -> dict[str, str]:
    """Of every report expected for a time, and every other that was made, how it stands now."""
    made = {entry["output"]: entry for entry in read_account(folder)["jobs"]}
    names = dict.fromkeys([*edition.expected, *made])
    return {name: _state(edition.expected.get(name), made.get(name), folder / name)[0] for name in names}


def write_root_index(root: Path) -> None:
    """List every folder of pages under `root`."""
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
                "period": account.get("when", account["period"]),
                "href": f"{account['dataset']}/{account['period']}/index.html",
                "expected": len(names),
                "simulated": account["simulated"],
                **counts,
            }
        )
    lines.sort(key=lambda line: (line["title"], line["when"]))
    write_text(template("root.html.j2").render(css=css(), js=js(), lines=lines), root / "index.html")


def _entry(edition: Edition, made: dict[str, Any] | None, page: Path, lights: Lights) -> Entry:
    """What there is of one report: the account says how the last attempt ended, the page what it was made from."""
    job = edition.expected.get(page.name)
    report = job.report if job else (made or {})["report"]
    heading = job.heading if job else (made or {})["heading"]
    group = job.group if job else edition.groups.get(report, "")
    state, error = _state(job, made, page)
    return Entry(page.name, heading, group, state, error, lights.get((report, heading)), _documents(page))


def _documents(page: Path) -> dict[str, str]:
    """The documents that stand beside a page, by what each is called."""
    beside = {name: page.with_suffix(suffix) for name, suffix in DOCUMENTS.items()}
    return {name: file.name for name, file in beside.items() if file.is_file()}


def _state(job: Job | None, made: dict[str, Any] | None, page: Path) -> tuple[str, str | None]:
    if not page.is_file():
        return "missing", None
    if made is not None and made["status"] == "failed" and not made_from(page):
        return "failed", made["error"]
    if job is not None and made_from(page) != job.made_from:
        return "stale", None
    return "done", None
