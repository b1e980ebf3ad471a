from hrss_analysis.paper.html import Html, element, join


def test_text_is_escaped_and_markup_is_not():
    assert str(element("p", "<b>", Html("<i>x</i>"), title='"')) == '<p title="&#34;">&lt;b&gt;<i>x</i></p>'


def test_attributes_left_out_and_renamed():
    assert str(element("td", 1, class_="number", aria_label=None, data_x="y")) == '<td class="number" data-x="y">1</td>'


def test_joining_escapes_too():
    assert str(join(["<", Html("<br>")], "、")) == "&lt;、<br>"


def test_a_notebook_shows_it_as_html():
    assert element("p", "x")._repr_html_() == "<p>x</p>"
