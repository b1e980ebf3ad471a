"""A small dataset of 2025, and the documents of its next plan."""

from dataclasses import replace

import pytest
from openpyxl import load_workbook

from hrss_analysis.errors import InputError
from hrss_analysis.intake.workbook.sheets import read_sheets
from hrss_analysis.plan import import_plan, write_imported
from hrss_analysis.plan.handover import Files, propose, write_handover
from hrss_analysis.plan.handover.deciding import decide
from hrss_analysis.plan.handover.deciding_areas import decide_areas
from hrss_analysis.plan.handover.item import items_of
from hrss_analysis.plan.handover.keeping import read_kept
from hrss_analysis.plan.handover.reading import read_given
from hrss_analysis.plan.handover.words import SHEETS

from .printing import Item, RandomPlan, as_text

AREAS = ("甲区", "乙区")
TOML = 'title = "例"\ncity = "全市"\n'
CELLS = ("1200", ("700", "500"))
JOBS = Item(
    1, "城镇新增就业人数", "", "（）", "就业", "岗位", "人", "人", CELLS[0], CELLS[0], CELLS[1], 0, ("就业科",),
    "年内城镇新就业人员的总人数，按登记统计。",
)  # fmt: skip
JOBLESS = replace(JOBS, no=2, name="失业保险参保人数", definition="期末按照法律法规参加失业保险的人数。")
INJURED = replace(JOBS, no=3, name="工伤保险参保人数", definition="期末按照法律法规参加工伤保险的人数。")
CLOSED = Item(
    4, "劳动人事争议仲裁案件结案率", "quarterly", "（）", "劳动", "仲裁", "%", "%", "95", "95", ("95", "/"), 0, ("仲裁院",),
    "当期审结案件数占当期受理案件数的比例。",
)  # fmt: skip
ITEMS = (JOBS, JOBLESS, INJURED, CLOSED)


def document(folder, year, items=ITEMS, areas=AREAS, edit=lambda text: text):
    path = folder / f"plan-{year}.txt"
    items = tuple(replace(item, no=no) for no, item in enumerate(items, 1))
    path.write_text(edit(as_text(RandomPlan(areas, items, 2)).replace("2025年", f"{year}年")), encoding="utf-8")
    return path


def make_office(folder, items=ITEMS, extra=""):
    """The plan of 2025, imported, with a figure or two."""
    office = folder / "office"
    office.mkdir()
    put(office, "dataset.toml", TOML + extra)
    put(office, "areas.csv", "area,name_en\n全市,City\n甲区,A\n乙区,B\n")
    written = write_imported(import_plan(document(folder, 2025, items)), office)
    assert not written.failed, written.findings.to_string()
    put(office, "actuals/2025Q4.csv", "no,area,value\n1,甲区,650\n2,甲区,690\n")
    return office


def hand_over(office, items, areas=AREAS, edit=lambda text: text, year=2026, **options):
    """The plan of a year proposed for the dataset: the handover and its files."""
    path = document(office.parent, year, items, areas, edit)
    imported = import_plan(path)
    assert not imported.failed, imported.findings.to_string()
    handover = propose(imported, path, office)
    write_handover(handover, office, **options)
    return handover, Files(office, year)


def put(folder, name, text):
    (folder / name).parent.mkdir(exist_ok=True)
    (folder / name).write_text(text, encoding="utf-8")


def read(files, *paths):
    paths = paths or (files.book,)
    sheets = [sheet for path in paths for sheet in read_sheets(path.name, path.read_bytes())]
    return read_given(paths[0].name, sheets, read_kept(files.plan))


def decided(handover, files, *paths):
    given, areas = read(files, *paths)
    table = decide(given, handover.kept, items_of(handover.old), items_of(handover.new), frozenset(handover.old["id"]))
    return table, decide_areas(areas, [*AREAS, "全市"], "全市")


def fill(files, changes, sheet="indicators", save=True):
    """What a clerk types: by row of the table, counted from 1, and the word above the column."""
    book = load_workbook(files.book)
    page = book[SHEETS[sheet]]
    heads = {cell.value: cell.column for cell in page[5]}
    for (row, word), value in changes.items():
        page.cell(5 + row, heads[word]).value = value
    if save:
        book.save(files.book)
    return book, page


def refused(handover, files, *paths):
    with pytest.raises(InputError) as error:
        decided(handover, files, *paths)
    return str(error.value)
