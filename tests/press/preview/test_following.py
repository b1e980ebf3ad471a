"""What a preview makes and when, and what happens when something goes wrong."""

import os
import sys
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path
from types import SimpleNamespace

import pytest

from hrss_analysis.errors import InputError, UsageError
from hrss_analysis.press.making import Failure, Result
from hrss_analysis.press.preview import Made, following
from hrss_analysis.press.preview.news import News


@pytest.fixture
def root(tmp_path):
    (tmp_path / "reports").mkdir()
    return tmp_path / "reports"


def changes(*looks):
    """In place of watchfiles: what each look finds, and then an interruption."""
    seen = SimpleNamespace(paths=[])

    def watch(*paths, watch_filter, **_options):
        seen.paths.append(set(paths))
        for found in looks:
            yield {change for change in found if watch_filter(*change)}
        raise KeyboardInterrupt

    return SimpleNamespace(watch=watch, seen=seen)


def followed(root, make, looks, watched=lambda: {Path("data"): "*"}, executor=None, monkeypatch=None):
    """What is said while a preview follows these looks."""
    said, watch, told = [], changes(*looks) if isinstance(looks, list) else looks, News()
    monkeypatch.setattr(following, "load", lambda *_: watch)
    monkeypatch.setattr(following, "News", lambda: told)
    monkeypatch.setattr(following, "is_lost", lambda executor: executor.died)

    class Executors:
        count = 0

        def __enter__(self):
            Executors.count += 1
            own = executor or SimpleNamespace()
            own.died = False
            return own

        def __exit__(self, *_):
            return False

    monkeypatch.setattr(following, "local", lambda *_, **__: Executors())
    with pytest.raises(KeyboardInterrupt):
        following.follow(Made(root, watched, make), lambda _port: None, lambda line, wrong: said.append((wrong, line)))
    return said, told.of(root / "x.html"), watch, Executors.count


CHANGE = {(2, "data/areas.csv")}


def test_pages_are_made_at_first_and_at_every_change_that_matters(root, monkeypatch):
    made = []
    looks = [set(), set(), CHANGE, {(2, "data/.areas.csv.swp")}, set(), CHANGE]
    said, *_ = followed(root, lambda *_: made.append(1) or [], looks, monkeypatch=monkeypatch)
    assert len(made) == 3
    assert [wrong for wrong, _ in said] == [False] * 3
    assert said[0][1].startswith("0 of 0 reports made in ")


@pytest.mark.parametrize(
    ("error", "trouble"),
    [
        (InputError("areas.csv, line 2: no"), "areas.csv, line 2: no"),
        (UsageError("no", "such area"), "no\nsuch area"),
        (PermissionError(13, "Permission denied", "reports/x"), "reports/x: you have no right to it"),
        (ZeroDivisionError("by 0"), "ZeroDivisionError: by 0"),
        (BrokenProcessPool("gone"), "a process died"),
    ],
)
def test_what_goes_wrong_is_told_until_it_is_mended(root, monkeypatch, error, trouble):
    def fail(*_):
        raise error

    said, told, *_ = followed(root, fail, [set()], monkeypatch=monkeypatch)
    assert said[0][0] is True
    assert said[0][1] == told["trouble"]
    assert told["trouble"].startswith(trouble)
    assert told["doing"] == ""

    states = iter([fail])
    said, told, *_ = followed(root, lambda *_: next(states, list)(), [set(), CHANGE], monkeypatch=monkeypatch)
    assert said[0][0] is True
    assert told["trouble"] == ""


def test_a_report_that_fails_is_said_and_the_others_go_on(root, monkeypatch):
    job = SimpleNamespace(output=Path("city.html"))
    results = [Result(job, 0.1, Failure("KeyError: 1")), Result(job, 0.1), Result(job, 0.0, unchanged=True)]

    def make(_executor, _opened, tell):
        for count, result in enumerate(results[:2], 1):
            tell(result, count, 3)
        return results

    said, *_ = followed(root, make, [set()], monkeypatch=monkeypatch)
    assert said[0] == (True, "failed: city.html: KeyError: 1")
    assert said[1][1].startswith("1 of 3 reports made in ")


def test_a_change_while_pages_are_made_has_them_begun_anew(root, monkeypatch, tmp_path):
    data, ended = tmp_path / "data", []
    data.mkdir()
    (data / "areas.csv").write_text("1", encoding="utf-8")
    job = SimpleNamespace(output=Path("city.html"))
    writes = iter([".areas.csv.swp", "areas.csv"])

    def make(_executor, _opened, tell):
        for count in (1, 2):
            tell(Result(job, 0.1), count, 2)
            if name := next(writes, ""):
                (data / name).write_text("22", encoding="utf-8")
                os.utime(data / name, ns=(1, 1))
        tell(Result(job, 0.1), 3, 2)
        ended.append(1)
        return []

    said, told, *_ = followed(root, make, [set(), set()], lambda: {data: "*"}, monkeypatch=monkeypatch)
    assert (len(ended), len(said)) == (1, 1), "the first came to no end, and of that nothing is said"
    assert told["doing"] == ""


def test_other_folders_are_watched_as_soon_as_there_are_others(root, monkeypatch):
    folders = [{Path("data"): "*"}, {Path("data"): "*", Path("data/new"): "*"}]
    now = iter([folders[0], folders[1], *[folders[1]] * 3])
    made = []
    _, _, watch, executors = followed(
        root, lambda *_: made.append(1) or [], [set(), set()], lambda: next(now), monkeypatch=monkeypatch
    )
    assert watch.seen.paths == [{Path("data")}, {Path("data"), Path("data/new")}]
    assert len(made) == 2, "once more, since something may have changed before they were watched"
    assert executors == 1


class Loses:
    """Makes pages as often as it is asked, and is lost by every try of those given, counted from 1."""

    def __init__(self, *tries, pool=False):
        self.tries, self.pool, self.made, self.died = tries, pool, 0, False

    def make(self, *_):
        self.made += 1
        if self.made in self.tries and self.pool:
            raise BrokenProcessPool
        self.died = self.made in self.tries
        return []


@pytest.mark.parametrize("pool", [False, True])
@pytest.mark.parametrize(
    ("tries", "made"),
    [
        ((1,), 3),  # made at first, once more with another executor, and at the change
        ((1, 2), 3),  # lost again by that: not tried before the change
    ],
)
def test_what_was_lost_is_made_again_once(root, monkeypatch, pool, tries, made):
    loses, looks = Loses(*tries, pool=pool), iter([*[[set()]] * len(tries), [set(), CHANGE]])
    watch = SimpleNamespace(watch=lambda *paths, **options: changes(*next(looks)).watch(*paths, **options))
    monkeypatch.setattr(following, "time", SimpleNamespace(monotonic=lambda: 100.0))
    *_, executors = followed(root, loses.make, watch, executor=loses, monkeypatch=monkeypatch)
    assert (loses.made, executors) == (made, len(tries) + 1)


def test_what_died_in_between_is_replaced_before_pages_are_made_with_it(root, monkeypatch):
    executor, made, looks = SimpleNamespace(died=False), [], iter([[set(), CHANGE], [set()]])

    def make(*_):
        made.append(executor.died)
        return []

    class Dies(SimpleNamespace):
        def watch(self, *paths, **options):
            for found in changes(*next(looks)).watch(*paths, **options):
                yield found
                executor.died = True

    *_, executors = followed(root, lambda *_: make(), Dies(), executor=executor, monkeypatch=monkeypatch)
    assert (made, executors) == ([False, False], 2), "nothing was made with it"


def test_a_folder_that_was_made_anew_is_watched_anew(root, monkeypatch, tmp_path):
    data, made = tmp_path / "data", []
    data.mkdir()

    class Moves(SimpleNamespace):
        def watch(self, *_paths, **_options):
            yield set()
            if len(made) == 1:
                data.rename(tmp_path / "away")
            elif len(made) == 2:
                data.mkdir()
            else:
                raise KeyboardInterrupt
            yield set()
            raise AssertionError("it should have been watched anew")

    def watched():
        return {data: "*"} if data.is_dir() else {}

    followed(root, lambda *_: made.append(1) or [], Moves(), watched, monkeypatch=monkeypatch)
    assert len(made) == 3


def test_without_watchfiles(root, monkeypatch):
    monkeypatch.setitem(sys.modules, "watchfiles", None)
    with pytest.raises(InputError, match=r"^hrss preview needs watchfiles; install hrss_analysis\[preview\]$"):
        following.follow(Made(root, dict, lambda *_: []), print, print)
