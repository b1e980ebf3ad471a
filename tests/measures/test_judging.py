"""docs/judging.md is the rule: every combination of its words, judged as its table says."""

from itertools import product

import pytest

from hrss_analysis import open_dataset, progress
from hrss_analysis.calendar import of_year
from hrss_analysis.vocabulary import BOUND, CEILINGS, FREQUENCY, KIND, PACE, STATUS, TARGET_STATE, shown_as

from ..conftest import ROOT

COLUMNS = ["kind", "bound", "pace", "frequency", "state", "quarter", "base", "figure", "status"]
BASES = {"none": None, "under": 500, "over": 1100}
TARGET = 1000


def table():
    lines = (ROOT / "docs/judging.md").read_text(encoding="utf-8").splitlines()
    start = lines.index("| " + " | ".join(COLUMNS) + " |") + 2
    for line in lines[start:]:
        if not line.startswith("|"):
            return
        yield dict(zip(COLUMNS, (cell.strip() for cell in line.strip("|").split("|")), strict=True))


RULES = list(table())


def matches(rule, case):
    for column, word in case.items():
        wanted = [part.strip() for part in rule[column].split(",")]
        if column == "frequency" and wanted == ["due"]:
            if not of_year(2024)[int(case["quarter"]) - 1].is_due(word):
                return False
        elif wanted != ["any"] and word not in wanted:
            return False
    return True


def figure_words(kind, bound, pace, base, quarter):
    """The figure words that can occur, with the value that stands for each."""
    yield "missing", None
    if kind == "rate":
        yield "no cases", "0/0"
    if bound in CEILINGS:
        yield from (("held", 500), ("near", 950), ("at limit", TARGET), ("broken", 1100))
        return
    yield "reached", TARGET
    if pace == "level":
        yield from (("nearly", 998.5), ("short", 900))
    elif pace == "growth" and base != "under":
        yield "short", 900
    else:
        start = BASES["under"] if pace == "growth" else 0
        due = start + (TARGET - start) * quarter / 4
        if quarter < 4:
            yield "on pace", due
        yield from (("nearly", due - (TARGET - start) * 0.05), ("short", due - (TARGET - start) * 0.2))


@pytest.fixture(scope="module", params=(1, 2, 3, 4))
def judged(request, tmp_path_factory):
    """One dataset per quarter: an indicator for each combination, an area for each state of its target."""
    quarter = request.param
    areas = {state: f"区{at}" for at, state in enumerate(TARGET_STATE)}
    cases, indicators, targets, now, before = [], [], [], [], []
    no = 0
    for kind, bound, pace, frequency, base in product(KIND, BOUND, PACE, FREQUENCY, BASES):
        for word, value in figure_words(kind, bound, pace, base, quarter):
            no += 1
            indicators.append(f"{no},指标{no},件,{kind},{bound},{pace},{frequency}")
            for state, area in areas.items():
                case = {"kind": kind, "bound": bound, "pace": pace, "frequency": frequency, "state": state}
                cases.append((no, area, {**case, "quarter": str(quarter), "base": base, "figure": word}))
                number = TARGET if state in ("assigned", "shared") else ""
                targets.append(f"{no},{area},{state},,{number}")
                if value == "0/0":
                    now.append(f"{no},{area},,0,0")
                elif value is not None:
                    now.append(f"{no},{area},{value},,")
                if BASES[base] is not None:
                    before.append(f"{no},{area},{BASES[base]}")
    folder = tmp_path_factory.mktemp(f"q{quarter}") / "table"
    (folder / "targets").mkdir(parents=True)
    (folder / "actuals").mkdir()
    write = lambda name, head, rows: (folder / name).write_text("\n".join([head, *rows]) + "\n", encoding="utf-8")
    write("dataset.toml", 'title = "例"', ['city = "全市"'])
    write("areas.csv", "area", ["全市", *areas.values()])
    write("indicators.csv", "no,name,unit,kind,bound,pace,frequency", indicators)
    write("targets/2024.csv", "no,area,state,bound,value", targets)
    write(f"actuals/2024Q{quarter}.csv", "no,area,value,numerator,denominator", now)
    write("actuals/2023Q4.csv", "no,area,value", before)
    found = progress(open_dataset(folder), f"2024Q{quarter}").set_index(["no", "area"])["status"].to_dict()
    return cases, found


def test_every_combination_is_judged_as_its_one_row_says(judged):
    cases, found = judged
    assert len(cases) > 7000
    wrong = []
    for no, area, case in cases:
        rules = [rule for rule in RULES if matches(rule, case)]
        assert len(rules) == 1, (case, rules)
        if found[no, area] != rules[0]["status"]:
            wrong.append((case, rules[0]["status"], found[no, area]))
    assert wrong == []


def test_every_row_and_every_status_is_used(judged):
    cases, _ = judged
    quarter = cases[0][2]["quarter"]
    for rule in RULES:
        if rule["quarter"] == "any" or quarter in rule["quarter"]:
            assert any(matches(rule, case) for _, _, case in cases), rule
    assert {rule["status"] for rule in RULES} == set(STATUS) - {"paused"}, "a pause is decided, not judged"


def test_the_lights_on_the_page_are_those_of_the_vocabulary():
    text = (ROOT / "docs/judging.md").read_text(encoding="utf-8")
    for light in ("green", "amber", "red", "grey"):
        assert f"| {light} | {', '.join(shown_as(light))} |" in text
