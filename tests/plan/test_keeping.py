"""The plan that waits to be adopted: read back as it was, and no change of it or beside it goes unseen."""

import pytest

from hrss_analysis.errors import InputError
from hrss_analysis.plan.handover.keeping import check_unchanged, read_kept

from .office import CLOSED, JOBS, hand_over, make_office


@pytest.fixture
def office(tmp_path):
    return make_office(tmp_path)


@pytest.fixture
def merging(office):
    return hand_over(office, (CLOSED, JOBS))


def test_the_plan_that_waits_reads_back_and_no_change_to_it_goes_unseen(merging, office):
    handover, files = merging
    kept = read_kept(files.plan)
    assert kept.content == handover.kept.content
    check_unchanged(kept, office)
    text = files.plan.read_text(encoding="utf-8")
    files.plan.write_text(text.replace("1200", "1300", 1), encoding="utf-8")
    with pytest.raises(InputError, match="was changed or damaged"):
        read_kept(files.plan)
    files.plan.write_text(text[:-30], encoding="utf-8")
    with pytest.raises(InputError, match="was changed or damaged"):
        read_kept(files.plan)
    files.plan.unlink()
    with pytest.raises(InputError, match="is not there; `hrss plan import"):
        read_kept(files.plan)


@pytest.mark.parametrize("name", ["../plan-2026.txt", "indicators.csv", "areas.csv", "definitions.csv"])
def test_a_document_or_a_register_that_changed_is_told(merging, office, name):
    _, files = merging
    with (office / name).open("a", encoding="utf-8") as file:
        file.write("\n")
    with pytest.raises(InputError, match="has changed since"):
        check_unchanged(read_kept(files.plan), office)
