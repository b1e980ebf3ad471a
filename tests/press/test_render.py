import re
import shutil

import nbformat
import pytest

from hrss_analysis.paper import exporters
from hrss_analysis.press import render
from hrss_analysis.press.site import made_from


@pytest.fixture
def page(tmp_path):
    def make(*cells):
        notebook = nbformat.v4.new_notebook(cells=list(cells))
        nbformat.write(notebook, tmp_path / "n.ipynb")
        return render.export(nbformat.read(tmp_path / "n.ipynb", as_version=4), "江阴 <2024>", "figures=1")

    return make


def code(source, *outputs, tags=()):
    return nbformat.v4.new_code_cell(source, outputs=list(outputs), metadata={"tags": list(tags)})


def result(**data):
    return nbformat.v4.new_output(
        "execute_result", {key.replace("_", "/"): value for key, value in data.items()}, execution_count=1
    )


def test_language_and_title(page):
    html = page()
    assert '<html lang="zh-CN">' in html
    assert "<title>江阴 &lt;2024&gt;</title>" in html


def test_a_page_says_what_it_was_made_from(page, tmp_path):
    (tmp_path / "p.html").write_text(page(), encoding="utf-8")
    assert made_from(tmp_path / "p.html") == "figures=1"
    assert made_from(tmp_path / "none.html") == ""


def test_what_is_shown_and_what_is_folded_away(page):
    html = page(
        nbformat.v4.new_markdown_cell("## 走势"),
        nbformat.v4.new_markdown_cell("for JupyterLab", metadata={"tags": ["notebook-only"]}),
        code("secret = 1", tags=["injected-parameters"]),
        code("show(1 < 2)", result(text_html="<p>shown</p>", text_plain="not shown")),
        code("print()", nbformat.v4.new_output("stream", name="stderr", text="a warning")),
    )
    assert "<p>shown</p>" in html
    assert re.search(r"<h2[^>]*>走势", html)
    assert "show(1 &lt; 2)" in html[html.index('<details class="code">') :]
    for hidden in ("for JupyterLab", "secret", "not shown", "a warning", "¶"):
        assert hidden not in html


def test_nothing_is_fetched_from_anywhere(page):
    html = page(code("x", result(text_html="<p>x</p>")))
    assert "<script src" not in html
    assert not re.search(r"""(src|href)=["']?(https?:)?//""", html)
    assert len(html) < 25_000


def test_a_template_that_was_changed_is_taken_as_it_is(page, tmp_path, monkeypatch):
    shutil.copytree(exporters.TEMPLATES, tmp_path / "templates")
    for module in (render, exporters):
        monkeypatch.setattr(module, "TEMPLATES", tmp_path / "templates")
    template = tmp_path / "templates" / exporters.TEMPLATE / "index.html.j2"
    assert "新的页脚" not in page()
    template.write_text(template.read_text(encoding="utf-8").replace("</body>", "新的页脚</body>"), encoding="utf-8")
    assert "新的页脚" in page()
