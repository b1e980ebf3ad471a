"""The page that says what has changed since the last issue, and when it is made."""

from pathlib import Path

from click.testing import CliRunner

from hrss_analysis import briefings, open_dataset, quarter
from hrss_analysis.briefings import editions, find_report, plan
from hrss_analysis.cli import hrss
from hrss_analysis.dataset.issues import note_issue
from hrss_analysis.language import speaking
from hrss_analysis.paper.html import blocks_of

TARGETS = "no,area,state,bound,value\n1,全市,assigned,,200\n1,甲,assigned,,100\n1,乙,assigned,,100\n"
HEAD = "no,area,value,submitted_at\n"
FILES = {
    "targets/2024.csv": TARGETS,
    "actuals/2024Q2.csv": HEAD + "1,甲,48,2024-07-08\n1,乙,50,2024-07-08\n1,甲,45,2024-07-25\n",
    "actuals/2024Q3.csv": HEAD + "1,甲,40,2024-10-08\n1,乙,80,2024-10-08\n",
    "issues.csv": "period,date,as_of,fingerprint,version\n2024Q2,2024-07-20,2024-07-20,x,0.0.1\n",
}


def test_what_it_says(small):
    told = quarter(small(FILES), "2024Q3").shown
    said = briefings.since_sentences(told)
    assert said[0] == "上次发布的是2024年二季度的报告，发布于2024年7月20日。"
    assert said[1] == "全市转为滞后1项（培训人数）。"
    assert said[2] == "已发布的数中，2024年二季度甲的培训人数由48改为45。"
    assert said[3].startswith("用发布时已有的数按现在的方法和设置重算，结果与当时发布的不同（程序由0.0.1变为")
    (block,) = blocks_of(briefings.since_table(told))
    assert [column.text for column in block.columns][:5] == [
        ["全市", "甲"], ["培训人数", "培训人数"], ["—", "—"], ["▲ 略有滞后", "▲ 略有滞后"], ["■ 滞后", "■ 滞后"],
    ]  # fmt: skip
    (block,) = blocks_of(briefings.revised_table(told))
    assert [column.text[0] for column in block.columns] == ["培训人数", "甲", "2024年二季度", "48", "45", "-3"]


def test_nothing_is_said_to_have_changed_where_nothing_has(small):
    told = quarter(small({name: text for name, text in FILES.items() if name != "issues.csv"}), "2024Q3").shown
    assert briefings.since_sentences(told) == [
        "还没有更早的发布记录：发布时用hrss bundle的--issue记下，以后各期便与它相比。"
    ]
    assert [block.texts for shown in (briefings.since_table(told), briefings.revised_table(told)) for block in blocks_of(shown)] == [
        ["滞后、年末难以达到的进出：无。"], ["修订：无。"],
    ]  # fmt: skip


def test_in_english(small):
    with speaking("en"):
        said = briefings.since_sentences(quarter(small(FILES), "2024Q3").shown)
    assert said[0] == "The last issue was that of 2024 Q2, on 20 July 2024."
    assert said[2] == "Of the figures issued: 培训人数 of 甲 for 2024 Q2 changed from 48 to 45."


def test_a_batch_makes_it_once_something_was_issued_before(small, tmp_path):
    ds = small(FILES)
    made = {period: [job.report for job in plan(ds, [period], tmp_path)] for period in ("2024Q2", "2024Q3")}
    assert "since_issue" not in made["2024Q2"]
    assert made["2024Q3"][0] == "since_issue"  # an index leads with it
    asked = plan(ds, ["2024Q2"], tmp_path, reports=["since_issue"])
    assert [job.report for job in asked] == ["since_issue"]
    assert find_report("since_issue").file_name(ds, {}) == "since.html"


def test_the_command_notes_what_was_packed_and_only_then(write, monkeypatch, tmp_path):
    files = {
        "dataset.toml": 'title = "例"\ncity = "全市"\n', "areas.csv": "area\n全市\n甲\n乙\n",
        "indicators.csv": "no,name,unit,kind,bound,pace,frequency\n1,培训人数,人,flow,at_least,accumulates,monthly\n",
        **{name: text for name, text in FILES.items() if name != "issues.csv"},
    }  # fmt: skip
    folder = write(files)
    given = ["bundle", "2024Q2", "--data", str(folder), "--out", str(tmp_path / "out")]
    refused = CliRunner().invoke(hrss, [*given, "--issue"])
    assert refused.exit_code == 1
    assert not (folder / "issues.csv").exists()  # nothing was packed
    monkeypatch.setattr(editions, "bundle", lambda *_: (Path("a.zip"), 1))
    assert CliRunner().invoke(hrss, given).output == "1 files: a.zip\n"
    assert not (folder / "issues.csv").exists()
    told = CliRunner().invoke(hrss, [*given, "--issue"])
    assert told.output == f"1 files: a.zip\nissued: 2024Q2, noted in {folder / 'issues.csv'}\n"
    ds = open_dataset(folder)
    assert ds.issues[["period", "fingerprint"]].values.tolist() == [["2024Q2", quarter(ds, "2024Q2").fingerprint]]
    again = CliRunner().invoke(hrss, [*given, "--issue"])
    assert again.output == "1 files: a.zip\nthese figures of 2024Q2 were issued already: nothing noted\n"
    assert not note_issue(ds, "2024Q2", quarter(ds, "2024Q2").fingerprint, ds.issues["version"].iloc[0])
