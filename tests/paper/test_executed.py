"""A writer finds everything in an executed notebook that a page shows, in its order."""

import nbformat
import pytest

from hrss_analysis.errors import InputError
from hrss_analysis.paper.blocks import MIME, Heading, Paragraphs
from hrss_analysis.paper.content import note
from hrss_analysis.paper.executed import blocks_of_notebook
from hrss_analysis.paper.html import EMPTY


def code(*outputs, tags=()):
    return nbformat.v4.new_code_cell("x", outputs=list(outputs), metadata={"tags": list(tags)})


def result(shown):
    return nbformat.v4.new_output("execute_result", shown._repr_mimebundle_())


def told(*cells):
    return list(blocks_of_notebook(nbformat.v4.new_notebook(cells=list(cells))))


def test_cells_in_their_order_without_those_that_are_not_for_readers():
    assert told(
        nbformat.v4.new_markdown_cell("# for JupyterLab", metadata={"tags": ["notebook-only"]}),
        code(result(note("参数")), tags=["injected-parameters"]),
        nbformat.v4.new_markdown_cell("## 走势 ##"),
        code(result(note("甲")), result(EMPTY), result(note("乙"))),
    ) == [Heading("走势", 2), Paragraphs(["甲"], "note"), Paragraphs(["乙"], "note")]


@pytest.mark.parametrize(
    ("source", "blocks"),
    [
        ("# 甲\n乙", [Heading("甲", 1), Paragraphs(["乙"])]),
        ("**甲**\n乙\n\n- 丙", [Paragraphs(["甲乙"]), Paragraphs(["丙"], "list")]),
        ("#甲", [Paragraphs(["#甲"])]),
        ("", []),
    ],
)
def test_text_of_the_notebook_itself(source, blocks):
    assert told(nbformat.v4.new_markdown_cell(source)) == blocks


def test_what_others_show_is_there_as_text():
    shown = {"text/html": "<table></table>", "text/plain": "   a\n0  1"}
    assert told(
        code(
            nbformat.v4.new_output("stream", name="stdout", text="print\n"),
            nbformat.v4.new_output("stream", name="stderr", text="a warning\n"),
            nbformat.v4.new_output("display_data", shown),
        )
    ) == [Paragraphs(["print"], "output"), Paragraphs(["   a\n0  1"], "output")]


def test_blocks_of_a_later_release_are_refused():
    later = note("甲")._repr_mimebundle_()
    later[MIME]["version"] = 4
    with pytest.raises(InputError, match="version 4"):
        told(code(nbformat.v4.new_output("execute_result", later)))
