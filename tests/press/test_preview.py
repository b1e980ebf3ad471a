"""Pages that follow: what they are told, who may ask, what is watched, and what happens when something goes wrong."""

import http.client
import importlib
import json
import os
import shutil
import sys
import threading
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path
from types import SimpleNamespace

import pytest

from hrss_analysis import open_dataset
from hrss_analysis.briefings import previewing, source
from hrss_analysis.dataset import opening
from hrss_analysis.errors import InputError, UsageError
from hrss_analysis.press.making import Failure, Result
from hrss_analysis.press.preview import Made, following, news, server
from hrss_analysis.press.preview.news import News

from ..conftest import ROOT

PAGE = "<html><head></head><body><p>一</p></body></html>"


@pytest.fixture
def root(tmp_path):
    (tmp_path / "reports" / "甲" / "2024Q3").mkdir(parents=True)
    (tmp_path / "reports" / "甲" / "2024Q3" / "index.html").write_text(PAGE, encoding="utf-8")
    (tmp_path / "reports" / "run.json").write_text("{}", encoding="utf-8")
    (tmp_path / "secret.html").write_text("secret", encoding="utf-8")
    return tmp_path / "reports"


@pytest.fixture
def told():
    return News()


@pytest.fixture
def ask(root, told):
    with server.serve(root, None, told) as port:

        def get(path, host=None, method="GET"):
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
            connection.request(method, path, headers={"Host": host.format(port) if host else f"127.0.0.1:{port}"})
            answer = connection.getresponse()
            return answer.status, answer.read().decode(), dict(answer.getheaders())

        get.port = port
        yield get


def test_a_page_is_handed_out_with_the_script_and_stays_as_it_is_on_disk(ask, root):
    page = root / "甲" / "2024Q3" / "index.html"
    status, html, headers = ask("/%E7%94%B2/2024Q3/")
    assert status == 200
    assert html == PAGE.replace(
        "</body>", f'<script data-version="{page.stat().st_mtime_ns}">\n{server.SCRIPT}</script>\n</body>'
    )
    assert headers["Cache-Control"] == "no-store"
    assert page.read_text(encoding="utf-8") == PAGE


def test_a_page_that_is_not_there_yet_waits_for_itself(ask):
    status, html, _ = ask("/%E7%94%B2/2024Q3/city.html")
    assert status == 404
    assert "尚无此页" in html
    assert '<script data-version="">' in html


def test_other_files_are_handed_out_as_they_are_and_folders_are_not_listed(ask):
    assert ask("/run.json")[:2] == (200, "{}")
    (status, html, _), (without, _, headers) = ask("/"), ask("/%E7%94%B2/2024Q3")
    assert status == 404
    assert "run.json" not in html
    assert (without, headers["Location"]) == (301, "/%E7%94%B2/2024Q3/")


@pytest.mark.parametrize("path", ["/../secret.html", "/%2e%2e/secret.html", "/x/..%2f..%2fsecret.html"])
def test_nothing_above_the_folder_is_handed_out(ask, path):
    status, html, _ = ask(path)
    assert status == 404
    assert "secret" not in html.split("<script")[0]


@pytest.mark.parametrize(
    ("host", "status"), [("localhost:{}", 200), ("127.0.0.1:{}", 200), ("evil.example:{}", 403), ("127.0.0.1", 403)]
)
def test_only_who_asks_by_our_name_is_answered(ask, host, status):
    assert ask("/run.json", host)[0] == status


@pytest.mark.parametrize("path", ["/%00.html", "/%00", "/~news?page=%00"])
def test_what_no_file_could_be_called_is_refused(ask, path, capfd):
    assert ask(path)[0] == 400
    assert capfd.readouterr().err == ""


def test_an_ending_that_is_spelt_out_is_an_ending(ask):
    assert "<script" in ask("/%E7%94%B2/2024Q3/index%2Ehtml")[1]


def test_heads_are_for_those_alone_who_ask_by_our_name(ask):
    for host, status in (("127.0.0.1:{}", 200), ("LOCALHOST:{}", 200), ("evil.example:{}", 403)):
        assert ask("/run.json", host, "HEAD")[0] == status


def test_a_port_that_is_taken(ask, root):
    with (
        pytest.raises(InputError, match=rf"port {ask.port} cannot be had \(.*\): name another with --port"),
        server.serve(root, ask.port, News()),
    ):
        pass
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(server, "USUAL", ask.port)
        with server.serve(root, None, News()) as other:
            assert other != ask.port


def test_a_page_hears_what_happens_to_it(ask, root, told):
    page = root / "甲" / "2024Q3" / "index.html"
    connection = http.client.HTTPConnection("127.0.0.1", ask.port, timeout=5)
    connection.request("GET", "/~news?page=/%E7%94%B2/2024Q3/")
    answer = connection.getresponse()

    def heard():
        line = answer.readline().decode()
        assert answer.readline() == b"\n"
        return json.loads(line.removeprefix("data: "))

    assert answer.getheader("Content-Type") == "text/event-stream"
    first = heard()
    assert first == {"version": str(page.stat().st_mtime_ns), "doing": "", "trouble": ""}
    assert told.open == {page}
    page.write_text(PAGE + " ", encoding="utf-8")
    told.tell(doing="1/2")
    second = heard()
    assert second["doing"] == "1/2"
    assert second["version"] != first["version"]
    told.tell(doing="", trouble="错")
    assert heard() == {**second, "doing": "", "trouble": "错"}
    told.end()
    assert answer.read() == b""


def test_who_has_gone_is_forgotten(told, monkeypatch):
    monkeypatch.setattr(news, "BEAT", 0.01)
    page = Path("nowhere.html")
    listening = told.follow(page)
    assert next(listening) == next(listening), "told again and again, so that who has gone is noticed"
    assert told.open == {page}
    listening.close()
    assert told.open == frozenset()


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


def test_what_is_watched(small, tmp_path, monkeypatch):
    ds = small({"actuals/2024Q1.csv": "no,area,value\n1,甲,2\n", "submissions/2024Q1/0.csv": "", ".git/x": ""})
    (ds.path / "mine").mkdir()
    toml = ds.path / "dataset.toml"
    toml.write_text('title = "例"\ncity = "全市"\n[reports]\nnotebooks = ["mine/own.ipynb"]\n', encoding="utf-8")
    book, notebooks = tmp_path / "elsewhere" / "a.ipynb", tmp_path / "notebooks"
    for folder in (book.parent, notebooks, tmp_path / "out"):
        folder.mkdir()
    shutil.copy(ROOT / "notebooks/area_quarter.ipynb", book)
    asked = []
    monkeypatch.setattr(previewing, "follow", lambda made, *_, **__: asked.append(made))
    monkeypatch.setattr(previewing, "plan", lambda *_, **__: [])
    previewing.preview(ds, "2024Q1", tmp_path / "out", [str(book)], (), notebooks, began=print, say=print)
    watched = asked[0].watched()
    within = {
        path.relative_to(tmp_path).as_posix(): files for path, files in watched.items() if path.is_relative_to(tmp_path)
    }
    assert within == {
        "small": "*", "small/actuals": "*", "small/submissions": "*", "small/submissions/2024Q1": "*", "small/mine": "*",
        "notebooks": "*.ipynb", "elsewhere": "*.ipynb",
    }  # fmt: skip
    assert source.TEMPLATES in watched
    toml.write_text("title = ", encoding="utf-8")
    assert ds.path in asked[0].watched(), "also while it cannot be read"
    asked.clear()
    previewing.preview(ds, "2024Q1", ds.path / "actuals", (), (), notebooks, began=print, say=print)
    assert ds.path / "actuals" not in asked[0].watched(), "what it writes itself"


def test_what_is_wrong_with_the_question_is_said_at_once(wuxi, tmp_path, monkeypatch):
    monkeypatch.setattr(previewing, "follow", lambda *_, **__: pytest.fail("began"))
    for time, areas, said in (("2024Q9", (), "2024Q9"), ("2024Q3", ("江阳",), "江阳")):
        with pytest.raises(UsageError, match=said):
            previewing.preview(wuxi, time, tmp_path, ("area_quarter",), areas, began=print, say=print)
    with pytest.raises(InputError, match=r"nothere\.ipynb: there is no such notebook"):
        previewing.preview(wuxi, "2024Q3", tmp_path, ("nothere.ipynb",), began=print, say=print)
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(OSError, match="file"):
        previewing.preview(wuxi, "2024Q3", tmp_path / "file", began=print, say=print)


@pytest.mark.parametrize(("report", "folder"), [("area_quarter", "2024Q3"), ("plan_review", "2024")])
def test_the_index_that_is_opened_is_that_of_the_pages(wuxi, tmp_path, monkeypatch, report, folder):
    monkeypatch.setattr(previewing, "follow", lambda _made, began, _say: began(1))
    opened = []
    previewing.preview(wuxi, "2024Q3", tmp_path, (report,), began=opened.append, say=print)
    assert opened == [f"http://127.0.0.1:1/wuxi/{folder}/index.html"]


def test_a_template_is_read_as_it_is_now(tmp_path, monkeypatch):
    monkeypatch.setattr(source, "TEMPLATES", tmp_path)
    (tmp_path / "page.css").write_text("p {}", encoding="utf-8")
    before = source._package()
    assert source._package() == before
    (tmp_path / "page.css").write_text("p { color: red }", encoding="utf-8")
    assert source._package() != before


@pytest.fixture
def kept(small):
    """A dataset that is kept open, of two quarters."""
    ds = small({f"actuals/2024Q{quarter}.csv": f"no,area,value\n1,甲,{quarter}\n" for quarter in (1, 2)})
    opening.keep_open(ds)
    ds.actuals()
    yield ds
    opening._KEPT.clear()


@pytest.mark.parametrize(
    ("name", "text", "read", "values"),
    [
        ("actuals/2024Q2.csv", "no,area,value\n1,甲,20\n", ["2024Q2"], [1, 20]),
        ("actuals/2024Q3.csv", "no,area,value\n1,甲,3\n", ["2024Q1", "2024Q2", "2024Q3"], [1, 2, 3]),
        ("dataset.toml", 'title = "新"\ncity = "全市"\n', ["2024Q1", "2024Q2"], [1, 2]),
    ],
)
def test_of_figures_alone_only_those_that_changed_are_read_again(kept, monkeypatch, name, text, read, values):
    files, found = importlib.import_module("hrss_analysis.dataset.files"), []
    real = files._read_csv
    monkeypatch.setattr(files, "_read_csv", lambda path, only: found.append(path.stem) or real(path, only))
    assert open_dataset(kept.path) is kept
    (kept.path / name).write_text(text, encoding="utf-8")
    now = open_dataset(kept.path)
    assert now.actuals()["value"].tolist() == values
    assert [stem for stem in found if "Q" in stem] == read
    assert now.settings.title == ("新" if "toml" in name else "例")
    assert kept.actuals(periods=["2024Q1", "2024Q2"])["value"].tolist() == [1, 2], "what is open stays as it was read"


def test_the_news_are_told_from_any_thread(told):
    page, heard = Path("nowhere.html"), []
    listening = threading.Thread(target=lambda: heard.extend(said["doing"] for said in told.follow(page)))
    listening.start()
    while not told.open:
        pass
    told.end()
    listening.join(5)
    assert not listening.is_alive()
