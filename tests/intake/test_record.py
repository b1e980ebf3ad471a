"""Whatever happens while a file is added, the record is the old one or the new one."""

import multiprocessing
import os
import random
import signal
import time

import pytest

from hrss_analysis import open_dataset
from hrss_analysis.intake import receive
from hrss_analysis.writing import UNFINISHED

from .sending import folder, workbook

__all__ = ["folder"]

FORK = pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork, to be killed at the right moment")
KILLS = int(os.environ.get("RECORD_KILLS", "6"))


def in_child(work) -> int:
    """Run `work` in a process of its own."""
    child = os.fork()
    if child == 0:
        try:
            work()
        finally:
            os._exit(0)
    return child


def send(tmp_path, value, name, area="甲"):
    rows = [[1, "培训人数", area, "人", value], [2, "新增就业人数", area, "万人", value / 10_000]]
    return workbook(tmp_path / name, rows, above=[("报告期", "2024Q2"), ("填报单位", area)])


@pytest.mark.starts
@FORK
def test_kill_at_any_moment_leaves_the_old_record_or_the_new_one(folder, tmp_path):
    path = folder / "actuals/2024Q2.csv"
    receive(folder, send(tmp_path, 300, "first.xlsx"))
    chance, outcomes = random.Random(1), {"old": 0, "new": 0}
    for attempt in range(KILLS):
        file = send(tmp_path, 301 + attempt, f"{attempt}.xlsx")
        old = open_dataset(folder).actuals()["value"].tolist()
        child = in_child(lambda file=file: receive(folder, file))
        time.sleep(chance.uniform(0, 0.7))
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        now = open_dataset(folder).actuals()["value"].tolist()
        new = [301 + attempt, (301 + attempt) / 10_000]
        assert now in (old, new)
        outcomes["new" if now == new else "old"] += 1
    assert receive(folder, send(tmp_path, 900, "last.xlsx")).status == "added", "the lock died with its holder"
    assert not list(folder.rglob(f"{UNFINISHED}*")), "leftovers are cleared away"
    assert path.read_text(encoding="utf-8").count("\n") >= 3
    assert sum(outcomes.values()) == KILLS
    assert outcomes["new"] or KILLS < 50, "the kills came too early to show anything"


@pytest.mark.starts
@FORK
def test_two_at_once_both_arrive(folder, tmp_path):
    files = [send(tmp_path, 300, "甲.xlsx"), send(tmp_path, 500, "乙.xlsx", area="乙")]
    with multiprocessing.get_context("fork").Pool(2) as pool:
        receipts = pool.starmap(receive, [(folder, file) for file in files])
    assert [receipt.status for receipt in receipts] == ["added", "added"]
    assert sorted(open_dataset(folder).actuals()["value"]) == [0.03, 0.05, 300, 500]


def test_a_full_disk_leaves_the_old_record(folder, tmp_path, monkeypatch):
    receive(folder, send(tmp_path, 300, "a.xlsx"))
    before = (folder / "actuals/2024Q2.csv").read_bytes()

    def full(_handle):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(OSError, match="No space left"):
        receive(folder, send(tmp_path, 310, "b.xlsx"))
    assert (folder / "actuals/2024Q2.csv").read_bytes() == before
    assert not list(folder.rglob(f"{UNFINISHED}*"))
