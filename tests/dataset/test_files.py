import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from hrss_analysis.dataset import read_table
from hrss_analysis.dataset.schema import ACTUALS, AREAS, TARGETS
from hrss_analysis.errors import InputError
from hrss_analysis.writing import replacing, write_table, write_text

HEADER = "no,area,value"


def actuals(tmp_path, text, encoding="utf-8"):
    path = tmp_path / "actuals.csv"
    path.write_bytes(text.encode(encoding))
    return read_table(path, ACTUALS)


def test_absent_columns_get_their_plain_meaning(tmp_path):
    row = actuals(tmp_path, f"{HEADER}\n1,甲,2\n").iloc[0]
    assert (row["flag"], row["origin"], row["reporter"]) == ("A", "reported", "")
    assert np.isnan(row["numerator"])
    assert row["submitted_at"] is pd.NaT


def test_bom_crlf_and_quotes_are_read(tmp_path):
    frame = actuals(tmp_path, f'{HEADER}\r\n1,"甲，""乙""",2.5\r\n', "utf-8-sig")
    assert frame["area"].tolist() == ['甲，"乙"']


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (f"{HEADER}\n1,甲,2\n1,甲,1.3万\n", r"line 3, column value: '1.3万' is not a number"),
        (f"{HEADER}\n1,甲,/\n", r"line 2, column value: '/' is not a value"),
        (f"{HEADER}\n1,甲,1e3\n", "not a number"),
        (f"{HEADER}\n1,甲,nan\n", "not a number"),
        (f"{HEADER}\n1,甲,１２\n", "not a number"),
        (f"{HEADER}\n1.5,甲,1\n", r"line 2, column no: '1.5' is not a whole number"),
        (f"{HEADER}\n,甲,1\n", r"line 2, column no: the cell is blank"),
        (f"{HEADER}\n1,甲\n", "line 2: the row has 2 cells, the header 3"),
        (f"{HEADER}\n1,甲,2,3\n", "line 2: the row has 4 cells, the header 3"),
        (f"{HEADER},valu\n1,甲,2,3\n", "unknown column 'valu': did you mean 'value'"),
        ("no,area\n1,甲\n", "the column 'value' is missing"),
        (f"{HEADER},value\n1,甲,2,3\n", "the column 'value' stands twice"),
        ("", "the file is empty"),
        (f"{HEADER},flag\n1,甲,2,X\n", "line 2, column flag: unknown flag 'X'"),
        (f"{HEADER},origin\n1,甲,2,simulatd\n", "did you mean 'simulated'"),
        (f"{HEADER},submitted_at\n1,甲,2,8/10/2024\n", "not a date or time"),
        (f"{HEADER},submitted_at\n1,甲,2,2024-13-01\n", "not a date or time"),
        (f"{HEADER},submitted_at\n1,甲,2,2024-10-08T10:00:00Z\n", "not a date or time"),
        (f'{HEADER}\n1,"甲\n乙",2\n1,丙,x\n', "line 4, column value"),
        (f'{HEADER}\n1,"甲,2\n', "line 2: the quotes do not close"),
    ],
)
def test_what_is_wrong_is_named_with_line_and_column(tmp_path, text, message):
    with pytest.raises(InputError, match=message):
        actuals(tmp_path, text)


def test_a_file_in_another_encoding_is_refused(tmp_path):
    with pytest.raises(InputError, match="not UTF-8"):
        actuals(tmp_path, f"{HEADER}\n1,江阴,2\n", "gb18030")


def test_blank_lines_do_not_shift_the_line_number(tmp_path):
    with pytest.raises(InputError, match="line 4"):
        actuals(tmp_path, f"{HEADER}\n1,甲,2\n\n1,甲,x\n")


@given(st.lists(st.floats(-1e12, 1e12, allow_nan=False), max_size=5), st.sampled_from([".csv", ".parquet"]))
def test_what_is_written_reads_back_the_same(tmp_path_factory, values, suffix):
    path = tmp_path_factory.mktemp("round") / f"table{suffix}"
    frame = pd.DataFrame({"no": 1, "area": "甲", "value": pd.Series(values, dtype=float)})
    write_table(frame, path)
    assert read_table(path, ACTUALS)["value"].tolist() == values


def test_parquet_and_csv_give_the_same_frame(tmp_path):
    frame = read_text_table(tmp_path)
    write_table(frame, tmp_path / "t.parquet")
    pd.testing.assert_frame_equal(read_table(tmp_path / "t.parquet", TARGETS), frame)


def read_text_table(tmp_path):
    path = tmp_path / "t.csv"
    path.write_text("no,area,state,bound,value,unit,issued_on\n1,甲,assigned,,2.5,人,2024-04-18\n2,甲,zero,,,,\n")
    return read_table(path, TARGETS)


def test_writing_what_was_read_changes_nothing(tmp_path):
    text = "no,area,value,numerator,denominator,flag,origin,reporter,submission,submitted_at,plan\n"
    text += "1,甲,13.83,,,A,reported,乙,x.xlsx,2024-10-08 16:30:00,2024\n2,甲,98,49,50,P,published,,,2024-10-08,\n"
    path = tmp_path / "a.csv"
    path.write_text(text, encoding="utf-8")
    write_table(read_table(path, ACTUALS), path)
    assert path.read_text(encoding="utf-8") == text


def test_a_failed_write_leaves_the_old_file_and_nothing_else(tmp_path):
    path = tmp_path / "a.txt"
    write_text("old", path)
    with pytest.raises(ZeroDivisionError):
        _write_half_of(path)
    assert path.read_text() == "old"
    assert [p.name for p in tmp_path.iterdir()] == ["a.txt"]


def _write_half_of(path):
    with replacing(path) as temporary:
        temporary.write_text("half")
        raise ZeroDivisionError


def test_a_file_that_is_not_parquet_is_refused(tmp_path):
    (tmp_path / "areas.parquet").write_bytes(b"PK not parquet")
    with pytest.raises(InputError, match="not a readable Parquet file"):
        read_table(tmp_path / "areas.parquet", AREAS)
