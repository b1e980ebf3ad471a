"""What data says is shown as text, whatever it says."""

import pytest

from hrss_analysis import open_dataset
from hrss_analysis.briefings import REPORTS, plan, run_batch

pytestmark = pytest.mark.filterwarnings("default")

SCRIPT = "<script>alert(1)</script>"
QUOTES = '"onmouseover="alert(2)" \'x\' </td> & $x^2$ {{ 7*7 }}'
LONG = "Ａ" * 3 + "x" * 90
BACKWARDS = "\u202eסדר\u200f"
WORDS = [SCRIPT, QUOTES, LONG, BACKWARDS]


def quoted(*cells):
    return ",".join('"' + str(cell).replace('"', '""') + '"' for cell in cells)


@pytest.fixture(scope="module")
def pages(tmp_path_factory):
    """Every report of a dataset whose every name, unit and remark is hostile."""
    folder = tmp_path_factory.mktemp("data") / "hostile"
    (folder / "targets").mkdir(parents=True)
    (folder / "actuals").mkdir()
    write = lambda name, *lines: (folder / name).write_text("\n".join(lines) + "\n", encoding="utf-8")
    areas = [SCRIPT + "区", LONG + "区", BACKWARDS + "区"]
    write("dataset.toml", f"title = {SCRIPT + '计划'!r}", "city = '全市'")
    write("areas.csv", "area", "全市", *map(quoted, areas))
    write(
        "indicators.csv",
        "no,name,unit,kind,bound,pace,frequency,category,lead_department,departments,definition",
        *(
            quoted(no, word + "数", "人", "flow", "at_least", "accumulates", "monthly", word, word + "处", word, word)
            for no, word in enumerate(WORDS, 1)
        ),
    )
    cells = [(no, area, 90 if area == "全市" else 30) for no in range(1, 5) for area in ["全市", *areas]]
    write(
        "targets/2024.csv",
        "no,area,state,bound,value",
        *(quoted(no, area, "assigned", "", target) for no, area, target in cells),
    )
    for quarter in (1, 2, 3):
        rows = [(no, area, quarter * (3 + no), SCRIPT) for no, area, _ in cells if area != "全市"]
        write(f"actuals/2024Q{quarter}.csv", "no,area,value,reporter", *(quoted(*row) for row in rows))
    out = tmp_path_factory.mktemp("out")
    jobs = plan(open_dataset(folder), ["2024Q3"], out, list(REPORTS))
    assert [result.failure for result in run_batch(jobs, 2)] == [None] * len(jobs)
    return sorted(out.rglob("*.html"))


def test_nothing_runs_everything_shows_and_nothing_runs_off_the_side(browser, pages):
    page = browser.new_page(viewport={"width": 375, "height": 800})
    dialogs, complaints = [], []
    page.on("dialog", lambda dialog: (dialogs.append(dialog.message), dialog.dismiss()))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    assert len(pages) > 15
    for path in pages:
        page.goto(path.as_uri())
        assert page.locator("main script, [onmouseover]").count() == 0, path.name
        assert page.evaluate("document.documentElement.scrollWidth") <= 375, path.name
    assert dialogs == complaints == []
    page.close()


def test_every_word_can_be_read(browser, pages):
    page = browser.new_page()
    (city,) = [path for path in pages if path.name == "city.html"]
    page.goto(city.as_uri())
    text = page.locator("main").inner_text()
    for word in WORDS:
        assert word.strip("\u202e\u200f") + "数" in text
    assert not set(text) & set("\u202e\u200f")  # or what follows would read backwards
    assert "49" not in page.title()
    page.close()
