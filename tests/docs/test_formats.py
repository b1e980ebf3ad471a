"""docs/formats.md says of every file what the code reads, and of no other."""

import re
import tomllib
from dataclasses import fields

import pytest

from hrss_analysis.dataset import schema
from hrss_analysis.dataset.settings import CADENCES, Settings, Thresholds, read_settings
from hrss_analysis.errors import InputError

from ..conftest import ROOT
from .reading import blocks, code_in, table_of

PAGE = ROOT / "docs" / "formats.md"
TABLES = {
    "areas.csv": schema.AREAS,
    "indicators.csv": schema.INDICATORS,
    "targets/YEAR.csv": schema.TARGETS,
    "actuals/PERIOD.csv": schema.ACTUALS,
    "restated/YEAR.csv": schema.RESTATED,
    "waivers.csv": schema.WAIVERS,
    "issues.csv": schema.ISSUES,
    "submissions/PERIOD/KEY-SENDER.csv": schema.SUBMISSIONS,
}
HOLDS = {"text": "text", "whole": "whole number", "number": "number", "truth": "true or false", "time": "date or time"}
BASE = 'title = "例"\ncity = "全市"\n'


def needed(column):
    return "yes" if column.filled else "column" if column.required else "no"


def test_every_table_of_the_schema_has_its_section():
    in_code = {
        id(value)
        for value in vars(schema).values()
        if isinstance(value, tuple) and value and isinstance(value[0], schema.Column)
    }
    assert {id(columns) for columns in TABLES.values()} == in_code


@pytest.mark.parametrize("file", TABLES)
def test_every_column_is_documented_and_no_other(file):
    rows = table_of(PAGE, f"## {file}")
    documented = [(code_in(row["column"])[0], row["holds"], row["needed"]) for row in rows]
    assert documented == [(column.name, HOLDS[column.type], needed(column)) for column in TABLES[file]]


@pytest.mark.parametrize("file", TABLES)
def test_the_words_a_column_may_hold_are_those_of_the_code(file):
    for row, column in zip(table_of(PAGE, f"## {file}"), TABLES[file], strict=True):
        _, given, words = row["meaning, and what its absence means"].partition("One of:")
        # the list ends with its sentence; what stands in brackets explains a word
        listed = code_in(re.sub(r"（[^）]*）|\([^)]*\)", "", words).split(". ")[0])
        assert bool(given) == bool(column.choices), column.name
        assert listed == list(column.choices), column.name
        if column.default:
            assert f"`{column.default}`" in words.split("Absent or blank:")[1], column.name


def keys():
    return [code_in(row["key"])[0] for row in table_of(PAGE, "## dataset.toml")]


def allowed(tmp_path, text, word):
    """What the reader says is allowed where an unknown key stands."""
    (tmp_path / "dataset.toml").write_text(text, encoding="utf-8")
    with pytest.raises(InputError, match=f"unknown .*'{word}'") as refused:
        read_settings(tmp_path / "dataset.toml")
    return set(re.search(r"Allowed: (.*)", str(refused.value))[1].split(", "))


def test_every_key_of_the_settings_is_documented_and_no_other(tmp_path):
    tables: dict[str, set[str]] = {}
    for key in keys():
        table, _, own = key.partition(".")
        tables.setdefault(table, set()).add(own)
    assert list(tables) == [{"later": "from"}.get(entry.name, entry.name) for entry in fields(Settings)]
    assert set(tables) == allowed(tmp_path, BASE + "strange = 1\n", "strange")
    for table in ("calendar", "thresholds", "ranking", "rules", "reports", "departments", "issuer"):
        assert tables[table] == allowed(tmp_path, f"{BASE}[{table}]\nstrange = 1\n", "strange")
    assert tables["schedule"] == {"default", "ID"}
    assert tables["units"] == {"UNIT"}


def test_the_defaults_are_those_of_the_code():
    settings = Settings("", "")
    in_code = {f"thresholds.{entry.name}": entry.default for entry in fields(Thresholds)}
    in_code |= {
        "schedule.default": list(settings.schedule[None]),
        "ranking.exclude": settings.ranking.get("exclude", []),
    }
    in_code |= {"rules.soft_parts": settings.soft_parts, "rules.overlapping": settings.overlapping}
    in_code["calendar.cadence"] = CADENCES[settings.calendar.monthly_since is not None]
    in_code["reports.notebooks"] = settings.own_reports
    in_code["departments.aliases"] = settings.aliases
    in_code["issuer.red_head"] = True
    rows = {code_in(row["key"])[0]: row["default"] for row in table_of(PAGE, "## dataset.toml")}
    documented = {key: tomllib.loads(f"x = {code_in(cell)[0]}")["x"] for key, cell in rows.items() if code_in(cell)}
    assert documented == in_code


def test_the_ranges_of_the_thresholds_are_those_of_the_code(tmp_path):
    file = tmp_path / "dataset.toml"
    for row in table_of(PAGE, "## dataset.toml"):
        key = code_in(row["key"])[0]
        if key.startswith("thresholds."):
            most = int(re.fullmatch(r"number, 0 to (\d+)", row["holds"])[1])
            for value, fits in ((0, True), (most, True), (most + 0.01, False), (-0.01, False)):
                file.write_text(f"{BASE}[thresholds]\n{key.split('.')[1]} = {value}\n", encoding="utf-8")
                if fits:
                    assert getattr(read_settings(file).thresholds, key.split(".")[1]) == value
                else:
                    with pytest.raises(InputError, match=f"from 0 to {most}"):
                        read_settings(file)


def test_the_example_is_read_and_has_every_key(tmp_path):
    (example,) = [block.text for block in blocks(PAGE) if block.kind == "toml"]
    (tmp_path / "dataset.toml").write_text(example, encoding="utf-8")
    read_settings(tmp_path / "dataset.toml")
    content = tomllib.loads(example)
    written = {f"{table}.{key}" for table, own in content.items() if isinstance(own, dict) for key in own}
    named = {"schedule.5": "schedule.ID", "units.千人": "units.UNIT", "from.2026": "from.YEAR"}
    assert {named.get(key, key) for key in written} | {"title", "city"} == set(keys())
