"""A folder of files that came in: each is tried, each failure names its file, and a name does nothing."""

import random
import zipfile

import pytest
from click.testing import CliRunner
from openpyxl import load_workbook

from hrss_analysis import open_dataset
from hrss_analysis.cli import hrss
from hrss_analysis.cli.options import visible
from hrss_analysis.intake import receive

from .sending import GOOD, folder, workbook

__all__ = ["folder"]

HOSTILE = "甲\x1b[31m\x07\u202egpj\u200b\n2.xlsx"
SHOWN = "甲\\x1b[31m\\x07\\u202egpj\\u200b\\n2.xlsx"


def add(folder, *files, slips=None):
    arguments = ["data", "add", *map(str, files), "--data", str(folder)]
    return CliRunner().invoke(hrss, arguments + (["--slips", str(slips)] if slips else []))


def damaged(path, at, drop=False):
    """The file with one byte dropped, or changed in all its bits."""
    content = path.read_bytes()
    path.write_bytes(content[:at] + (b"" if drop else bytes([content[at] ^ 0xFF])) + content[at + 1 :])
    return path


def test_a_damaged_workbook_does_not_stop_the_inbox(folder, tmp_path):
    whole = len(workbook(tmp_path / "x.xlsx", GOOD).read_bytes())
    places = range(7, whole, 251)
    files = [damaged(workbook(tmp_path / f"{at}.xlsx", GOOD), at, drop=at % 2 == 0) for at in places]
    good = workbook(tmp_path / "甲.xlsx", [[1, "培训人数", "甲", "人", 299], *GOOD[1:]])
    done = add(folder, *files, good)
    assert done.exit_code == 1
    assert f"{good}: 1 figures of 甲 for 2024Q2 added" in done.output or f"{good}: 3 figures" in done.output
    refused = [file for file in files if f"{file}: refused for 1 error" in done.output]
    assert len(refused) > 10
    assert f"{len(refused)} of {len(files) + 1} files refused" in done.output
    for file in files:
        assert (f"error\tunreadable\t{file}\tthe file is damaged" in done.output) == (file in refused)


@pytest.mark.parametrize("cut", [0, 1, 30, 200, -1, -22, -200])
def test_a_truncated_workbook_is_refused(folder, tmp_path, cut):
    path = workbook(tmp_path / "甲.xlsx", GOOD)
    path.write_bytes(path.read_bytes()[:cut])
    assert receive(folder, path).findings["rule"].tolist() == ["unreadable"]


@pytest.mark.parametrize(
    ("part", "change"),
    [
        ("xl/worksheets/sheet1.xml", lambda xml: xml.replace(b'<c r="E4"', b'<c r="E0"')),
        ("xl/worksheets/sheet1.xml", lambda xml: xml.replace(b"<v>300</v>", b"<v>3o0</v>")),
        ("xl/worksheets/sheet1.xml", lambda xml: xml.replace(b't="s"', b't="z"')),
        ("xl/worksheets/sheet1.xml", lambda xml: xml.replace(b"<v>0</v>", b"<v>9999</v>")),
        ("xl/worksheets/sheet1.xml", lambda xml: xml.replace(b'<c r="E4" ', b'<c r="E4" s="77" ')),
        ("xl/worksheets/sheet1.xml", lambda xml: xml[:-40]),
        ("xl/sharedStrings.xml", lambda _xml: b""),
        ("xl/styles.xml", lambda xml: xml.replace(b"numFmtId", b"numFmtIx")),
        ("xl/workbook.xml", lambda xml: xml.replace(b"rId1", b"rId9")),
        ("[Content_Types].xml", lambda _xml: b"<x/>"),
    ],
)
def test_a_workbook_whose_parts_do_not_fit_is_refused_or_read_right(folder, tmp_path, part, change):
    path = workbook(tmp_path / "甲.xlsx", GOOD)
    with zipfile.ZipFile(path) as old:
        parts = {name: old.read(name) for name in old.namelist()}
    with zipfile.ZipFile(path, "w") as new:
        for name, content in parts.items():
            new.writestr(name, change(content) if name == part else content)
    receipt = receive(folder, path)
    assert receipt.status == "refused" or receipt.submission.rows["value"].tolist() == [300, 1.35, 98]


def test_an_error_that_nobody_thought_of_names_its_file_and_the_next_is_tried(folder, tmp_path, monkeypatch):
    def broken(ds, path, **_options):
        if path.name == "乙.xlsx":
            raise KeyError("\x1b[31m")
        return read(ds, path, **_options)

    from hrss_analysis.intake import receiving

    read = receiving.read_submission
    monkeypatch.setattr(receiving, "read_submission", broken)
    files = [workbook(tmp_path / name, GOOD) for name in ("乙.xlsx", "甲.xlsx")]
    done = add(folder, *files)
    assert done.exit_code == 1
    assert f"{files[0]}: KeyError: '\\x1b[31m'" in done.output
    assert "1 of 2 files refused" in done.output
    assert "3 figures of 甲" in done.output


def test_what_is_no_file_is_named_and_the_next_is_tried(folder, tmp_path):
    good = workbook(tmp_path / "甲.xlsx", GOOD)
    done = add(folder, tmp_path, tmp_path / "fehlt\x1b[2J.xlsx", good)
    assert done.exit_code == 1
    assert f"{tmp_path} is not a file" in done.output
    assert "fehlt\\x1b[2J.xlsx" in done.output
    assert "\x1b" not in done.output
    assert "2 of 3 files refused" in done.output


def test_a_name_that_acts_on_a_terminal_is_shown_and_not_sent(folder, tmp_path):
    slips = tmp_path / "slips"
    for rows, above in ((GOOD, ("填报单位", "甲")), ([[1, "培训人数", "丁\x85\u202e", "人", "约3"]], ("", ""))):
        path = workbook(tmp_path / HOSTILE, rows, above=[("报告期", "2024Q2"), above])
        done = add(folder, path, slips=slips)
        assert SHOWN in done.output
        assert not set("\x1b\x07\u202e\u200b\x85") & set(done.output)
        assert all("2.xlsx" not in line or "\\n2.xlsx" in line for line in done.output.split("\n"))
    kept = [path.read_text(encoding="utf-8") for path in (*slips.glob("*.html"), *folder.rglob("*.csv"))]
    assert len(kept) > 3
    assert not any(set("\x1b\x07\u202e\u200b\x85") & set(text) for text in kept)
    assert not any("\x1b" in path.name or "\u202e" in path.name for path in slips.iterdir())


def test_a_sheets_name_and_a_cells_text_do_nothing_either(folder, tmp_path):
    path = workbook(tmp_path / "甲.xlsx", [[1, "培训\u202e人数", "甲", "人", "约\u202e3"]], sheet="填\u202e报")
    book = load_workbook(path)
    book.active["F4"] = "\u2066x\u200e"
    book.save(path)
    done = add(folder, path, slips=tmp_path / "slips")
    assert done.exit_code == 1
    assert not set("\u202e\u2066\u200e") & set(done.output)
    assert not any(set("\u202e\u2066\u200e") & set(page.read_text()) for page in (tmp_path / "slips").glob("*.html"))


def test_plain_names_are_shown_as_they_are():
    assert visible("江阴（2024年 三季度）　1.xlsx") == "江阴（2024年 三季度）　1.xlsx"


def test_random_bytes_in_a_workbook_change_no_figure(folder, tmp_path):
    chance, told = random.Random(5), 0
    ds = open_dataset(folder)
    for at in range(25):
        path = workbook(tmp_path / "甲.xlsx", GOOD)
        receipt = receive(folder, damaged(path, chance.randrange(len(path.read_bytes())), drop=bool(at % 3)))
        assert receipt.status == "refused" or receipt.submission.rows["value"].tolist() == [300, 1.35, 98]
        told += receipt.status == "refused"
    assert told > 12
    assert ds.name == "small"
