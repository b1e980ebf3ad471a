"""Damaged at random, a submission is read as it was meant or refused with its place; never a guess, never a traceback.

``SUBMISSIONS=3000`` in the environment runs it in volume and prints what became of each kind of damage.
"""

import copy
import os
import random
import shutil
from collections import Counter

import pandas as pd
import pytest

from hrss_analysis import open_dataset
from hrss_analysis.intake import make_template, receive
from hrss_analysis.intake.workbook.reading import read_submission

from ..conftest import ROOT
from .damaging import DAMAGES, FIGURES, Form
from .sending import FILES, HEAD

OF_A_FILE = ("unreadable", "no_table", "period", "sender")  # what is said of it as a whole
SUBMISSIONS = int(os.environ.get("SUBMISSIONS", "69"))
WUXI = max(1, SUBMISSIONS // 16)  # of them on the sample's plan, which has all kinds and units
SEED = int(os.environ.get("SUBMISSIONS_SEED", "2024"))


def small_form(chance: random.Random) -> Form:
    """A valid table of the small plan."""
    cases = chance.randrange(50, 400)
    closed = chance.randrange(cases // 2, cases)
    rows = [
        [1, "培训人数", "甲", "人", chance.randrange(100, 2000), "", "", "", ""],
        [2, "新增就业人数", "甲", "万人", chance.randrange(20, 190) / 100, "", "", "", ""],
        [3, "结案率", "甲", "%", round(100 * closed / cases, 2), closed, cases, "", ""],
        [4, "“就在江苏”平台数", "甲", "家", chance.randrange(2, 9), "", "", "", ""],
    ]
    return Form([["报告期", "2024Q2"], ["填报单位", "甲"]], list(HEAD), rows, meaning(rows))


def meaning(rows):
    return {
        (row[0], row[2]): {
            key: None if row[column] in (None, "") else float(row[column])
            for key, column in zip(FIGURES, (4, 5, 6), strict=True)
        }
        for row in rows
    }


@pytest.fixture(scope="module")
def wuxi_form():
    """The template of one district of Wuxi, filled in with what was made up for it."""
    ds = open_dataset(ROOT / "data/wuxi")
    sheet = make_template(ds, "2024Q3", "江阴")["填报"]
    lines = [["" if value is None else value for value in row] for row in sheet.iter_rows(values_only=True)]
    known = ds.actuals(periods=["2024Q3"]).set_index(["no", "area"])
    for row in lines[7:]:
        told = known.loc[(row[0], row[2])]
        row[4:7] = ["" if pd.isna(told[key]) else float(told[key]) for key in FIGURES]
        row[4] = row[4] if told["value"] % 1 else int(row[4])
        row[5:7] = ["" if value == "" else int(value) for value in row[5:7]]
    return Form(lines[:6], lines[6], lines[7:], meaning(lines[7:]))


def outcome(folder, path, form: Form) -> str:
    """What became of a form: ``right``, ``refused``, or what is wrong with that."""
    path = path / form.name
    path.write_bytes(form.write())
    errors = [
        problem for problem in read_submission(open_dataset(folder), path).problems if problem.severity == "error"
    ]
    if errors:  # the rules, which take most of the time, cannot let it in any more
        placed = any(problem.place or problem.rule in OF_A_FILE for problem in errors)
        return "refused" if placed and all(problem.message for problem in errors) else "WRONG: refused without a place"
    receipt = receive(folder, path)
    if receipt.status == "refused":
        found = receipt.findings[receipt.findings["severity"] == "error"]
        return "refused" if (found["no"].notna() & (found["message"] != "")).all() else "WRONG: refused without a place"
    if form.unsure:
        return "WRONG: taken though nobody can be sure of it"
    rows = receipt.submission.rows
    for row in rows.itertuples():
        for key in FIGURES:
            now, meant = getattr(row, key), form.meant[row.no, row.area][key]
            if pd.notna(now) and (meant is None or abs(now - meant) > 1e-6 * max(1, abs(meant))):
                return f"WRONG: {row.no} {row.area} {key} is {now}, not {meant}"
    read = {(row.no, row.area, key) for row in rows.itertuples() for key in FIGURES if pd.notna(getattr(row, key))}
    meant = {(no, area, key) for (no, area), told in form.meant.items() for key in FIGURES if told[key] is not None}
    if lost := {no for no, _, _ in meant - read} - set(receipt.findings["no"].dropna()):
        return f"WRONG: {lost} lost without a word"
    record = open_dataset(folder).actuals(periods=[receipt.submission.period]).set_index(["no", "area"])
    for row in rows.itertuples():
        same = [
            pd.isna(getattr(row, key)) or record.loc[(row.no, row.area), key] == getattr(row, key) for key in FIGURES
        ]
        if not all(same):
            return f"WRONG: the record of {row.no} {row.area} is not what was read"
    return "right"


@pytest.fixture
def offices(write, tmp_path):
    """The small plan's folder and the sample's, each brought back to what it was after every file."""
    shutil.copytree(ROOT / "data/wuxi", tmp_path / "wuxi")
    folders = {"small": write(FILES), "wuxi": tmp_path / "wuxi"}
    before = (folders["wuxi"] / "actuals/2024Q3.csv").read_bytes()

    def restored(name):
        shutil.rmtree(folders[name] / "submissions", ignore_errors=True)
        if name == "small":
            shutil.rmtree(folders[name] / "actuals", ignore_errors=True)
        elif (file := folders[name] / "actuals/2024Q3.csv").read_bytes() != before:
            file.write_bytes(before)
        return folders[name]

    return restored


def test_a_damaged_submission_is_read_as_it_was_meant_or_refused(offices, wuxi_form, tmp_path):
    became: dict[str, Counter[str]] = {name: Counter() for name in DAMAGES}
    wrong = []
    for number in range(SUBMISSIONS):
        chance = random.Random(SEED * 1_000_003 + number)
        name = list(DAMAGES)[number % len(DAMAGES)]
        office = "wuxi" if number % (SUBMISSIONS // WUXI) == 0 else "small"
        form = copy.deepcopy(wuxi_form) if office == "wuxi" else small_form(chance)
        form.name = chance.choice(["报表.xlsx", "报表.csv"])
        DAMAGES[name](form, chance)
        try:
            told = outcome(offices(office), tmp_path, form)
        except Exception as error:  # noqa: BLE001
            told = f"TRACEBACK: {type(error).__name__}: {error}"
        became[name][told.split(":")[0]] += 1
        if told not in ("right", "refused"):
            wrong.append((number, name, office, told))
    if SUBMISSIONS >= 1000:
        print(pd.DataFrame(became).T.fillna(0).astype(int).to_string())  # noqa: T201
    assert not wrong, "\n".join(map(str, wrong[:40]))
    assert sum(counts["right"] for counts in became.values()) > SUBMISSIONS // 12, "or nothing is read at all"


@pytest.mark.parametrize("ending", ["xlsx", "csv"])
def test_undamaged_it_is_read(offices, wuxi_form, tmp_path, ending):
    for office, form in (("wuxi", copy.deepcopy(wuxi_form)), ("small", small_form(random.Random(1)))):
        form.name = f"报表.{ending}"
        assert outcome(offices(office), tmp_path, form) == "right"
