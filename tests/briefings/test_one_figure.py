"""One figure, everywhere the same: every number on every page of a quarter, beside all pages that show it and the API."""

import io
import re
import shutil
from collections import defaultdict

import nbformat
import pandas as pd
import pytest

from hrss_analysis import open_dataset, quarter
from hrss_analysis.briefings import plan
from hrss_analysis.briefings.jobs import PRELUDE
from hrss_analysis.paper.blocks import Paragraphs, Picture, Table
from hrss_analysis.paper.executed import blocks_of_notebook
from hrss_analysis.paper.labels import number_for
from hrss_analysis.paper.rounding import round_half_up
from hrss_analysis.press.executors import local
from hrss_analysis.press.making import make
from hrss_analysis.press.warm import can_fork

from ..conftest import ROOT

pytestmark = [
    pytest.mark.starts,
    pytest.mark.slow,
    pytest.mark.skipif(not can_fork(), reason="pages are made in forks, for speed"),
]
PERIOD = "2024Q3"
REPORTS = ("city_quarter", "area_quarter", "department_quarter", "indicator_profile")
PROFILES = range(2, 60, 3)  # 23, of which 宜兴 had two chances, among them

# By heading, how pages call it elsewhere, and what it is of the API: frame and column.
QUANTITIES = {
    "全年目标": ("progress", "target"),
    "本期末": ("progress", "actual"),
    "比上年末": ("progress", "grown"),
    "完成率": ("progress", "completion"),
    "与序时相差（百分点）": ("progress", "gap_points"),
    "还差": ("progress", "shortfall"),
    "余下每月需完成": ("progress", "required_per_month"),
    "需完成（余下每月）": ("progress", "required_per_month"),
    "同比（去年同期）": ("changes", "value"),
    "推算年末": ("project", "year_end"),
    "推算年末（80%区间；达标概率）": ("project", "year_end"),
    "80%区间": ("project", "low80"),
    "达标概率": ("project", "p_reach"),
    "达到目标的可能": ("project", "p_reach"),
    "为去年余下月均的倍数": ("pace", "times_last_rest"),
    "上年同期占上年全年（%）": ("pace", "last_year_share"),
    "比上年进度（百分点）": ("pace", "ahead"),
    "占全市（%）": ("contributions", "share"),
    "占全市目标（%）": ("contributions", "target_share"),
    "拉动全市增长（百分点）": ("contributions", "points"),
}
# Of pictures, and of the workbooks.
DRAWN = ("target", "actual", "completion", "gap_points", "expected")
SHEET = {
    "全年目标": "target",
    "本期末": "actual",
    "完成率": "completion",
    "与序时相差": "gap_points",
    "还差": "shortfall",
}
PER_CENT = ("completion", "expected", "p_reach", "share", "target_share", "last_year_share")
OUTSIDE = ("推算于", "期间")  # tables of other times than the period's end


@pytest.fixture(scope="module")
def ds(tmp_path_factory):
    """Wuxi as it stood after the third quarter, so that the profiles are about it, too."""
    folder = shutil.copytree(ROOT / "data/wuxi", tmp_path_factory.mktemp("data") / "wuxi")
    (folder / "actuals/2024Q4.csv").unlink()
    return open_dataset(folder)


@pytest.fixture(scope="module")
def pages(ds, tmp_path_factory):
    """Every page of the quarter, by its name: its subject, its blocks, its workbook."""
    out = tmp_path_factory.mktemp("out")
    jobs = [
        job
        for job in plan(ds, [PERIOD], out, REPORTS)
        if job.report != "indicator_profile" or int(job.parameters["no"]) in PROFILES
    ]
    with local(2, 120, prelude=PRELUDE) as executor:
        futures = [(job, executor.submit(make, job, 120)) for job in jobs]
        results = [(job, future.result()) for job, future in futures]
    assert [result.failure for _, result in results if result.failure] == []
    return {
        job.output.stem: (
            job.parameters,
            list(blocks_of_notebook(nbformat.reads(result.executed.decode(), as_version=4))),
            result.beside.get(".xlsx", b""),
        )
        for job, result in results
    }


def numbers_in(table, given, city):
    """Of a table: heading, indicator, area, and the number that the text shows."""
    columns = {column.heading: column for column in table.columns}
    links = columns["指标"].values.get("link") if "指标" in columns else None
    for rank in range(len(table.columns[0].text)):
        no = int(links[rank].lstrip("#di")) if links else int(given.get("no", 0))
        area = columns["地区"].text[rank] if "地区" in columns else given.get("area", city)
        for heading, column in columns.items():
            values, figures = (column.values.get(name, [None] * (rank + 1))[rank] for name in ("value", "figures"))
            if no and heading in QUANTITIES and (values is not None or figures):
                yield heading, no, area, figures[0][1] if values is None else values
            if no and heading.startswith("推算年末（"):  # the interval and the chance stand below it
                for text, *own in figures or ():
                    if "至" in text or text.endswith("%"):
                        yield "80%区间" if "至" in text else "达标概率", no, area, own[0]


@pytest.fixture(scope="module")
def shown(pages, ds):
    """By quantity, indicator and area: each number that is shown, and where."""
    found = defaultdict(lambda: defaultdict(set))
    for name, (given, blocks, _) in pages.items():
        for table in (block for block in blocks if isinstance(block, Table)):
            if table.columns[0].heading in OUTSIDE:
                continue
            for heading, no, area, number in numbers_in(table, given, ds.city):
                found[QUANTITIES[heading], no, area][number].add(name)
    return found


@pytest.fixture(scope="module")
def exact(ds):
    """The frames of the API by indicator and area."""
    told = quarter(ds, PERIOD)
    changed = told.changes[told.changes["measure"] == "year_on_year"]
    frames = {name: getattr(told, name) for name in ("progress", "project", "pace", "contributions")}
    return {name: frame.set_index(["no", "area"]) for name, frame in {**frames, "changes": changed}.items()}


def test_enough_is_held_against_enough(shown):
    several = [numbers for numbers in shown.values() if len(set.union(*numbers.values())) > 1]
    assert len(shown) > 3500
    assert len(several) > 1400
    assert {key[0] for key in shown} == set(QUANTITIES.values())
    assert {"area-yixing", "indicator-23"} <= set.union(*shown[("project", "p_reach"), 23, "宜兴"].values())


def test_a_figure_is_the_same_on_every_page(shown):
    assert {key: dict(numbers) for key, numbers in shown.items() if len(numbers) > 1} == {}


def expected(ds, exact, quantity, no, area):
    """What the API has, rounded as a page has to round it."""
    frame, column = quantity
    value = exact[frame].at[(no, area), column]
    indicator = ds.indicator(no)
    own = number_for(indicator.unit, indicator.kind).decimals
    if column in PER_CENT:
        limit = {"completion": 100}.get(column)
        return round_half_up(100 * value, 0 if column == "p_reach" else 1, limit)
    if quantity == ("changes", "value"):  # a rise that rounds to nothing is none
        return round_half_up(value, 1)
    if quantity in (("progress", "gap_points"), ("pace", "ahead"), ("contributions", "points")):
        return round_half_up(value, 1, 0)
    if column.startswith("times"):
        return round_half_up(value, 1)
    if column == "required_per_month" and own == 0 and value < 100:
        own = 1
    side = {"actual": ("progress", "target"), "year_end": ("progress", "target")}.get(column)
    beside = exact[side[0]].at[(no, area), side[1]] if side else 0 if column in ("grown", "shortfall") else None
    return round_half_up(value, own, None if beside is None or pd.isna(beside) else beside)


def test_a_figure_is_the_apis(shown, exact, ds):
    wrong = {}
    for (quantity, no, area), numbers in shown.items():
        for number in numbers:
            told = float(expected(ds, exact, quantity, no, area))
            if abs(told - number) > 1e-9:
                wrong[quantity, no, area] = (told, number)
    assert wrong == {}


def hold(shown, column, no, area, value, name):
    """Hold a figure of progress against the tables that have it; whether any has."""
    known = shown.get((("progress", column), no, area))
    if not known or pd.isna(value):
        return False
    scale = 100 if column in PER_CENT else 1
    assert any(abs(scale * value - number) < 1e-9 for number in known), (name, column, no, area)
    return True


def test_pictures_are_drawn_from_the_same_figures(pages, shown, exact):
    drawn = 0
    for name, (_, blocks, _) in pages.items():
        for picture in (block for block in blocks if isinstance(block, Picture)):
            frame = pd.DataFrame(picture.frame)
            for column in [column for column in DRAWN if column in frame and "gap_points" in frame]:
                for no, area, value in zip(frame["no"], frame["area"], frame[column], strict=True):
                    told = exact["progress"].at[(no, area), column]
                    assert value == pytest.approx(told, rel=0.02, abs=0.051) or (pd.isna(value) and pd.isna(told)), name
                    hold(shown, column, no, area, value, name)
                    drawn += 1
    assert drawn > 500


def test_workbooks_hold_the_same_figures(pages, shown):
    held = 0
    for name, (_, _, book) in pages.items():
        sheets = pd.read_excel(io.BytesIO(book), sheet_name=None)
        for sheet in (sheets[title] for title in ("记分表", "各地区") if title in sheets):
            for heading, column in SHEET.items():
                for no, area, value in zip(sheet["序号"], sheet["地区"], sheet[heading], strict=True):
                    held += hold(shown, column, no, area, value, name)
    assert held > 3000


NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")


def test_what_the_lead_says_stands_on_its_page(pages):
    """Every figure of the opening sentences stands in a table below them, a range's in whole ones; periods and counts of words do not count."""
    for name, (_, blocks, _) in pages.items():
        told = {
            abs(value)
            for table in blocks
            if isinstance(table, Table)
            for column in table.columns
            for value in (float(text.replace(",", "")) for cell in column.text for text in NUMBER.findall(cell))
        }
        lead = next(block for block in blocks if isinstance(block, Paragraphs) and block.role == "lead")
        whole = {float(round_half_up(value, 0)) for value in told}
        said = [
            (float(number.replace(",", "")), whole if unit in ("%", "个百分点") and "." not in number else told)
            for text in lead.texts
            for number, unit in re.findall(r"(\d[\d,]*(?:\.\d+)?)(%|个百分点|万|人|户|项目|家|件)", text)
            if unit != "%" or number not in ("100",)
        ]
        assert [number for number, known in said if number not in known] == [], (name, lead.texts)
