"""Templates filled in as their senders do, whichever language they were made in."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import openpyxl
from openpyxl.cell import Cell

from hrss_analysis import open_dataset
from hrss_analysis.dataset.names import area_name
from hrss_analysis.language import LANGUAGES

# From the left, as they stand in every language.
COLUMNS = ("no", "name", "area", "unit", "value", "numerator", "denominator", "flag", "note")


@contextmanager
def filling(form: Path, data: Path) -> Iterator[dict[tuple[int, str], dict[str, Cell]]]:
    """The rows of a dataset's template by number and area, their cells by column; saved at the end.

    Its table stands on the first sheet, headed by the first row that has a word in each column.
    """
    ds = open_dataset(data)
    areas = {area_name(ds, area, lang): area for area in ds.areas["area"] for lang in LANGUAGES}
    book = openpyxl.load_workbook(form)
    rows = (dict(zip(COLUMNS, row, strict=False)) for row in book.worksheets[0].iter_rows())
    next(row for row in rows if all(cell.value for cell in row.values()))
    yield {(row["no"].value, areas[row["area"].value]): row for row in rows}
    book.save(form)
