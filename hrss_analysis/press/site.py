"""The index: what was expected, what was made, what failed, what is missing."""

import hashlib
import json
import re
from collections import Counter
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from typing import Any

from ..language import ending, in_language, language_of_file, say, speaking
from ..paper.pages import css, js, template
from ..writing import write_text
from .editions import Edition, Lights
from .jobs import DOCUMENTS, Job

STATES = ("done", "stale", "failed", "missing")
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
    with speaking(edition.lang):
        _write_period_index(folder, edition)


def _write_period_index(folder: Path, edition: Edition) -> None:
    account = read_account(folder)
    made = _made(account, edition)
    expected = {job.output.name: job for job in with_known_keys(edition.expected.values())}
    edition = replace(edition, expected=expected)
    names = dict.fromkeys([*expected, *made])
    states = {name: _state(expected.get(name), made.get(name), folder / name) for name in names}
    says = _says(edition, [states, {name: _documents(folder / name) for name in names}])
    index = folder / in_language("index.html")
    if _own(account, edition.lang).get("says") == says and index.is_file():
        return
    lights, simulated = edition.lights(), edition.simulated()
    entries = [_entry(edition, made.get(name), folder / name, lights) for name in names]
    html = template("period.html.j2").render(
        css=css(), js=js(), title=edition.title, period=edition.when, entries=entries, states=states_said(),
        counts=_counted(entries), simulated=simulated, lights=lights, links=edition.links,
    )  # fmt: skip
    write_text(html, index)
    told = {
        "title": edition.title,
        "when": edition.when,
        "expected": list(expected),
        "simulated": simulated,
        "states": {entry.output: entry.state for entry in entries},
        "says": says,
    }
    # what is told in another language stands beside it
    account |= told if edition.lang == "zh" else {edition.lang: told}
    write_text(json.dumps(account, ensure_ascii=False, indent=1) + "\n", folder / "run.json")


def _made(account: Mapping[str, Any], edition: Edition) -> dict[str, Any]:
    """What was made of a language's pages, by their names."""
    own = (entry for entry in account["jobs"] if language_of_file(entry["output"]) == edition.lang)
    return {entry["output"]: entry for entry in own}


def _own(account: Mapping[str, Any], lang: str) -> Mapping[str, Any]:
    """What an account tells of the index in a language."""
    return account if lang == "zh" else account.get(lang, {})


def _counted(entries: Iterable[Entry]) -> str:
    """How many reports stand how."""
    counts = Counter(entry.state for entry in entries)
    return say("，").join(
        say("{state}{n}份", state=said, n=counts[state]) for state, said in states_said().items() if counts[state]
    )


def states_said() -> dict[str, str]:
    """How a report stands, as it is said."""
    return {"done": say("已生成"), "stale": say("已过期"), "failed": say("生成失败"), "missing": say("未生成")}


def _says(edition: Edition, found: object) -> str:
    """A digest of all that an index says: the reports that it expects, how they stand, and what is beside them."""
    names = [(name, job.heading, job.group) for name, job in edition.expected.items()]
    return hashlib.sha256(repr((edition.digest, names, found)).encode()).hexdigest()[:16]


def states(folder: Path, edition: Edition) -> dict[str, str]:
    """Of every report expected for a time, and every other that was made, how it stands now."""
    made = _made(read_account(folder), edition)
    names = dict.fromkeys([*edition.expected, *made])
    return {name: _state(edition.expected.get(name), made.get(name), folder / name)[0] for name in names}


def write_root_index(root: Path, lang: str = "zh") -> None:
    """List every folder of pages under `root` that has an index in a language."""
    lines: list[dict[str, Any]] = []
    for file in sorted(root.glob("*/*/run.json"), reverse=True):
        account = read_account(file.parent)
        own = _own(account, lang)
        if not {"expected", "title", "simulated", "states"} <= set(own) or not {"period", "dataset"} <= set(account):
            continue
        states = own["states"]
        names = dict.fromkeys([*own["expected"], *states])
        counts = {state: sum(states.get(name, "missing") == state for name in names) for state in STATES}
        lines.append(
            {
                "title": own["title"],
                "when": account["period"],
                "period": own.get("when", account["period"]),
                "href": f"{account['dataset']}/{account['period']}/index{ending(lang)}",
                "expected": len(names),
                "simulated": own["simulated"],
                **counts,
            }
        )
    lines.sort(key=lambda line: (line["title"], line["when"]))
    with speaking(lang):
        html = template("root.html.j2").render(css=css(), js=js(), lines=lines, states=states_said())
        write_text(html, root / in_language("index.html"))


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
