"""The real document, plans of invented cities, and damaged ones."""

import contextlib
import os
import random
from collections import Counter
from decimal import Decimal
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from hrss_analysis.errors import InputError
from hrss_analysis.plan import import_plan, write_imported

from . import damaging
from .printing import as_text, as_word, example, plans

# How many random plans; a long run sets the number in the environment.
EXAMPLES = int(os.environ.get("PLAN_EXAMPLES", settings().max_examples * 2 // 5))
QUICK = settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def cells_of(imported):
    return {
        (row.no, row.area): (row.state, row.bound, row.value if isinstance(row.value, Decimal) else None, row.unit)
        for row in imported.targets.itertuples()
    }


def names_of(imported):
    return dict(
        zip(
            imported.indicators["no"],
            zip(imported.indicators["name"], imported.indicators["city_unit"], strict=True),
            strict=True,
        )
    )


def write(folder: Path, text: str, encoding="utf-8", name="plan.txt") -> Path:
    path = folder / name
    path.write_bytes(text.encode(encoding))
    return path


@QUICK
@given(plan=plans())
def test_a_plan_in_the_text_layout_reads_back_unchanged(tmp_path, plan):
    imported = import_plan(write(tmp_path, as_text(plan)))
    assert imported.findings.query("severity == 'error'").empty, imported.findings.to_string()
    assert cells_of(imported) == plan.expected()
    check_register(imported, plan)


@QUICK
@given(plan=plans())
def test_a_plan_in_word_reads_back_unchanged(tmp_path, plan):
    as_word(plan, tmp_path / "plan.docx")
    imported = import_plan(tmp_path / "plan.docx")
    assert imported.findings.query("severity == 'error'").empty, imported.findings.to_string()
    assert cells_of(imported) == plan.expected()
    check_register(imported, plan)


def check_register(imported, plan):
    register = imported.indicators.set_index("no")
    for item in plan.items:
        row = register.loc[item.no]
        assert (row["name"], row["category"], row["subcategory"]) == (item.name, item.category, item.subcategory)
        assert row["departments"] == "、".join(item.offices)
        assert row["frequency"] == (item.tag or "monthly")
        assert (row["kind"], row["part_of"], row["net"]) == plan.inferred()[item.no]
    assert (imported.city, imported.year) == ("全市", 2025)


@pytest.mark.parametrize(
    ("encoding", "newline"), [("utf-8", "\n"), ("utf-8-sig", "\r\n"), ("gb18030", "\n"), ("gb18030", "\r\n")]
)
def test_encodings_and_line_ends_make_no_difference(tmp_path, encoding, newline):
    plan = example()
    plain = import_plan(write(tmp_path, as_text(plan)))
    other = import_plan(write(tmp_path, as_text(plan).replace("\n", newline), encoding, "other.txt"))
    pd.testing.assert_frame_equal(plain.targets, other.targets)
    pd.testing.assert_frame_equal(plain.findings, other.findings)


DAMAGES = ("drop", "blank", "double", "swap", "cut", "garble", "digit")


def damage(text: str, kind: str, rng: random.Random) -> str:
    lines = text.split("\n")
    cells = [at for at, line in enumerate(lines) if line.startswith("\t")]
    at = rng.choice(cells[:-1])
    if kind == "drop":
        del lines[at]
    elif kind == "blank":
        lines[at] = "\t"
    elif kind == "double":
        lines.insert(at, lines[at])
    elif kind == "swap":
        other = cells[cells.index(at) + 1]
        lines[at], lines[other] = lines[other], lines[at]
    elif kind == "cut":
        return text[: rng.randrange(len(text))]
    else:
        wanted = [at for at in range(len(text)) if text[at].isdigit()] if kind == "digit" else range(len(text))
        at = rng.choice(list(wanted))
        new = (
            rng.choice([digit for digit in "0123456789" if digit != text[at]])
            if kind == "digit"
            else rng.choice("�X口")
        )
        return text[:at] + new + text[at + 1 :]
    return "\n".join(lines)


THOROUGH = settings(
    max_examples=4 * EXAMPLES,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.filter_too_much],
)


# What nobody can tell: one character changed in running words makes other words, and in the
# text form a blank below is a merged cell.
WORDS = ("kind", "pace", "additive", "part_of", "net")
MERGED = ("category", "subcategory", "tier", "departments", "lead_department", "reported_by")
UNTOLD = {"garble": WORDS, "digit": WORDS, "cut": WORDS, "blank": MERGED}


def silently_wrong(imported, plan, sound, kind=""):
    """What was read otherwise than it was meant, with nothing said."""
    if imported.failed:
        return []
    told = imported.findings.query("severity != 'info' or rule == 'rate'")["message"]
    if Counter(told) - Counter(sound.findings["message"]):
        return []
    return [
        *(ignoring_zero(cells_of(imported)).items() ^ ignoring_zero(plan.expected()).items()),
        *(register_of(imported, kind) ^ register_of(sound, kind)),
    ]


def register_of(imported, kind):
    own = imported.indicators.drop(columns=["inferred_from", *UNTOLD.get(kind, ())])
    return {(row.no, name, str(value)) for row in own.itertuples() for name, value in row._asdict().items()}


@THOROUGH
@given(plan=plans(), kind=st.sampled_from([*DAMAGES, *damaging.TEXT]), seed=st.integers(0, 2**32))
def test_damage_is_imported_right_or_refused_with_a_finding(tmp_path, plan, kind, seed):
    # in a single section an area's name stands once: nothing can tell a wrong letter in it
    assume(plan.per_section < len(plan.items))
    text, rng = as_text(plan), random.Random(seed)
    broken = damaging.TEXT[kind](text, rng) if kind in damaging.TEXT else damage(text, kind, rng)
    assume(broken is not None)
    sound = import_plan(write(tmp_path, text))
    imported = import_plan(write(tmp_path, broken))
    count(kind, imported)
    assert silently_wrong(imported, plan, sound, kind) == []


@settings(QUICK, max_examples=max(EXAMPLES // 3, 1))  # each of the edits by itself is in test_word.py
@given(plan=plans(), kind=st.sampled_from([*damaging.WORD]), seed=st.integers(0, 2**32))
def test_an_edited_word_file_is_imported_right_or_refused_with_a_finding(tmp_path, plan, kind, seed):
    docx = pytest.importorskip("docx")
    assume(plan.per_section < len(plan.items))
    path = tmp_path / "plan.docx"
    as_word(plan, path)
    sound = import_plan(path)
    document = docx.Document(str(path))
    assume(damaging.WORD[kind](document, random.Random(seed)) is not None)
    document.save(str(path))
    imported = import_plan(path)
    count(f"Word: {kind}", imported)
    assert silently_wrong(imported, plan, sound) == []


def count(kind, imported):
    """Where PLAN_COUNTS names a file, a line for each damaged plan: what was done, and whether it was refused."""
    if "PLAN_COUNTS" in os.environ:
        with Path(os.environ["PLAN_COUNTS"]).open("a", encoding="utf-8") as file:
            file.write(f"{kind}\t{'refused' if imported.failed else 'imported'}\n")


def ignoring_zero(cells):
    """A 0 for a / cannot be told from the real thing: neither changes any sum."""
    return {
        key: ("none", "", None, cell[3]) if cell[0] in ("zero", "not_assigned") else cell for key, cell in cells.items()
    }


@given(content=st.binary(max_size=400))
@settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_arbitrary_bytes_are_refused_in_one_sentence(tmp_path, content):
    for name in ("x.txt", "x.docx"):
        (tmp_path / name).write_bytes(content)
        with contextlib.suppress(InputError):
            assert import_plan(tmp_path / name).failed


def findings(tmp_path, old, new):
    text = as_text(example())
    assert old in text
    return import_plan(write(tmp_path, text.replace(old, new))).findings


@pytest.mark.parametrize(
    ("old", "new", "rule", "severity", "message"),
    [
        ("\t700\n", "\t600\n", "sum", "error", "各地区合计1100，全市1200，相差-100人"),
        ("\t0.12\n", "\t0.13\n", "amount", "error", "附件1为0.13万人，附件2全市为1200人"),
        ("新增岗位数0.12万人", "新增岗位数0.15万人", "narrative", "error", "正文为0.15万人，附件1为0.12万人"),
        ("\t3\n\t劳动关系", "\t4\n\t劳动关系", "numbering", "error", "序号不连续，缺第3项"),
        ("\t1\n\t2\n", "\t1\n\t1\n", "numbering", "error", "序号1出现2次"),
        ("\t500\n\t\n", "\t500\n", "layout", "error", "一行有2格，表头有3格"),
        ("\t500\n", "\t约500\n", "unreadable", "error", "“约500”无法识别为目标"),
        ("1．新增岗位数", "1．新增岗位总数", "wording", "warning", "附件3“新增岗位总数”"),
        ("品牌建设数(年报)\n\t5", "品牌建设数\n\t5", "frequency", "warning", "附件1“无”，附件2“年报”"),
        ("\t乙区\n\t/\n", "\t乙区\n\t低于0.9\n", "rate", "warning", "与全市0.6不同"),
        ("2．品牌建设数：按规定统计的数量。\n", "", "definitions", "warning", "没有解释：第2项"),
        ("数量。\n", "数量。第9项指标其中项。\n", "part-of", "error", "计划中没有第9项"),
        ("数量。\n", "数量。第口项指标其中项。\n", "part-of", "warning", "看不出是第几项"),
        ("数量。\n", "数量。第1项指标其口项。\n", "part-of", "warning", "看不出是第几项"),
        ("数量。\n", "数\ufffd。\n", "unreadable", "warning", "含乱码"),
        ("通知\n", "通\ufffd\n", "unreadable", "warning", "含乱码"),
    ],
)
def test_each_contradiction_is_named(tmp_path, old, new, rule, severity, message):
    found = findings(tmp_path, old, new)
    named = found[(found["rule"] == rule) & (found["severity"] == severity)]
    assert named["message"].str.contains(message, regex=False).any(), found.to_string()


@pytest.mark.parametrize(
    ("cell", "said"),
    [
        ("30①", "“30①”无法识别"), ("30¹", "“30¹”无法识别"), ("3₀", "无法识别"), ("90 95", "“9095”无法识别"),
        ("30\n35", "单独成行的数字"), ("30\n\n12", "单独成行的数字"), ("3̶0̶35", "有划去的字"), ("≤\ufffd3", "乱码"),
        ("\uf0a33", "无法识别的符号"), ("³0", "无法识别"), ("𝟑0", "无法识别"), ("٣0", "无法识别"), ("1 200", "无法识别"), ("30％①", "无法识别"),
    ],
)  # fmt: skip
def test_a_figure_with_something_beside_it_is_refused_with_its_place(tmp_path, cell, said):
    found = findings(tmp_path, "\t700\n", f"\t{cell}\n").query("rule == 'unreadable' and severity == 'error'")
    assert found["message"].str.contains(said, regex=False).any(), found.to_string()
    assert found["where"].str.match("附件2 一、分项计划 (第1项 行“甲区”|第5行第2列)").any()


@pytest.mark.parametrize(
    "cell",
    [
        "７００",
        "700\n— 12 —",
        "700\n- 12 -",
        "700\n第 3 页 共 9 页",
        "不低于\n700",
        "≥700",
        "≧７００",
        "700 ",
    ],
)
def test_what_a_person_reads_as_the_figure_is_the_figure(tmp_path, cell):
    text = as_text(example()).replace("\t700\n", f"\t{cell}\n")
    imported = import_plan(write(tmp_path, text))
    assert not imported.failed, imported.findings.to_string()
    assert cells_of(imported)[1, "甲区"] == ("assigned", "at_least", Decimal(700), "人")


@pytest.mark.parametrize("mark", ["≤", "≦", "⩽", "不大于"])
def test_signs_of_a_ceiling_are_read(tmp_path, mark):
    text = as_text(example()).replace("低于0.6%；", "").replace("低于0.6", f"{mark}0.6")
    imported = import_plan(write(tmp_path, text))
    assert not imported.failed, imported.findings.to_string()
    assert cells_of(imported)[3, "甲区"][:2] == ("assigned", "at_most")


def test_page_numbers_and_notes_are_no_part_of_words(tmp_path):
    text = as_text(example())
    text = (
        text.replace("\t就业科\n", "\t就业科\n— 12 —\n", 1)
        .replace("新增岗位数", "新增岗位数①")
        .replace("\t%\n", "\t％\n")
        .replace("\t甲区\n", "\t甲区②\n", 1)
    )
    imported = import_plan(write(tmp_path, text))
    assert not imported.failed, imported.findings.to_string()
    assert imported.indicators[["name", "departments", "unit"]].to_numpy().tolist() == [
        ["新增岗位数", "就业科", "人"], ["品牌建设数", "就业科、人才科", "个"], ["线索发生率", "监察队", "%"],
    ]  # fmt: skip
    assert set(imported.targets["unit"]) == {"人", "个", "%"}


def test_a_page_number_without_its_dashes_is_told(tmp_path):
    for old in ("\t就业科\n", "\t新增岗位数\n", "\t万人\n"):
        found = findings(tmp_path, old, f"{old}12\n")
        assert found.query("severity == 'error'")["message"].str.contains("单独成行的数字").any(), old


def test_lines_broken_within_words_come_together(tmp_path):
    text = as_text(example()).replace("\t万人\n", "\t万\n\n人\n").replace("\t新增岗位数\n", "\t新增\n岗位数\n")
    imported = import_plan(write(tmp_path, text))
    assert not imported.failed, imported.findings.to_string()
    assert imported.indicators[["name", "city_unit"]].iloc[0].tolist() == ["新增岗位数", "万人"]


def test_a_bound_in_the_name_holds_for_every_cell_without_one(tmp_path):
    text = as_text(example()).replace("低于0.6", "0.6").replace("线索发生率", "线索发生率低于")
    imported = import_plan(write(tmp_path, text))
    assert not imported.failed, imported.findings.to_string()
    assert imported.indicators["bound"].tolist() == ["at_least", "at_least", "below"]
    assert "bound=below（名称：低于）" in imported.indicators["inferred_from"][2]
    assert {cells_of(imported)[3, area][1] for area in ("全市", "甲区")} == {"below"}
    contradicted = import_plan(write(tmp_path, text.replace("\t0.6\n", "\t不低于0.6\n")))
    assert (contradicted.findings.query("severity == 'error'")["rule"] == "bound").any()


@pytest.mark.parametrize(("said", "severity"), [("低于", "error"), ("控制在", "error"), ("不低于", None), ("", None)])
def test_the_texts_own_bound_is_held_against_the_tables(tmp_path, said, severity):
    text = as_text(example()).replace("新增岗位数0.12", f"新增岗位数{said}0.12")
    found = import_plan(write(tmp_path, text)).findings.query("rule == 'bound'")
    assert found["severity"].tolist() == ([severity] if severity else [])


def test_the_texts_strictness_is_held_against_the_tables(tmp_path):
    found = findings(tmp_path, "线索发生率低于0.6", "线索发生率不高于0.6").query("rule == 'bound'")
    assert found["severity"].tolist() == ["warning"]


def test_with_an_error_only_the_findings_are_written(tmp_path):
    imported = import_plan(write(tmp_path, as_text(example()).replace("\t700\n", "\t600\n")))
    assert imported.failed
    write_imported(imported, tmp_path / "out")
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["findings.csv"]


def test_without_one_all_four_tables_are(tmp_path):
    write_imported(import_plan(write(tmp_path, as_text(example()))), tmp_path / "out")
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == [
        "definitions.csv",
        "findings.csv",
        "indicators.csv",
        "targets.csv",
    ]
    targets = pd.read_csv(tmp_path / "out/targets.csv", dtype=str, keep_default_na=False)
    assert list(targets.columns) == ["no", "area", "state", "bound", "value", "unit", "raw"]
    assert targets.iloc[0].tolist() == ["1", "全市", "assigned", "at_least", "1200", "人", "1200"]


def test_importing_over_tables_shows_what_would_change_and_asks(tmp_path):
    out = tmp_path / "out"
    write_imported(import_plan(write(tmp_path, as_text(example()))), out)
    before = (out / "targets.csv").read_bytes()
    changed = import_plan(
        write(tmp_path, as_text(example()).replace("\t700\n", "\t600\n").replace("\t500\n", "\t600\n"))
    )
    assert write_imported(changed, out).changes == [
        f"{out / 'targets.csv'}: 1 甲区 value: '700' becomes '600'",
        f"{out / 'targets.csv'}: 1 乙区 value: '500' becomes '600'",
    ]
    assert (out / "targets.csv").read_bytes() == before
    assert (out / "findings.csv").is_file()
    write_imported(changed, out, replace=True)
    assert b"600" in (out / "targets.csv").read_bytes()


def test_into_a_dataset_the_targets_go_to_their_year_and_own_columns_stay(tmp_path, small):
    from hrss_analysis import open_dataset

    files = {
        "areas.csv": "area\n全市\n甲区\n乙区\n",
        "indicators.csv": "no,name,unit,kind,bound,pace,frequency,definition\n1,新增岗位数,人,flow,at_least,accumulates,monthly,自己的话\n",
    }
    folder = small(files).path
    imported = import_plan(write(tmp_path, as_text(example())))
    assert any("2 comes" in change for change in write_imported(imported, folder).changes)
    write_imported(imported, folder, replace=True)
    ds = open_dataset(folder)
    assert ds.target_years == [2025]
    assert len(ds.targets(2025)) == 9
    assert ds.indicator(1).definition == "自己的话"
    assert ds.indicator(3).kind == "rate"


@pytest.mark.parametrize(("name", "message"), [("plan.pdf", "from .txt or .docx"), ("none.txt", "cannot be read")])
def test_a_file_that_cannot_be_read_is_named(tmp_path, name, message):
    (tmp_path / "plan.pdf").write_bytes(b"%PDF")
    with pytest.raises(InputError, match=message):
        import_plan(tmp_path / name)


def test_a_text_without_tables_is_said_to_have_none(tmp_path):
    found = import_plan(write(tmp_path, "只有文字\n")).findings
    assert found["message"].str.startswith("没有找到").all()


def test_another_offices_columns_are_understood(tmp_path):
    text = (
        "2026年计划\n附件1\n\t序号\n\t指标名称\n\t全年目标\n\t计量单位\n\t备注\n\n\t1\n\t发岗数\n\t9\n\t个\n\t\n\n"
        "\t序号\n\t指标名称\n\t全年目标\n\t计量单位\n\t备注\n\n\t2\n\t结案率\n\t不低于90\n\t%\n\t新增\n\n附件2\n"
        "\t指标名称\n\t发岗数\n\t结案率\n\n\t序号\n\t1\n\t2\n\n\t单位\n\t个\n\t%\n\n\t合计\n\t9\n\t90\n\n\t东区\n\t4\n\t90\n\n\t西区\n\t5\n\t/\n"
    )
    imported = import_plan(write(tmp_path, text))
    assert not imported.failed, imported.findings.to_string()
    assert imported.city == "合计"
    assert imported.indicators[["name", "category", "lead_department"]].to_numpy().tolist() == [
        ["发岗数", "", ""],
        ["结案率", "", ""],
    ]
    assert imported.targets["value"].dropna().tolist() == [9, 4, 5, 90, 90]
