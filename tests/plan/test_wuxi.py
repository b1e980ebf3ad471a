"""The shipped tables, printed as a document and read back: cell for cell the same.

The official document is not in the repository. Its tables are, and printed in its
layout they have its merges, units, tags and page breaks.
"""

import os
from decimal import Decimal
from itertools import groupby

import pandas as pd
import pytest

from hrss_analysis.dataset import read_table
from hrss_analysis.dataset.schema import INDICATORS, TARGETS
from hrss_analysis.plan import import_plan
from hrss_analysis.plan.tables import INDICATOR_COLUMNS

from ..conftest import ROOT

FOLDER = ROOT / "data" / "wuxi"
TAGS = {"annual": "（年报）", "quarterly": "（季报）", "semiannual": "(半年报)", "monthly": ""}


@pytest.fixture(scope="module")
def tables():
    indicators = read_table(FOLDER / "indicators/2024.csv", INDICATORS)
    return indicators, read_table(FOLDER / "targets/2024.csv", TARGETS)


@pytest.fixture(scope="module")
def imported(tables, tmp_path_factory):
    path = tmp_path_factory.mktemp("wuxi") / "plan.txt"
    path.write_text(printed(*tables), encoding="utf-8")
    return import_plan(path)


def plain(value):
    return f"{Decimal(repr(float(value))).normalize():f}"


def cell(row):
    if row.state == "not_assigned":
        return "/"
    if row.state == "zero":
        return "0"
    return ("低于" if row.bound == "below" else "") + plain(row.value)


def printed(indicators, targets):
    cells = {(row.no, row.area): row for row in targets.itertuples()}
    areas = list(dict.fromkeys(targets["area"]))
    lines = ["2024年计划", "", narrative(indicators, cells), "附件1", ""]

    def put(row):
        lines.extend("\t" + text for text in row)
        lines.append("")

    put(["序号", "类别", "计划指标", "2024年", "单位", "责任\n\n处室单位"])
    put([""] * 6)
    for row in indicators.itertuples():
        size = 10000 if row.city_unit != row.unit else 1
        city = cells[row.no, "全市"]
        target = ("低于" if city.bound == "below" else "") + plain(Decimal(repr(float(city.value))) / size)
        name = f"{row.name}{TAGS[row.frequency]}"
        put(
            [
                str(row.no),
                row.category,
                row.subcategory,
                name,
                target,
                row.city_unit,
                row.departments.replace("、", "  "),
            ]
        )
    lines += ["注：1.排名第一的为牵头处室。", "    2.第22、23、26、28、54、60项由职建处负责报送数据。", "附件2", ""]
    for title, group in groupby(indicators.itertuples(), key=lambda row: row.category):
        section(put, lines, title, list(group), areas, cells)
    lines += ["附件3", "指标解释", ""]
    parts = indicators.set_index("no")["part_of"]
    for row in indicators.itertuples():
        part = f"第{parts[row.no]}项指标其中项。" if parts.notna()[row.no] else ""
        lines.append(f"{row.no}．{row.name}：{row.definition}{part}")
    return "\n".join(lines)


def section(put, lines, title, group, areas, cells):
    lines += [f"一、{title}计划", ""]
    put(["指标名称", *(row.name + TAGS[row.frequency] for row in group)])
    put(["序号", *(str(row.no) for row in group)])
    put(["单位", *(row.unit for row in group)])
    for area in areas:
        put(["市本局/级" if area == "市本级" else area, *(merged(cells, row.no, area) for row in group)])
    put(["责任单位", *dict.fromkeys(word for row in group for word in row.departments.split("、"))])


def merged(cells, no, area):
    """What several areas share stands once, in the first of them."""
    own = cells[no, area]
    if own.state in ("shared", "issued_separately"):
        first = next(other for (n, other), row in cells.items() if n == no and row.state == own.state)
        return ("5" if own.state == "shared" else "分市（县）、区目标另行下达") if area == first else ""
    return cell(own)


def narrative(indicators, cells):
    sentences = [f"{row.name}{plain(cells[row.no, '全市'].value)}{row.unit}；" for row in indicators.itertuples()]
    return "".join(sentences)


def test_no_error_is_found(imported):
    assert not imported.failed, imported.findings.to_string()
    assert (imported.city, imported.year) == ("全市", 2024)


def test_the_known_oddities_are_warnings(imported):
    assert sorted(imported.findings.query("severity == 'warning'")["rule"]) == ["area-name", "merged", "merged"]


def test_the_structure_is_found(imported):
    info = imported.findings.query("rule == 'structure'")["message"].tolist()
    assert info == [
        "第17项在各地区的目标恰为第15项的4倍：两者的相关是定目标时形成的",
        "第58项在各地区的目标恰为第57项的0.5倍：两者的相关是定目标时形成的",
    ]


def test_the_targets_are_the_same_cell_for_cell(imported, tables):
    shipped = tables[1]
    read = imported.targets
    assert read[["no", "area", "state", "bound", "unit"]].to_dict("list") == shipped[
        ["no", "area", "state", "bound", "unit"]
    ].to_dict("list")
    assert [None if value is None else float(value) for value in read["value"]] == [
        None if pd.isna(value) else value for value in shipped["value"]
    ]


def test_the_indicators_are_the_same_in_all_the_document_says(imported, tables):
    shipped = tables[0]
    for column in INDICATOR_COLUMNS:
        official = ["" if pd.isna(value) else str(value).lower() for value in shipped[column]]
        assert [str(value) for value in imported.indicators[column]] == official, column


@pytest.mark.skipif("HRSS_PLAN_DOCUMENT" not in os.environ, reason="HRSS_PLAN_DOCUMENT names no document")
def test_the_official_document_itself(tables):
    """With the document at hand: no error, the same tables, and its known oddities as warnings."""
    official = import_plan(os.environ["HRSS_PLAN_DOCUMENT"])
    warnings = official.findings.query("severity == 'warning'")
    assert not official.failed
    assert sorted(warnings["rule"]) == [
        "area-name", "frequency", "merged", "merged", "narrative-unit", "wording", "wording", "wording",
    ]  # fmt: skip
    test_the_targets_are_the_same_cell_for_cell(official, tables)
    test_the_indicators_are_the_same_in_all_the_document_says(official, tables)
