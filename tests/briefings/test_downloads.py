import base64
import io

from openpyxl import load_workbook

from hrss_analysis import history, progress
from hrss_analysis.briefings import downloads
from hrss_analysis.briefings.downloads import XLSX, cells_frame, encoded


def test_a_csv_has_a_mark_for_excel_and_is_inert(small):
    ds = small({"targets/2024.csv": "no,area,state,bound,value\n1,全市,assigned,,9\n"})
    frame = cells_frame(ds, progress(ds, "2024Q1")).assign(说明="=1+1")
    text = base64.b64decode(encoded(frame))
    assert text.startswith(b"\xef\xbb\xbf")
    assert b",=1+1" not in text
    assert b"\r\n" in text


def test_the_workbook_is_an_output_the_same_twice_with_one_head_and_nothing_merged(wuxi):
    ds = wuxi.only(["江阴"])
    told = downloads(ds, progress(ds, "2024Q3"), history(ds, "2024Q3"))
    one, two = (told._repr_mimebundle_()[XLSX] for _ in range(2))
    assert one == two
    book = load_workbook(io.BytesIO(base64.b64decode(one)))
    assert book.sheetnames == ["记分表", "各季度", "说明"]
    assert [cell.value for cell in book["记分表"][1]][:4] == ["序号", "指标", "单位", "地区"]
    assert not any(sheet.merged_cells.ranges for sheet in book)


def test_of_several_areas_the_csv_has_the_whole(wuxi):
    tables = downloads(wuxi, progress(wuxi, "2024Q3")).tables
    assert list(tables) == ["记分表", "各地区"]
    assert [len(frame) for frame in tables.values()] == [60, 600]
