"""A quarter from the form to the archive, as a clerk types it: the command answers in Chinese."""

import re

import pytest

from ..docs.running import hrss
from ..filling import filling

pytestmark = [pytest.mark.starts, pytest.mark.filterwarnings("default")]
FILES = {
    "targets/2024.csv": "no,area,state,bound,value,issued_on\n1,全市,assigned,,20,2024-01-05\n1,甲,assigned,,10,2024-01-05\n",
    "areas.csv": "area,name_en\n全市,Whole\n甲,First\n",
}
# What is typed, and names of files: not words of the command's.
TYPED = re.compile(
    r"--?[a-z-]+|[\w-]*(?:[/.][\w.-]+)+|\b(?:hrss|small|batch|2024Q\d|html|docx|reports|\w+_quarter|period)\b", re.ASCII
)
ENGLISH = re.compile(r"[A-Za-z]{2,}")


@pytest.fixture
def said(write, tmp_path, monkeypatch):
    """What each command says, in its order."""
    write(FILES)
    monkeypatch.setenv("HRSS_LANG", "zh")
    told = {}

    def ask(*words):
        told[" ".join(words)] = hrss((*words, "--data", "small"), tmp_path)

    ask("data", "template", "2024Q1", "--area", "甲", "-o", "甲.xlsx")
    ask("data", "add", "甲.xlsx")
    with filling(tmp_path / "甲.xlsx", tmp_path / "small") as rows:
        rows[1, "甲"]["value"].value = 2
    ask("data", "add", "甲.xlsx", "--slips", "退回单")
    ask("data", "check", "2024Q1")
    ask("batch", "2024Q1", "--why", "--format", "html,docx")
    ask("bundle", "2024Q1")
    ask("bundle", "2024Q2")
    ask("batch", "2024Q9")
    ask("report", "area_quarter", "-p", "area=乙", "-p", "period=2024Q1")
    return told


def test_every_command_says_what_happened_without_an_english_word(said):
    for words, done in said.items():
        for line in (done.out + done.err).splitlines():
            assert "\t" not in line, (words, line)
            rest = re.sub(r"[█▏▎▍▌▋▊▉ ]*\d+/\d+ \[.*?\]", "", line) if "%|" in line else line
            assert not ENGLISH.search(TYPED.sub("", rest)), (words, line)
    assert {words: done.code for words, done in said.items() if done.code} == {
        "data add 甲.xlsx": 1, "bundle 2024Q2": 1, "batch 2024Q9": 2,
        "report area_quarter -p area=乙 -p period=2024Q1": 2,
    }  # fmt: skip

    def words(command):
        done = said[command]
        return done.out + done.err

    assert "甲2024年一季度报送表：甲.xlsx" in words("data template 2024Q1 --area 甲 -o 甲.xlsx")
    assert "有1处错误，整份没有录入；请更正后重新录入" in words("data add 甲.xlsx")
    assert "已收甲2024年一季度1个数" in words("data add 甲.xlsx --slips 退回单")
    assert "需要生成（还没有）：reports/small/2024Q1/city.html" in words("batch 2024Q1 --why --format html,docx")
    assert "3份报告中生成了3份：reports/index.html" in words("batch 2024Q1 --why --format html,docx")
    assert re.search(r"已打包\d+个文件：reports/small-2024Q1.zip", words("bundle 2024Q1"))
    assert "没有2024年二季度的报告，请先生成：hrss batch 2024Q2" in words("bundle 2024Q2")
