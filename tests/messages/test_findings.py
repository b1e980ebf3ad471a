"""What a command finds, and the sheets it writes for senders, are in the language of its messages."""

import openpyxl
import pytest

from ..docs.running import hrss
from ..filling import filling

FILES = {
    "areas.csv": "area,name_en\n全市,Whole\n甲,First\n",
    "targets/2024.csv": "no,area,state,bound,value\n1,全市,assigned,,900\n1,甲,assigned,,800\n",
    "actuals/2024Q1.csv": "no,area,value\n1,甲,-5\n",
}
SAID = {
    "zh": {
        "plan check": "合计800，全市900，相差-100人",
        "data check": "培训人数（甲）为-5，不应为负",
        "template": ("填报", "甲 2024年二季度计划执行情况填报表", "累计完成"),
        "data add": ("甲.xlsx 填报!E8：培训人数（甲）：", "“约3”不是一个确定的数，请只填数字"),
        "slip": ("退回单-甲-2024Q2", "退回单", "■ 错误"),
    },
    "en": {
        "plan check": "the areas add up to 800, the whole city has 900; the difference is -100 (unit: persons)",
        "data check": "培训人数 (First): -5; it cannot be negative",
        "template": ("Return", "First: return on the implementation of the plan, Q2 2024", "Cumulative"),
        "data add": ("甲.xlsx, Return!E8\t培训人数 (First): ", "“约3” is not a definite number; give only the number"),
        "slip": ("return-slip-甲-2024Q2", "Return slip", "■ error"),
    },
}


@pytest.mark.parametrize("lang", SAID)
def test_findings_templates_and_slips_speak_as_messages_do(write, tmp_path, monkeypatch, lang):
    write(FILES)
    monkeypatch.setenv("HRSS_LANG", lang)
    said = SAID[lang]

    def ask(code, *words):
        done = hrss((*words, "--data", "small"), tmp_path)
        assert done.code == code, done
        return done.out + done.err

    assert said["plan check"] in ask(1, "plan", "check")
    assert said["data check"] in ask(1, "data", "check", "2024Q1")
    ask(0, "data", "template", "2024Q2", "--area", "甲", "-o", "甲.xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "甲.xlsx").worksheets[0]
    assert (sheet.title, sheet["A1"].value, sheet["E7"].value) == said["template"]
    with filling(tmp_path / "甲.xlsx", tmp_path / "small") as rows:
        rows[1, "甲"]["value"].value = "约3"
    refused = ask(1, "data", "add", "甲.xlsx", "--slips", "slips")
    assert [part for part in said["data add"] if part not in refused] == []
    name, title, severity = said["slip"]
    slip = openpyxl.load_workbook(tmp_path / f"slips/{name}.xlsx")[title]
    assert slip["A2"].value == severity
