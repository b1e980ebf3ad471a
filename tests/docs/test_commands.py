"""Every command and every Python block of the documents runs: in a scratch folder with a copy of the data, in order."""

import csv
import re
import shutil
import subprocess
import sys
from functools import cache
from pathlib import Path

import pandas as pd
import pytest

from hrss_analysis import open_dataset
from hrss_analysis.intake import make_template
from hrss_analysis.rows import rows_of

from ..conftest import ROOT
from ..filling import filling
from ..plan.printing import Item, RandomPlan, as_word
from .reading import Block, blocks, commands, documents
from .running import hrss

pytestmark = pytest.mark.filterwarnings("default")

WALKED = ("docs/new-city.md", "docs/new-year.md")  # by tests of their own, with an invented city
OTHER_KINDS = ("python", "text", "toml", "csv")
OWN = ("data", "notebooks")  # what a clone has and commands read
OUTPUTS = ("-o", "--output", "--out", "--slips")


def name_of(document: Path) -> str:
    return document.relative_to(ROOT).as_posix()


def plan_document(path: Path) -> None:
    """A small plan of two areas, in Word."""
    items = (
        Item(1, "新增岗位数", "", "（）", "就业", "岗位", "人", "万人", "0.12", "1200", ("700", "500"), 0, ("就业科",)),
        Item(2, "结案率", "quarterly", "（）", "仲裁", "仲裁", "%", "%", "90", "90", ("90", "90"), 0, ("仲裁院",)),
    )
    as_word(RandomPlan(("甲区", "乙区"), items, 2), path)


def filled_template(path: Path) -> None:
    """江阴's template of 2024Q3 as it would come back, one figure revised."""
    make_template(open_dataset(path.parent / "data/wuxi"), "2024Q3", "江阴").save(path)
    fill_in(path, "2024Q3", path.parent)
    with filling(path, path.parent / "data/wuxi") as rows:
        rows[2, "江阴"]["value"].value = 13100


def inbox(path: Path) -> None:
    """What two areas sent."""
    path.parent.mkdir()
    for area in ("宜兴", "梁溪"):
        book = make_template(open_dataset(path.parents[1] / "data/wuxi"), "2024Q3", area)
        book.save(path.with_name(f"{area}.xlsx"))
        fill_in(path.with_name(f"{area}.xlsx"), "2024Q3", path.parents[1])


def fill_in(form: Path, period: str, folder: Path) -> None:
    """Fill a template in with the figures the record has already."""
    data = folder / "data/wuxi"
    known = {(row.no, row.area): row for row in rows_of(open_dataset(data).actuals(periods=[period]))}
    with filling(form, data) as rows:
        for key in rows.keys() & known.keys():
            for name in ("value", "numerator", "denominator"):
                figure = getattr(known[key], name)
                rows[key][name].value = None if pd.isna(figure) else figure


# What a document may name and cannot have: what stands in for it here.
SUPPLIED = {
    "PLAN.docx": plan_document,
    "计划.docx": plan_document,
    "江阴.xlsx": filled_template,
    "inbox/*.xlsx": inbox,
}
STANDS_FOR = {"HOST": "127.0.0.1"}


@pytest.fixture(scope="module")
def scratch(tmp_path_factory):
    """A folder as a clone has it, and what was run in it so far; the clone itself stays as it is."""
    before = _own_files()
    folder = tmp_path_factory.mktemp("clone")
    for name in OWN:
        shutil.copytree(ROOT / name, folder / name)
    cut(folder / "data/wuxi")
    yield folder, {}
    assert _own_files() == before


def _own_files():
    return {path: path.stat().st_mtime_ns for name in OWN for path in (ROOT / name).rglob("[!.]*") if path.is_file()}


def cut(dataset: Path) -> None:
    """Leave a few of the indicators: a page for each department and indicator takes its time."""
    toml = (dataset / "dataset.toml").read_text(encoding="utf-8")
    toml = re.sub(r"^\[(?:ranking|rules)\]\n(?:(?!\[[a-z]).*\n)*", "", toml, flags=re.MULTILINE)
    (dataset / "dataset.toml").write_text(toml, encoding="utf-8")
    text = "".join(path.read_text(encoding="utf-8") for path in documents())
    kept = set(range(1, 4))
    kept |= {int(number) for found in re.findall(r"\bno=(\d+)|\"no\"\] == (\d+)", text) for number in found if number}
    with (dataset / "indicators/2024.csv").open(encoding="utf-8", newline="") as file:
        whole_of = {int(row["no"]): int(row["part_of"] or row["no"]) for row in csv.DictReader(file)}
    while more := {whole_of[no] for no in kept} - kept:
        kept |= more
    for path in (dataset / "indicators/2024.csv", *dataset.glob("targets/*.csv"), *dataset.glob("actuals/*.csv")):
        head, *lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
        own = [line for line in lines if int(line.partition(",")[0]) in kept]
        path.write_text("".join([head, *own]), encoding="utf-8")


def clean(folder: Path) -> None:
    """Leave nothing of one document to the next but the data and the reports."""
    for path in folder.iterdir():
        if path.name not in (*OWN, "reports"):
            shutil.rmtree(path) if path.is_dir() else path.unlink()


@pytest.mark.starts
@pytest.mark.parametrize("document", [path for path in documents() if name_of(path) not in WALKED], ids=name_of)
def test_the_commands_of(document, scratch):
    folder, known = scratch
    for command in (command for block in blocks(document) for command in commands(block)):
        if command.words not in known:
            if (first := here(command.words)) != command.words:
                run(first, folder)  # anew: other commands may have changed the data since
            known[command.words] = run(command.words, folder)
        code, said = known[command.words]
        assert code == (1 if "exits 1" in command.remark else 0), f"{command.place}: {' '.join(command.words)}\n{said}"
    clean(folder)


def here(words):
    """A batch for a cluster as it would be on this machine: made first, it leaves nothing to send."""
    for option in ("--scheduler", "--tls-ca-file", "--tls-cert", "--tls-key"):
        if option in words:
            at = words.index(option)
            words = words[:at] + words[at + 2 :]
    return words


def run(words, folder):
    """The exit code of a command and what it said."""
    program, *arguments = words
    if program == "hrss":
        for word in arguments:
            if word.endswith((".crt", ".key")):  # nothing is sent, so that nobody looks into them
                (folder / word).touch()
        arguments = [expanded for word in arguments for expanded in supplied(word, arguments, folder)]
        done = hrss(tuple(arguments), folder)
        if arguments[:2] == ["data", "template"] and done.code == 0:
            fill_in(folder / done.out.rstrip("\n").rpartition(": ")[2], arguments[2], folder)
        return done.code, done.out + done.err
    if program == "make":
        targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
        return int(not set(arguments) <= targets), f"the Makefile has {sorted(targets)}"
    if program == "dask":
        # a real scheduler and real workers run in tests/press/test_cluster.py
        told = dask_options(arguments[0])
        unknown = [word for word in arguments if word.startswith("--") and word not in told]
        return int(bool(unknown)), f"dask {arguments[0]} has no {unknown}"
    if program == "uv":
        # making the lock asks a registry; that the lock is whole is held by tests/test_project.py
        missing = [word for word in arguments if re.search(r"\.(toml|lock)$", word) and not (ROOT / word).is_file()]
        return int(bool(missing)), f"not there: {missing}"
    if words[:3] == (".venv/bin/python", "-m", "pytest"):
        missing = [word for word in words[3:] if "/" in word and not (ROOT / word).exists()]
        return int(bool(missing)), f"not there: {missing}"
    raise AssertionError(f"{program}: say in tests/docs/test_commands.py how this is tested")


def supplied(word, arguments, folder):
    """The word as it can be run: a file that is not there is made, a pattern becomes the files."""
    before = arguments[arguments.index(word) - 1] if arguments.index(word) else ""
    if word in SUPPLIED and before not in OUTPUTS and not list(folder.glob(word)):
        SUPPLIED[word](folder / word)
    if "*" in word:
        return sorted(str(path.relative_to(folder)) for path in folder.glob(word))
    # nothing is sent there (see here); tests/press/test_cluster.py has a scheduler, workers, and one that dies
    for placeholder, meant in STANDS_FOR.items():
        word = word.replace(placeholder, meant)
    return [word]


@cache
def dask_options(command):
    done = subprocess.run([sys.executable, "-m", "dask", command, "--help"], capture_output=True, text=True, check=True)
    return set(re.findall(r"--[a-z-]+", done.stdout))


def test_every_block_is_of_a_kind_that_is_tested():
    for document in documents():
        for block in blocks(document):
            place = f"{block.document}:{block.line}"
            assert block.kind in OTHER_KINDS or commands(block) or listing(block), (
                f"{place}: neither commands nor marked"
            )


@pytest.mark.starts
@pytest.mark.parametrize("document", documents(), ids=name_of)
def test_the_python_of(document, scratch, monkeypatch):
    monkeypatch.chdir(scratch[0])
    names: dict[str, object] = {}
    for block in blocks(document):
        if block.kind == "python":
            exec(compile("\n" * block.line + block.text, block.document, "exec"), names)  # noqa: S102 - our own documents


def listing(block: Block) -> dict[str, str]:
    """The files a block lists: a name, and behind it its lines."""
    files: dict[str, str] = {}
    name = ""
    for line in block.lines:
        match = re.fullmatch(r"(\S+/\S+)?\s+(\S.*)", line)
        if not match or not (match[1] or name):
            return {}
        name = match[1] or name
        files[name] = files.get(name, "") + match[2] + "\n"
    return files


@pytest.mark.starts
@pytest.mark.parametrize("readme", ["README.md", "README.zh-CN.md"])
def test_the_smallest_dataset_is_reported_on(readme, tmp_path):
    text = (ROOT / readme).read_text(encoding="utf-8")
    (files,) = [found for block in blocks(ROOT / readme) if (found := listing(block))]
    for name, content in files.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(content, encoding="utf-8")
    (command,) = re.findall(r"`hrss (batch [^`]*--data mine)`", text)
    done = hrss((*command.split(), "--report", "city_quarter"), tmp_path)
    assert done.code == 0, done.err
    # 160 of 600 and 90 of 400: 250 of 1000 where a quarter was due
    assert "完成全年目标（1,000人）的25.0%" in (tmp_path / "reports/mine/2025Q1/city.html").read_text(encoding="utf-8")


SPANS = sorted(
    {span for path in documents() for span in re.findall(r"`(hrss [a-z][^`]*)`", path.read_text(encoding="utf-8"))}
)


@pytest.mark.parametrize("span", SPANS)
def test_a_command_named_in_passing_has_its_options(span, tmp_path):
    words = span.split()[1:]
    depth = 1
    told = hrss((*words[:1], "--help"), tmp_path)
    if "COMMAND [ARGS]" in told.out and len(words) > 1:
        depth = 2
        told = hrss((*words[:2], "--help"), tmp_path)
    assert told.code == 0, told.err
    known = set(re.findall(r"--?[a-z][a-z-]*", told.out))
    assert {word.partition("=")[0] for word in words[depth:] if word.startswith("-")} <= known
