"""What docs/developing.md names is there, and what the documents link to."""

import importlib
import re

import pytest

from ..conftest import ROOT
from .reading import code_in, documents, table_of

PAGE = ROOT / "docs" / "developing.md"
JOURNEY = table_of(PAGE, "## How a figure travels")


@pytest.mark.parametrize("row", JOURNEY, ids=lambda row: row["function"])
def test_a_step_of_the_journey_is_in_the_code(row):
    file, name = code_in(row["file"])[0], code_in(row["function"])[0]
    assert (ROOT / "hrss_analysis" / file).is_file()
    module = importlib.import_module("hrss_analysis." + file.removesuffix(".py").replace("/", "."))
    assert getattr(module, name).__module__ == module.__name__, "it is only imported there"


FOLDERS = ("", "hrss_analysis/", "hrss_analysis/checks/")


@pytest.mark.parametrize("document", documents(), ids=lambda path: path.relative_to(ROOT).as_posix())
def test_the_files_a_document_names_are_there(document):
    text = document.read_text(encoding="utf-8")
    named = {
        name
        for name in code_in(text)
        if re.fullmatch(r"(tests|paper|press|briefings|checks|intake|demo|measures|plan|dataset)/[\w/.-]+\.\w+", name)
    }
    # what a user's own dataset or a batch would hold stands in capitals or as a year
    named = {name for name in named if not re.search(r"[A-Z]{2}|\d{4}(Q\d)?\.|index\.html$|run\.json$", name)}
    missing = [name for name in named if not any((ROOT / folder / name).exists() for folder in FOLDERS)]
    assert missing == []


@pytest.mark.parametrize("document", documents(), ids=lambda path: path.relative_to(ROOT).as_posix())
def test_links_within_the_project_lead_somewhere(document):
    links = re.findall(r"\]\(([^)\s]+)\)", document.read_text(encoding="utf-8"))
    own = [link.partition("#")[0] for link in links if "://" not in link]
    assert [link for link in own if link and not (document.parent / link).exists()] == []


def test_every_page_is_in_the_list_of_pages():
    listed = re.findall(r"\]\(([\w-]+\.md)\)", (ROOT / "docs/README.md").read_text(encoding="utf-8"))
    assert sorted([*listed, "README.md"]) == sorted(path.name for path in (ROOT / "docs").glob("*.md"))
