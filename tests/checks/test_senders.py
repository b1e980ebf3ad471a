"""Every due cell is one area's and one department's, and is counted once under each."""

import pytest

from hrss_analysis import completeness, open_dataset
from hrss_analysis.checks.senders import departments, due_cells, may_send

from ..intake.sending import folder

__all__ = ["folder"]


@pytest.fixture
def reported(folder):
    """Two figures of 甲, one of them late, and none of 乙."""
    (folder / "actuals").mkdir()
    rows = "no,area,value,submitted_at\n1,甲,300,2024-07-08\n2,甲,1.3,2024-07-20\n2,甲,1.4,2024-08-01\n"
    (folder / "actuals/2024Q2.csv").write_text(rows, encoding="utf-8")
    return open_dataset(folder)


def test_who_reported_how_much(reported):
    found = completeness(reported, "2024Q2")
    assert found.to_numpy().tolist() == [
        ["甲", "area", 3, 2, 1, 1],
        ["乙", "area", 3, 0, 0, 3],
        ["职建处", "department", 2, 1, 0, 1],
        ["就业处", "department", 4, 1, 1, 3],
    ]


def test_as_it_stood_then(reported):
    found = completeness(reported, "2024Q2", as_of="2024-07-10")
    assert found["reported"].tolist() == [1, 0, 1, 0]


def test_yearly_items_are_due_at_the_year_end(reported):
    assert set(due_cells(reported, "2024Q3")["no"]) == {1, 2, 3}
    assert set(due_cells(reported, "2024Q4")["no"]) == {1, 2, 3, 4}


def test_both_sides_count_every_cell_once(wuxi):
    for quarter in (1, 2, 3, 4):
        found = completeness(wuxi, f"2024Q{quarter}")
        sums = found.groupby("kind")["due"].sum()
        assert sums["area"] == sums["department"] == len(due_cells(wuxi, f"2024Q{quarter}"))


def test_departments_and_what_they_may_send(wuxi):
    assert "就管中心" in departments(wuxi)
    assert may_send(wuxi, "技师学院", 22, "江阴"), "it leads the item that 职建处 reports"
    assert may_send(wuxi, "职建处", 22, "江阴")
    assert not may_send(wuxi, "社保中心", 22, "江阴")
    assert may_send(wuxi, "江阴", 22, "江阴")
    assert not may_send(wuxi, "江阴", 22, "宜兴")
