"""云港市, the invented city of the pages that are walked: its dataset of 2025, and what its clerks do by hand."""

import csv
import shutil
from collections.abc import Callable, Collection
from pathlib import Path

import openpyxl
import pandas as pd

from hrss_analysis.dataset import read_table
from hrss_analysis.dataset.schema import ACTUALS

from ..conftest import ROOT
from ..filling import filling
from .reading import Block, blocks, commands
from .running import Done
from .running import hrss as run

HERE = ROOT / "tests" / "docs"
NEW_YEAR = ROOT / "docs" / "new-year.md"
AREAS = "area,name_en\n全市,Yungang\n港城区,Gangcheng\n青屿区,Qingyu\n松岭县,Songling\n湾头区,Wantou\n"
TOML = 'title = "云港市人力资源和社会保障事业发展计划"\ncity = "全市"\n'

Said = dict[tuple[str, ...], Done]


def settled(folder: Path) -> Path:
    """The dataset with the plan of 2025 in it, beside the documents of all years."""
    for path in HERE.glob("yungang-202*.txt"):
        shutil.copy(path, folder)
    data = folder / "yungang"
    data.mkdir()
    (data / "dataset.toml").write_text(TOML, encoding="utf-8")
    (data / "areas.csv").write_text(AREAS, encoding="utf-8")
    assert run(("plan", "import", "yungang-2025.txt", "--out", "yungang"), folder).code == 0
    correct(data)
    return data


def sections(year_after: bool) -> list[Block]:
    """The blocks of the page of a new year: those of the first change of year, or of the one after."""
    start = NEW_YEAR.read_text(encoding="utf-8").splitlines().index("## 6. The year after") + 1
    return [block for block in blocks(NEW_YEAR) if (block.line > start) == year_after]


def walk(folder: Path, walked: list[Block], before: Callable[[tuple[str, ...]], None]) -> Said:
    """What each command says, by its words; `before` is asked to do what a person does before it."""
    said: Said = {}
    for command in [command for block in walked for command in commands(block)]:
        words = command.words[1:]
        before(words)
        said[words] = run(words, folder)
        assert said[words].code == 0, (command.place, said[words].out, said[words].err)
    return said


def correct(data: Path) -> None:
    """What was put right in the plan of 2025: the stations stand, they are not counted through the year."""
    rows = read_rows(data / "indicators.csv")
    for row in rows:
        row["definition"] = f"自己的话{row['no']}"
        if row["no"] == "9":
            row |= {"kind": "stock", "pace": "growth"}
    write_rows(data / "indicators.csv", rows)


def decide(path: Path) -> None:
    """What the clerk does with the one row of 2026 that is open, in the workbook."""
    book = openpyxl.load_workbook(path)
    sheet = book["指标衔接"]
    heads = {cell.value: cell.column for cell in sheet[5]}
    (row,) = [row for row in range(6, sheet.max_row + 1) if sheet.cell(row, heads["把握"]).value == "待定"]
    assert sheet.cell(row, heads["指标名称"]).value == "职业技能培训人次数"
    sheet.cell(row, heads["决定"]).value = "口径调整"
    book.save(path)


def fill_in(forms: Collection[Path], figures: Path, leave: Collection[int] = ()) -> None:
    """What senders do with their spreadsheets: the figures go in, but for the numbers that another sends."""
    known = read_table(figures, ACTUALS).set_index(["no", "area"])
    for form in forms:
        with filling(form, form.with_name("yungang")) as rows:
            for key, row in rows.items():
                if key[0] in leave:
                    continue
                for name in ("value", "numerator", "denominator"):
                    figure = known.at[key, name]
                    row[name].value = None if pd.isna(figure) else float(figure)


def read_rows(path: Path) -> list[dict[str, str]]:
    """A table's rows as they stand."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def write_rows(path: Path, rows: list[dict[str, str]]) -> None:
    """The same rows, or changed ones, put back."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0])
        writer.writeheader()
        writer.writerows(rows)
