"""The pages in a real browser: nothing fetched, nothing cut off, open to everybody, on screen and on paper."""

import io
import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from pypdf import PdfReader

pytestmark = pytest.mark.filterwarnings("default")

PAGES = [
    "wuxi/2024Q3/city.html",
    "wuxi/2024Q3/area-jiangyin.html",
    "wuxi/2024Q3/department-12.html",
    "wuxi/2024Q3/quality.html",
    "wuxi/2024Q3/index.html",
    "wuxi/2024/indicator-02.html",
    "wuxi/2024/indicator-44.html",
    "wuxi/2024/plan.html",
    "wuxi/2024/index.html",
    "national/2026/projection.html",
    "national/2026/indicator-01.html",
    "national/2026-06/city.html",
    "national/2026-06/quality.html",
    "index.html",
]
# the whole is the only area: nothing simulated there
PUBLISHED = {name for name in PAGES if name.startswith("national")}


@pytest.fixture(scope="module", params=PAGES)
def path(request, out) -> Path:
    return out / request.param


@pytest.fixture(scope="module")
def opened(browser, path) -> Iterator:
    """A page for those that only look: opened once, on a wide screen."""
    page = browser.new_page(viewport={"width": 1100, "height": 900})
    page.goto(path.as_uri())
    yield page
    page.close()


@pytest.fixture
def page(browser) -> Iterator:
    page = browser.new_page(viewport={"width": 1100, "height": 900})
    yield page
    page.close()


def test_nothing_is_fetched_and_nothing_runs_off_the_side(page, path):
    requests, complaints = [], []
    page.on("request", lambda request: requests.append(request.url))
    page.on("console", lambda message: complaints.append(message.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.goto(path.as_uri())
    for width in (1100, 375):
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert requests == [path.as_uri()]
    assert complaints == []
    assert page.evaluate("document.documentElement.lang") == "zh-CN"


def test_axe_finds_nothing(page, path):
    page.emulate_media(color_scheme="light")
    page.goto(path.as_uri())
    light = Axe().run(page, options={"resultTypes": ["violations"]}).response
    page.emulate_media(color_scheme="dark")  # where colour alone is another
    dark = page.evaluate("axe.run({ runOnly: ['color-contrast'], resultTypes: ['violations'] })")
    for found in (light["violations"], dark["violations"]):
        assert [(rule["id"], [node["html"] for node in rule["nodes"]][:3]) for rule in found] == []


def test_headings_tables_and_pictures_are_sound(opened):
    assert opened.locator("h1").count() == 1
    assert opened.locator("table").count() == opened.locator("table > caption").count()
    assert opened.locator("th:not([scope])").count() == 0
    ids = opened.evaluate("[...document.querySelectorAll('[id]')].map(element => element.id)")
    assert len(ids) == len(set(ids))
    pictures = opened.locator(".picture[role=img]").evaluate_all(
        "images => images.map(image => image.getAttribute('aria-label'))"
    )
    assert all(re.fullmatch(r"[^：]+图.*[，：].{10,}。", alt) for alt in pictures)
    assert opened.locator("img").count() == 0


def test_every_link_leads_somewhere(opened, out):
    links = opened.locator("a[href]").evaluate_all("links => links.map(link => link.href)")
    for link in links:
        if link.startswith("data:text/csv"):
            continue
        address = urlsplit(link)
        target = Path(unquote(address.path))
        assert target.is_relative_to(out)
        assert target.is_file(), link
        if target == Path(unquote(urlsplit(opened.url).path)):  # contents lead to headings that a script named
            assert not address.fragment or opened.locator(f"[id='{address.fragment}']").count() == 1, link
            continue
        assert not address.fragment or f' id="{address.fragment}"' in target.read_text(encoding="utf-8"), link


def test_neighbours_are_linked_and_what_is_not_there_is_not_shown(page, out):
    page.goto((out / "wuxi/2024Q3/area-jiangyin.html").as_uri())
    shown = [link.inner_text() for link in page.locator("nav:not(.contents) a").all() if link.is_visible()]
    assert shown == ["目录", "全市", "数据质量", "上一季度：2024年二季度"]


def test_titles_are_unlike_each_other(page, out):
    titles = []
    for path in out.rglob("*.html"):
        page.goto(path.as_uri())
        titles.append(page.title())
    assert len(set(titles)) == len(titles)


def test_simulated_data_are_announced(opened, path, out):
    announced = "模拟数据" in opened.locator("body").inner_text()
    assert announced == (path.relative_to(out).as_posix() not in PUBLISHED)


def test_no_empty_section_and_nothing_of_nothing(opened):
    text = opened.locator("main").inner_text()
    assert not re.search(r"\bnan\b|None|NaT|<NA>|(?<!\d)0项中|共0", text)
    empty = opened.evaluate(
        "[...document.querySelectorAll('main h2, main h3:not(caption > h3):not(figcaption > h3)')].filter(h => !h.nextElementSibling"
        " || /^H[12]$/.test(h.nextElementSibling.tagName)).map(h => h.textContent)"
    )
    assert empty == []


def test_light_and_dark_differ_and_print_is_light(page, out):
    page.emulate_media(color_scheme="dark")
    page.goto((out / PAGES[0]).as_uri())
    paper = "getComputedStyle(document.body).backgroundColor"
    assert page.evaluate(paper) == "rgb(20, 24, 29)"
    page.emulate_media(media="print")
    assert page.evaluate(paper) == "rgb(255, 255, 255)"


def test_a_column_sorts_by_number_and_back_and_blanks_stay_last(page, out):
    page.goto((out / "wuxi/2024Q3/city.html").as_uri())
    table = page.locator("table.scorecard")
    column = table.locator("thead th").all_inner_texts().index("完成率") + 1
    cells = table.locator(f"tbody tr > :nth-child({column})")
    button = table.get_by_role("button", name="完成率")
    for descending in (False, True):
        button.click()
        shown = cells.all_inner_texts()
        values = [float(text.lstrip("超过").rstrip("%").replace(",", "")) for text in shown if text != "—"]
        assert values == sorted(values, reverse=descending)
        assert len(values) > 30
        assert set(shown[len(values) :]) == {"—"}
    assert table.locator("th[aria-sort=descending]").count() == 1


def test_a_filter_leaves_the_rows_that_say_it(page, out):
    page.goto((out / "wuxi/2024Q3/city.html").as_uri())
    card = page.locator("table.scorecard")
    filter_ = page.locator(
        ".filter", has=page.locator("xpath=following-sibling::*[1]//table[contains(@class,'scorecard')]")
    )
    filter_.locator("input").fill("■ 滞后")
    rows = [row.inner_text() for row in card.locator("tbody tr").all() if row.is_visible()]
    assert len(rows) == 5
    assert all("滞后" in row for row in rows)
    assert filter_.locator("output").inner_text() == "5/60行"


def test_a_long_list_of_many_areas_shows_ten_rows_until_asked(page, out):
    page.goto((out / "wuxi/2024Q3/city.html").as_uri())
    table = page.locator("table[data-fold]")
    rows = table.locator("tbody tr")
    assert rows.count() > 10
    shown = "rows => rows.filter(row => row.offsetParent).length"
    assert rows.evaluate_all(shown) == 10
    page.emulate_media(media="print")
    assert rows.evaluate_all(shown) == rows.count()
    page.emulate_media(media="screen")
    button = page.get_by_role("button", name=f"显示全部{rows.count()}行")
    button.click()
    assert rows.evaluate_all(shown) == rows.count()
    assert button.count() == 0
    page.reload()
    table.locator("thead button").first.click()  # in another order other rows come first
    assert rows.evaluate_all(shown) == rows.count()


def test_contents_lead_to_every_section_and_keep_the_place(page, out):
    page.goto((out / "wuxi/2024Q3/city.html").as_uri())
    links = page.locator("nav.contents a")
    assert links.all_inner_texts() == page.locator("main h2").all_inner_texts()
    assert page.locator("nav.contents a[aria-current]").inner_text() == "总体情况"
    links.filter(has_text="需关注").click()
    page.wait_for_function("document.querySelector('nav.contents a[aria-current]').textContent === '需关注'")
    assert page.locator("nav.contents").is_visible()  # it stays
    top, below = page.evaluate(
        "[document.querySelector(location.hash === '' ? 'h1' : decodeURIComponent(location.hash)).getBoundingClientRect().top,"
        " document.querySelector('nav.contents').getBoundingClientRect().bottom]"
    )
    assert top >= below - 1  # the heading is not under it


def test_a_picture_tells_the_figure_that_is_pointed_at_and_lights_its_fellows(page, out):
    page.goto((out / "wuxi/2024Q3/city.html").as_uri())
    bars, curves = page.locator(".picture").all()
    told, name = page.locator(".told"), "按单位参加工伤保险人数"
    bars.scroll_into_view_if_needed()
    x, y = page.evaluate(
        """() => { const p = document.querySelector(".picture"), s = p.querySelector("svg"), b = s.getBoundingClientRect();
        const [x, y] = p.dataset.marks.split("\\n")[1].split("\\t")[0].split(" "), k = b.width / s.viewBox.baseVal.width;
        return [b.left + x * k + 3, b.top + y * k - 3]; }"""
    )
    page.mouse.move(x, y)
    assert told.all_inner_texts()[0] == f"{name} 完成37.0%，序时75.0%"
    assert bars.locator(".lit circle").count() == 1
    assert curves.locator(".lit circle").count() == 7  # of the same indicator, in both years
    page.mouse.move(5, 5)
    assert told.all_inner_texts() == ["", ""]
    assert page.locator(".lit circle").count() == 0
    page.emulate_media(media="print")
    assert not page.locator(".lit").first.is_visible()


def test_a_phone_shows_a_picture_of_one_panel_whole_and_of_bars_all_up_to_the_target(page, out):
    page.set_viewport_size({"width": 390, "height": 800})
    page.goto((out / "wuxi/2024/indicator-44.html").as_uri())
    whole = page.locator(".picture").evaluate_all("all => all.map(one => one.scrollWidth <= one.clientWidth)")
    assert whole[:2] == [True, True]  # the funnel and the years
    smallest = "all => Math.min(...all.map(text => text.getBoundingClientRect().height))"
    assert page.locator(".picture").first.locator("text").evaluate_all(smallest) > 8
    page.goto((out / "wuxi/2024Q3/city.html").as_uri())
    target = page.locator(".picture").first.locator("text", has_text="100 目标").bounding_box()
    assert target["x"] + target["width"] < 390
    page.set_viewport_size({"width": 1280, "height": 800})
    bars = page.locator(".picture").first.locator("svg").bounding_box()
    assert 700 < bars["width"] < 800  # type as large as the page's own


def test_a_picture_tells_every_figure_to_the_keyboard(page, out):
    page.goto((out / "wuxi/2024Q3/city.html").as_uri())
    page.keyboard.press("Tab")
    curves, told = page.locator(".picture").nth(1), page.locator(".told").nth(1)
    curves.focus()
    assert told.inner_text().endswith("2023年一季度 249.18万人")
    page.keyboard.press("ArrowRight")
    assert told.inner_text().endswith("2023年二季度 254.81万人")
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("ArrowLeft")  # on from the first is the last
    assert told.inner_text().startswith("新增专业技术人才取得职业技能等级人数 2024年三季度 182人")
    page.keyboard.press("Escape")
    assert told.inner_text() == ""


def test_a_table_is_one_stop_and_arrows_lead_on_within_it(page, out):
    page.goto((out / "wuxi/2024Q3/city.html").as_uri())
    stops = 0
    page.keyboard.press("Tab")
    while page.evaluate("document.activeElement !== document.body"):
        stops += 1
        page.keyboard.press("Tab")
    assert 20 < stops < 40
    focused = "document.activeElement.textContent"
    page.locator("table.scorecard thead button").first.focus()
    page.keyboard.press("ArrowRight")
    assert page.evaluate(focused) == "指标"
    page.keyboard.press("ArrowDown")
    assert page.evaluate(focused) == "城镇新增就业人数"
    page.keyboard.press("ArrowDown")
    assert page.evaluate(focused) == "城镇失业人员就业人数"
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    assert page.evaluate(focused) == "指标"
    assert page.locator("table.scorecard [tabindex='0']").count() == 1
    page.locator(".filter", has=page.get_by_label("全部指标记分表")).locator("input").fill("失业人员")
    assert page.locator("table.scorecard [tabindex='0']").count() == 1  # though what had it may be hidden now


def test_a_matrix_is_grouped_by_field_and_leads_to_areas_and_indicators(page, out, wuxi):
    path = out / "wuxi/2024Q3/city.html"
    page.goto(path.as_uri())
    matrix = page.locator("table.matrix")
    fields = list(dict.fromkeys(wuxi.indicators["category"]))
    assert matrix.locator("tr.group").all_inner_texts() == fields
    names = {"2": "../2024/indicator-02.html", "3": "#i3"}  # the third has no page
    for no, href in names.items():
        link = matrix.locator(f"a[data-or='#i{no}']")
        assert link.get_attribute("href") == href
    page.locator(".picker summary").click()
    page.locator(".picker").get_by_label("江阴").uncheck()
    assert not matrix.locator("thead a", has_text="江阴").is_visible()
    assert not matrix.locator("tbody tr:nth-child(3) td").nth(3).is_visible()
    page.locator(".picker").get_by_label("江阴").check()
    column = matrix.locator("thead th").all_inner_texts().index("江阴")
    matrix.locator("tr", has=page.locator("a[data-or='#i3']")).locator("> *").nth(column).click()
    page.wait_for_url("**/area-jiangyin.html#i3")
    page.goto(path.as_uri())
    before = page.url
    matrix.locator("tr", has=page.locator("a[data-or='#i3']")).locator("> *").nth(
        column + 1
    ).click()  # has no page here
    assert page.url == before


def test_without_scripts_the_tables_are_all_there(browser, out):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto((out / "wuxi/2024Q3/city.html").as_uri())
    assert page.locator("table.scorecard tbody tr").count() == 60
    assert page.locator("table.matrix tbody tr:not(.group)").count() == 60
    assert page.locator("button").count() == 0
    context.close()


def test_a_name_is_one_click_from_its_definition(page, out):
    page.goto((out / "wuxi/2024Q3/area-jiangyin.html").as_uri())
    page.locator("table.scorecard a", has_text="城镇失业人员就业人数").click()
    assert page.url.endswith("#d2")
    assert "城镇失业人员就业人数" in page.locator("#d2").inner_text()
    assert page.evaluate("document.querySelector('#d2').getBoundingClientRect().top") < 900


def test_the_csv_opens_in_excel_and_has_exact_values(page, out):
    page.goto((out / "wuxi/2024Q3/area-jiangyin.html").as_uri())
    with page.expect_download() as download:
        page.get_by_role("link", name="记分表.csv").click()
    content = Path(download.value.path()).read_bytes()
    assert content.startswith(b"\xef\xbb\xbf")
    lines = content.decode("utf-8-sig").splitlines()
    assert lines[0].startswith("序号,指标,单位,地区,期次,")
    assert any(line.startswith("2,城镇失业人员就业人数,人,江阴,2024Q3,累计数,") for line in lines)


def test_a_workbook_without_merged_cells_stands_beside_the_page(page, out):
    from openpyxl import load_workbook

    path = out / "wuxi/2024Q3/city.html"
    page.goto(path.as_uri())
    assert page.get_by_role("link", name="全部表格.xlsx").get_attribute("href") == "city.xlsx"
    book = load_workbook(path.with_suffix(".xlsx"))
    assert book.sheetnames == ["记分表", "各地区", "各季度", "说明"]
    assert [len(book[name].merged_cells.ranges) for name in book.sheetnames] == [0, 0, 0, 0]
    assert book["各地区"].max_row == 601


def test_it_prints_on_a4_with_nothing_cut_off(page, path):
    page.goto(path.as_uri())
    page.emulate_media(media="print")
    assert not page.locator("details.code").is_visible() if page.locator("details.code").count() else True
    assert set(page.evaluate("[...document.querySelectorAll('tr')].map(row => getComputedStyle(row).breakInside)")) <= {
        "avoid"
    }
    outside = []
    for sheet in PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True))).pages:
        width, height = float(sheet.mediabox.width), float(sheet.mediabox.height)
        assert sorted((round(width), round(height))) == [595, 842]

        def place(text, matrix, text_matrix, _font, _size, width=width, height=height):
            x = text_matrix[4] * matrix[0] + text_matrix[5] * matrix[2] + matrix[4]
            y = text_matrix[4] * matrix[1] + text_matrix[5] * matrix[3] + matrix[5]
            if text.strip() and not (0 < x < width - 12 and 0 < y < height):
                outside.append(text)

        sheet.extract_text(visitor_text=place)
    assert outside == []


def test_no_table_runs_out_of_its_place_on_a_wide_screen(opened):
    out_of = opened.evaluate(
        "[...document.querySelectorAll('.table')].filter(t => t.scrollWidth > t.clientWidth + 1).map(t => t.ariaLabel)"
    )
    assert out_of == []


def test_heads_are_repeated_on_paper(page, out):
    page.goto((out / "wuxi/2024Q3/city.html").as_uri())
    sheets = [sheet.extract_text() for sheet in PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True))).pages]
    card = [text for text in sheets if "年报，四季度末报送" in re.sub(r"\s", "", text)]
    assert len(card) > 1
    assert all("走势" in text for text in card)
    assert all("含模拟数据" in text for text in sheets)


def test_the_matrix_is_one_landscape_page(page, out, wuxi):
    page.goto((out / "wuxi/2024Q3/city.html").as_uri())
    sheets = PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True))).pages
    wide = [sheet for sheet in sheets if sheet.mediabox.width > sheet.mediabox.height]
    assert len(wide) == 1
    text = re.sub(r"\s", "", wide[0].extract_text())
    assert all(re.sub(r"\s", "", name) in text for name in wuxi.indicators["name"])
    assert all(area in text for area in wuxi.areas["area"])


def test_a_page_is_under_300_kb(path):
    assert path.stat().st_size < 300_000
