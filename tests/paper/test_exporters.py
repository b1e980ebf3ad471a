"""``jupyter nbconvert --to hrss_docx`` takes anybody's executed notebook."""

import nbformat
import pytest
from nbconvert.exporters import get_exporter

from .papers import BLOCKS, notebook


@pytest.mark.parametrize(
    ("name", "ending", "begins"),
    [("hrss_html", ".html", "<!DOCTYPE html>"), ("hrss_docx", ".docx", b"PK"), ("hrss_pdf", ".pdf", b"%PDF-1.7")],
)
def test_exporters_are_known_by_their_names(name, ending, begins):
    exporter = get_exporter(name)()
    written, resources = exporter.from_notebook_node(notebook(*BLOCKS))
    assert written.startswith(begins)
    assert (resources["output_extension"], exporter.export_from_notebook[:4]) == (ending, "HRSS")


def test_a_notebook_of_text_alone_is_called_by_its_file(tmp_path):
    nbformat.write(nbformat.v4.new_notebook(cells=[nbformat.v4.new_markdown_cell("平稳。")]), tmp_path / "两区.ipynb")
    html, _ = get_exporter("hrss_html")().from_filename(str(tmp_path / "两区.ipynb"))
    assert "<title>两区</title>" in html
    assert "平稳。" in html
    word, _ = get_exporter("hrss_docx")().from_filename(str(tmp_path / "两区.ipynb"))
    assert word[:2] == b"PK"


@pytest.mark.parametrize("name", ["hrss_html", "hrss_docx", "hrss_pdf"])
def test_cells_are_run_before_those_that_are_not_for_readers_are_left_out(name):
    seen = []

    def run(content, resources):
        seen.extend(cell.source for cell in content.cells)
        return content, resources

    exporter = get_exporter(name)()
    exporter.register_preprocessor(run, enabled=True)
    hidden = nbformat.v4.new_code_cell("lang = 'zh'", metadata={"tags": ["parameters"]})
    exporter.from_notebook_node(nbformat.v4.new_notebook(cells=[hidden, *notebook(*BLOCKS).cells]))
    assert seen == ["lang = 'zh'", "x"]
