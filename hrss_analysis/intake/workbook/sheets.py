"""A file that somebody sent, as sheets of cells: a workbook, or a table of text.

Nothing in the file is run, nothing it points to is opened, and what could only be
meant to exhaust the machine is refused before it is unpacked.
"""

import csv
import io
from pathlib import Path

from ...inert import decoded
from ...language import say
from .cells import Sheet, UnreadableError, cell_of, refuse_many
from .excel import read_workbook

MOST_BYTES = 10_000_000  # of a file as it was sent
OLD_EXCEL = b"\xd0\xcf\x11\xe0"  # .xls, and any workbook with a password


def read_sheets(name: str, content: bytes) -> list[Sheet]:
    """Read a workbook (.xlsx) or a table of text (.csv).

    Parameters
    ----------
    name
        The file's name; its ending decides.
    content
        What is in it.

    Raises
    ------
    UnreadableError
        If it is of another kind, damaged, protected by a password, or beyond all
        measure.
    """
    if len(content) > MOST_BYTES:
        raise UnreadableError(
            say(
                "文件有{size}MB，超过{most}MB，请只留填报的工作表后重新保存",
                size=f"{len(content) / 1e6:.0f}",
                most=f"{MOST_BYTES / 1e6:.0f}",
            )
        )
    ending = Path(name).suffix.lower()
    if ending == ".csv":
        return [_read_csv(content)]
    if ending != ".xlsx":
        raise UnreadableError(
            say("只读取.xlsx和.csv文件，这个文件的扩展名是“{ending}”，请在Excel中另存为.xlsx", ending=ending)
            if ending
            else say("只读取.xlsx和.csv文件，这个文件的扩展名是“无”，请在Excel中另存为.xlsx")
        )
    if content.startswith(OLD_EXCEL):
        raise UnreadableError(say("文件是旧版Excel格式或设有打开密码，请取消密码并另存为.xlsx"))
    return read_workbook(content)


def _read_csv(content: bytes) -> Sheet:
    text = decoded(content)
    if text is None:
        raise UnreadableError(say("文件既不是UTF-8也不是GB18030编码，请在Excel中另存为“CSV UTF-8”或.xlsx"))
    if "\0" in text:
        raise UnreadableError(say("文件含有空字符，不是文本表格，请在Excel中另存为.xlsx或“CSV UTF-8”"))
    first = text[:2000]
    delimiter = max(",\t;", key=first.count)
    try:
        rows = list(csv.reader(io.StringIO(text), delimiter=delimiter, strict=True))
    except csv.Error as error:
        message = say("CSV文件的引号或单元格不完整（{error}），请在Excel中另存为.xlsx", error=error)
        raise UnreadableError(message) from error
    refuse_many(sum(map(len, rows)))
    sheet = Sheet("", {}, widths={row: len(cells) for row, cells in enumerate(rows, 1)})
    for row, cells in enumerate(rows, 1):
        for column, value in enumerate(cells, 1):
            if value.strip():
                sheet.cells[row, column] = cell_of(sheet.place(row, column), value)
    return sheet
