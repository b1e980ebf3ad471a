"""What a preview hands out, to whom, and what open pages hear."""

import http.client
import json
import threading
from pathlib import Path

import pytest

from hrss_analysis.errors import InputError
from hrss_analysis.press.preview import news, server
from hrss_analysis.press.preview.news import News

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


def test_the_news_are_told_from_any_thread(told):
    page, heard = Path("nowhere.html"), []
    listening = threading.Thread(target=lambda: heard.extend(said["doing"] for said in told.follow(page)))
    listening.start()
    while not told.open:
        pass
    told.end()
    listening.join(5)
    assert not listening.is_alive()
