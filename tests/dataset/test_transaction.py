"""A change of several files, killed or failing at every single step: all of it is there, or none of it."""

import os

import pytest

from hrss_analysis import open_dataset
from hrss_analysis.dataset.transaction import JOURNAL, STAGED, locked, recover, transaction
from hrss_analysis.errors import InputError

from ..killing import outcomes

OLD = {"a.csv": "old a", "years/b.csv": "old b"}
NEW = {"a.csv": "new a", "years/b.csv": "new b", "years/c.csv": "new c"}


@pytest.fixture
def folder(tmp_path):
    folder = tmp_path / "data"
    (folder / "years").mkdir(parents=True)
    for name, text in OLD.items():
        (folder / name).write_text(text)
    return folder


def change(folder):
    with transaction(folder) as stage:
        for name, text in NEW.items():
            stage(folder / name).write_text(text)


def read(folder):
    return {path.relative_to(folder).as_posix(): path.read_text() for path in folder.rglob("*.csv")
            if not path.name.startswith(".")}  # fmt: skip


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
@pytest.mark.parametrize("how", ["kill", "fail"])
def test_all_files_are_old_or_all_are_new_whatever_step_fails(tmp_path, how):
    def prepare(at):
        folder = tmp_path / f"data{at}"
        (folder / "years").mkdir(parents=True)
        for name, text in OLD.items():
            (folder / name).write_text(text)
        return folder

    def look(folder):
        recover(folder)
        found = read(folder)
        assert found in (OLD, NEW)
        assert not list(folder.rglob(f"{JOURNAL}*"))
        return found == NEW

    found = outcomes(change, prepare, look, how)
    assert len(found) > 15
    assert {True, False} == set(found)
    if how == "kill":
        assert found == sorted(found)  # once it has happened it stays so


def test_opening_a_dataset_finishes_what_was_begun(small):
    ds = small()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("hrss_analysis.dataset.transaction._roll_forward", lambda *_: None)
        with transaction(ds.path) as stage:
            stage(ds.path / "areas.csv").write_text("area\n全市\n丙\n", encoding="utf-8")
    assert list(open_dataset(ds.path).areas["area"]) == ["全市", "丙"]
    assert not list(ds.path.glob(".journal-*"))


def test_a_change_that_fails_leaves_nothing_behind(folder):
    def half(folder):
        with transaction(folder) as stage:
            stage(folder / "a.csv").write_text("new a")
            raise RuntimeError("no more")

    with pytest.raises(RuntimeError):
        half(folder)
    assert read(folder) == OLD
    assert not list(folder.rglob(f"{STAGED}*"))


def test_what_a_killed_writer_left_is_cleared_by_the_next_under_the_lock(folder):
    (folder / "dataset.toml").touch()
    for name in (".staged-1-a.csv", "years/.unfinished-2.csv"):
        (folder / name).write_text("half")
    with locked(folder):
        assert read(folder) == OLD
        assert not [path for path in folder.rglob(".*") if path.name != ".lock"]


def test_a_file_that_cannot_be_moved_is_named_and_moved_later(folder, monkeypatch):
    from pathlib import Path

    real = Path.replace

    def held(self, target):
        if Path(target).name == "b.csv":
            raise PermissionError(13, "Permission denied")
        return real(self, target)

    monkeypatch.setattr(Path, "replace", held)
    with pytest.raises(InputError, match=r"b\.csv: the new file waits beside it.*close it in other programs"):
        change(folder)
    with pytest.raises(InputError):
        recover(folder)
    monkeypatch.undo()
    recover(folder)
    assert read(folder) == NEW


def test_finishing_twice_moves_nothing_twice(folder):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("hrss_analysis.dataset.transaction._roll_forward", lambda *_: None)
        change(folder)
    (journal,) = folder.glob(".journal-*")
    text = journal.read_text()
    recover(folder)
    (folder / "a.csv").write_text("newer")
    journal.write_text(text)  # as another process still holds it
    recover(folder)
    assert read(folder) == {**NEW, "a.csv": "newer"}


def test_who_writes_holds_the_lock(folder, monkeypatch):
    from filelock import FileLock

    (folder / "dataset.toml").touch()
    monkeypatch.setattr("hrss_analysis.dataset.transaction.WAIT", 0.01)
    with FileLock(folder / ".lock"), pytest.raises(InputError, match="another hrss has been writing"), locked(folder):
        pass
