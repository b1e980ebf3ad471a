"""The index: what was expected, what was made, what failed, what is missing."""

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ..dataset import Dataset, open_dataset, write_text
from ..dataset.digest import figures_digest, register_digest
from ..display.areas import count_lights
from ..display.labels import quarter_label
from ..measures import progress
from ..periods import parse_period
from .catalogue import REPORTS
from .jobs import Job, plan
from .notebooks import NOTEBOOKS
from .render import css, js, template

STATES = {"done": "已生成", "stale": "已过期", "failed": "生成失败", "missing": "未生成"}
_MADE_FROM = re.compile(r'<meta name="hrss-made-from" content="([^"]*)">')
HEAD = 2_000  # characters of a page within which it says what it was made from


@dataclass(frozen=True)
class Entry:
    """One line of a period's index; ``lights`` counts them where a page is about an area or a department."""

    output: str
    heading: str
    group: str
    state: str
    error: str | None
    lights: Mapping[str, int] | None = None


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


def write_period_index(folder: Path, dataset: Path, notebooks: Path = NOTEBOOKS) -> None:
    """List the reports expected for a period beside those that were made; an index that says just that is left alone."""
    account = read_account(folder)
    ds = open_dataset(dataset)
    period = account["period"]
    made = {entry["output"]: entry for entry in account["jobs"]}
    quarterly = "Q" in period
    expected = _expected(ds, folder, notebooks)
    names = dict.fromkeys([*expected, *made])
    says = _says(ds, expected, {name: _state(expected.get(name), made.get(name), folder / name) for name in names})
    if account.get("says") == says and (folder / "index.html").is_file():
        return
    lights = _lights(ds, period) if quarterly else {}
    entries = [_entry(expected.get(name), made.get(name), folder / name, lights) for name in names]
    simulated = bool((ds.record(_since_last_year(ds, period))["origin"] == "simulated").any())
    html = template("period.html.j2").render(
        css=css(), js=js(), title=ds.settings.title, period=quarter_label(period), entries=entries, states=STATES,
        counts={state: sum(entry.state == state for entry in entries) for state in STATES}, simulated=simulated,
        lights=lights, links=_links(period),
    )  # fmt: skip
    write_text(html, folder / "index.html")
    account |= {
        "title": ds.settings.title,
        "expected": list(expected),
        "simulated": simulated,
        "states": {entry.output: entry.state for entry in entries},
        "says": says,
    }
    write_text(json.dumps(account, ensure_ascii=False, indent=1) + "\n", folder / "run.json")


def _says(ds: Dataset, expected: Mapping[str, Job], found: Mapping[str, object]) -> str:
    """A digest of all that an index says: what its reports would be made from, and how they stand."""
    keys = {name: job.made_from for name, job in expected.items()}
    whole = (register_digest(ds), figures_digest(ds, ds.periods), keys, found)
    return hashlib.sha256(repr(whole).encode()).hexdigest()[:16]


def states(folder: Path, ds: Dataset, notebooks: Path = NOTEBOOKS) -> dict[str, str]:
    """Of every report expected for a period, and every other that was made, how it stands now."""
    made = {entry["output"]: entry for entry in read_account(folder)["jobs"]}
    expected = _expected(ds, folder, notebooks)
    names = dict.fromkeys([*expected, *made])
    return {name: _state(expected.get(name), made.get(name), folder / name)[0] for name in names}


def _expected(ds: Dataset, folder: Path, notebooks: Path) -> dict[str, Job]:
    """The jobs of a quarter's full set, by page; of a year there is none."""
    jobs = plan(ds, [folder.name], folder.parents[1], notebooks=notebooks) if "Q" in folder.name else []
    return {job.output.name: job for job in jobs}


def _links(period: str) -> list[tuple[str, str]]:
    links = [("全部期次", "../../index.html")]
    if "Q" in period:
        quarter = parse_period(period)
        around = [("上一季度", quarter - 1), ("下一季度", quarter + 1)]
        links += [(f"{word}：{quarter_label(str(other))}", f"../{other}/index.html") for word, other in around]
        links += [(f"{period[:4]}年：计划和指标", f"../{period[:4]}/index.html")]
    return links


def _lights(ds: Dataset, period: str) -> dict[tuple[str, str], Any]:
    """By report and its subject, how many indicators show which light."""
    cells = progress(ds, period)
    whole = cells[cells["area"] == ds.city]
    whole = whole.assign(department=whole["no"].map(ds.indicators.set_index("no")["lead_department"]))
    planned = cells[cells["target_state"] != "not_assigned"]
    counted = {
        "city_quarter": count_lights(whole, "area"),
        "area_quarter": count_lights(planned[planned["area"].isin(ds.parts)], "area"),
        "department_quarter": count_lights(whole, "department"),
    }
    return {(report, str(name)): row for report, rows in counted.items() for name, row in rows.to_dict("index").items()}


def _since_last_year(ds: Dataset, period: str) -> list[str]:
    """The quarters a period's lights rest on: this year's so far (of a year all), and last year's end."""
    last = period if "Q" in period else f"{period}Q4"
    return [name for name in ds.periods if f"{int(period[:4]) - 1}Q4" <= name <= last]


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
    write_text(template("root.html.j2").render(css=css(), js=js(), lines=lines), root / "index.html")


def _entry(job: Job | None, made: dict[str, Any] | None, page: Path, lights: Mapping[tuple[str, str], Any]) -> Entry:
    """What there is of one report: the account says how the last attempt ended, the page what it was made from."""
    report = job.report if job else (made or {})["report"]
    heading = job.heading if job else (made or {})["heading"]
    group = REPORTS[report].group if report in REPORTS else ""
    state, error = _state(job, made, page)
    return Entry(page.name, heading, group, state, error, lights.get((report, heading)))


def _state(job: Job | None, made: dict[str, Any] | None, page: Path) -> tuple[str, str | None]:
    if not page.is_file():
        return "missing", None
    if made is not None and made["status"] == "failed" and not made_from(page):
        return "failed", made["error"]
    if job is not None and made_from(page) != job.made_from:
        return "stale", None
    return "done", None
