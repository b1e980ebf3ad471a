"""The frame of a report: its title, its sections, and the closing block.

The closing block lets a reader trust or question the page: the thresholds used,
how fresh the data are and where they came from, the files with their hashes,
what was revised, and how to read the lights.
"""

from collections.abc import Iterable, Iterator
from importlib.metadata import version

import pandas as pd

from ..calendar import QUARTER, YEAR, Period, year_of
from ..checks.senders import DEADLINE, deadline
from ..dataset import Dataset, Slice
from ..dataset.digest import figures_digest
from ..measures import target_changes
from ..paper import labels
from ..paper.blocks import Imprint, Paragraphs
from ..paper.content import facts, heading, imprint, listing, notice, paragraph
from ..paper.html import EMPTY, Html, Shown, drawn, element, join, saying
from ..paper.tables import Field, table
from ..quarters import Quarter
from ..quarters.origins import origins_of, tables_of
from ..rows import Row, rows_of
from ..vocabulary import FREQUENCY, ORIGIN, STATUS
from .lights import legend
from .projections import figure_of
from .report import indicator_page

HASH_SHOWN = 12
MOST_NAMED = 3


def title(ds: Dataset, subject: str, cells: pd.DataFrame, past: pd.DataFrame) -> Html:
    """The heading of a quarter's report on an area or a department.

    A notice stands below it if any of its figures, or of those it is compared with, is simulated.
    """
    text = f"{subject}{labels.title_label(cells['period'].iloc[0])}计划执行情况"
    return _header(ds, text, cells, past[past["area"].isin(cells["area"])], bulletin=subject == ds.city)


def profile_title(ds: Dataset, no: int, year: int, past: pd.DataFrame) -> Html:
    """The heading of one indicator's year."""
    return _header(ds, f"{ds.indicator(no).name}：{year}年指标专页", past)


def _header(ds: Dataset, text: str, *frames: pd.DataFrame, bulletin: bool = False) -> Html:
    """A page's heading: on paper it is an attachment to the bulletin, unless it is that itself."""
    return element(
        "header",
        *([] if bulletin else [imprint(Imprint("attachment"))]),
        heading(text, 1),
        paragraph(ds.settings.title, role="subtitle"),
        simulated_notice(*frames),
    )


def simulated_notice(*frames: pd.DataFrame) -> Html:
    """A notice that the page rests on simulated figures; nothing if it does not."""
    if not any((frame["origin"] == "simulated").any() for frame in frames):
        return EMPTY
    text = "本页数字含模拟数据：由程序按目标和全国季节规律生成，只用于演示，不是任何地区或部门的真实数字。"
    # on paper every sheet says so
    style = '<style>@page { @bottom-left { content: "含模拟数据"; font-size: 8pt; color: #444444; } }</style>'
    return join([notice("模拟数据", text, sheets="含模拟数据"), drawn(style)])


def section(name: str, *content: object) -> Html:
    """A section with its heading; nothing at all if its content is empty."""
    shown = [_html(piece) for piece in content if piece is not None]
    if not any(shown):
        return EMPTY
    return element("section", heading(name), *shown)


def _html(piece: object) -> Html:
    """Pieces are markup, text, or anything a notebook knows how to show."""
    if isinstance(piece, str):
        return piece if isinstance(piece, Html) else paragraph(piece) if piece else EMPTY
    if isinstance(piece, Shown):
        return piece.html()
    # a frame, or what another package shows: other writers get it as text
    return saying(Html(piece._repr_html_()), Paragraphs([str(piece)], "output"))  # type: ignore[attr-defined]


def closing(told: Quarter) -> Html:
    """What a page rests on and how to read it.

    Parameters
    ----------
    told
        The period, or the cut of it that the page is about.
    """
    ds, now = told.ds, told.ds.calendar.period(told.period)
    entries = [
        ("数据截至", _as_of(told.origins)),
        ("数据性质", _origins(told.origins)),
        ("评判标准", _rules(ds, now)),
        *_adjustments(told.adjustments),
        ("数据修订", _revisions(ds, told.revisions)),
        _source(told),
        ("生成程序", f"hrss_analysis {version('hrss_analysis')}"),
    ]
    return element("section", heading("数据与方法"), facts(entries), _how_to_read(), class_="closing")


def definitions(ds: Dataset, numbers: Iterable[int], when: str = "") -> Html:
    """What each indicator counts, and who answers for it: where the names in the tables lead to.

    With a period or a year, each leads on to its own page of that year, if that is there.
    """
    year = str(year_of(when)) if when else ""
    own = ds.indicators[ds.indicators["no"].isin(list(numbers))]
    entries = [(f"{row.no} {row.name}", join(_defined(ds, row, year))) for row in rows_of(own)]
    terms = facts(entries, [f"d{row.no}" for row in rows_of(own)], class_="terms")
    return element("section", heading("指标口径"), terms)


def _defined(ds: Dataset, row: Row, year: str) -> Iterator[object]:
    """An indicator's definition, its ratio, and its departments, as far as the register has them."""
    yield f"{row.definition.rstrip('。')}。" if row.definition else "数据中没有口径说明。"
    if row.numerator and row.denominator:
        yield f"分子：{row.numerator}；分母：{row.denominator}。"
    told = [
        *([f"其中项，属于指标{row.part_of}"] if pd.notna(row.part_of) else []),
        f"单位：{row.unit}",
        FREQUENCY[row.frequency].zh,
        *([f"责任处室：{row.departments or row.lead_department}"] if row.departments or row.lead_department else []),
        *([f"报送处室：{row.reported_by}"] if row.reported_by else []),
    ]
    yield element("div", "；".join(told), class_="reason")
    if year:
        yield element("a", f"{year}年指标专页", data_to=f"../{year}/{indicator_page(ds, row.no)}", class_="more")


def quality_title(told: Quarter) -> Html:
    """The heading of a page on what came in for a quarter."""
    return _header(told.ds, f"{labels.time_label(told.period)}数据质量报告", told.origins)


def quality_closing(told: Quarter) -> Html:
    """What a page on data quality rests on."""
    now = told.ds.calendar.period(told.period)
    last, ends = deadline(str(now)), labels.in_words(now, quarter="季末", month="月末")
    entries = [
        ("数据截至", _as_of(told.origins)),
        ("数据性质", _origins(told.origins)),
        (
            "报送期限",
            f"{last.year}年{last.month}月{last.day}日（{ends}后{DEADLINE.days}日），此后首次报送为逾期",
        ),
        ("错误", "不可能正确的数；报送表中有错误的整份退回，不录入"),
        ("需核对", "可能正确、须说明原因的数；经核实可在waivers.csv中认可，并注明原因和姓名"),
        ("数据表", _tables(told.tables)),
        ("生成程序", f"hrss_analysis {version('hrss_analysis')}"),
    ]
    return element("section", heading("数据与方法"), facts(entries), class_="closing")


def review_title(ds: Dataset) -> Html:
    """The heading of the page on how wrong projections would have been."""
    return _header(ds, "年末推算的误差回顾", ds.record())


def review_closing(ds: Dataset) -> Html:
    """What that page rests on."""
    periods = ds.periods
    told = [
        ("所用数据", f"{labels.period_label(periods[0])}至{labels.period_label(periods[-1])}" if periods else "无"),
        ("数据性质", _origins(origins_of(ds.record()))),
        (
            "方法",
            "Y = x + R·(x/x′)^θ：x为本期末累计，x′为去年同期累计，R为去年余下月份的数；有三个以上更早年份时θ由更早年份选定，否则为0.25",
        ),
        ("数据表", _tables(tables_of(ds, ds.target_years, periods))),
        ("生成程序", f"hrss_analysis {version('hrss_analysis')}"),
    ]
    return element("section", heading("数据与方法"), facts(told), class_="closing")


def own_closing(ds: Dataset, record: pd.DataFrame) -> Html:
    """What stands below a report of one's own, whatever its cells call.

    Parameters
    ----------
    ds
        The dataset.
    record
        The rows that it may read.
    """
    digest = figures_digest(ds, record["period"].unique())
    rows = origins_of(record)
    told = [
        ("数据截至", _as_of(rows)),
        ("数据性质", _origins(rows)),
        ("数据指纹", element("code", digest, class_="hash")),
        ("生成程序", f"hrss_analysis {version('hrss_analysis')}"),
    ]
    return element("section", heading("数据与方法"), facts(told), class_="closing")


def plan_closing(ds: Dataset, year: int) -> Html:
    """What a page on the plan itself rests on."""
    issued = ds.targets(year)["issued_on"].max()
    years = [known for known in (year - 1, year) if known in ds.target_years]
    told = [
        ("目标下达", "日期未记录" if pd.isna(issued) else labels.short_date(issued)),
        ("数据表", _tables(tables_of(ds, years, ds.recorded(str(ds.periods_of(year)[0].last_year_end))))),
        ("生成程序", f"hrss_analysis {version('hrss_analysis')}"),
    ]
    return element("section", heading("数据与方法"), facts(told), class_="closing")


def plan_title(ds: Dataset, year: int) -> Html:
    """The heading of a page on the plan itself, which holds it against last year's results."""
    return _header(ds, f"{year}年计划解读", target_changes(ds, year))


def _as_of(rows: pd.DataFrame) -> str:
    if rows.empty:
        return "本期没有数据"
    last = rows["last"].iloc[0]
    return "报送时间未记录" if pd.isna(last) else f"{labels.short_date(last)}（最近一次报送）"


def _origins(rows: pd.DataFrame) -> str:
    if rows.empty:
        return "本期没有数据"
    counts = rows.set_index("origin")["rows"]
    return "、".join(f"{label.zh}{counts[name]}条" for name, label in ORIGIN.items() if name in counts.index)


def _rules(ds: Dataset, now: Period) -> str:
    limits, schedule = ds.settings.thresholds, ds.settings.schedule[None]
    shares = "、".join(f"{share:g}%" for share in schedule)
    own = len(ds.settings.schedule) - 1
    quarters = len(schedule) == YEAR // QUARTER
    between_them = labels.in_words(now, quarter="", month="，其间各月按月递增") if quarters else ""
    year_end = labels.in_words(now, quarter="四季度末", month="年末")
    return (
        f"{'各季末' if quarters else '各月末'}应完成全年的{shares}{between_them}"
        + (f"（{own}项指标另有安排）" if own else "")
        + "；"
        f"慢于序时不超过{limits.slightly_behind:g}个百分点为{STATUS['slightly_behind'].zh}，超过为{STATUS['behind'].zh}；"
        f"比率低于目标不超过{limits.level_points:g}个百分点为{STATUS['slightly_behind'].zh}；"
        f"超过上限的{limits.near_cap * 100:g}%为{STATUS['near_cap'].zh}；{year_end}未达目标一律为{STATUS['behind'].zh}"
    )


def _revisions(ds: Dataset, changed: pd.DataFrame) -> str:
    if changed.empty:
        return "本期数字没有修订。"
    fields = [
        Field("指标", lambda row: ds.indicator(row.no).name, row_header=True),
        Field("地区", lambda row: row.area),
        Field("首次报送", lambda row: figure_of(ds, row, row.first), number=True),
        Field("现用", lambda row: figure_of(ds, row, row.last), number=True),
    ]
    return table(changed, fields, f"本期修订{len(changed)}处")


def _source(told: Quarter) -> tuple[str, object]:
    """The tables that a page on everything rests on; of a cut the digest of its figures, as the page shows them."""
    if told.here == Slice():
        return "数据表", _tables(told.tables)
    return "数据", join(
        [
            f"{_named(told)}，截取自一次算成的全部结果，与同期其他网页一致；本页数字指纹 ",
            element("code", told.fingerprint, class_="hash"),
        ]
    )


def _named(told: Quarter) -> str:
    areas, numbers = told.here.areas, told.here.indicators
    if areas is not None:
        return "、".join(area for area in told.ds.areas["area"] if area in areas)
    names = told.ds.indicators.loc[told.ds.indicators["no"].isin(numbers or ()), "name"]
    return "、".join(names) if len(names) <= MOST_NAMED else f"{len(names)}项指标"


def _tables(used: pd.DataFrame) -> Html:
    """The tables a page rests on, each with the digest of its rows as far as they count for it."""
    items = [
        element("li", element("code", row.table), " ", element("code", row.digest[:HASH_SHOWN], class_="hash"))
        for row in rows_of(used)
    ]
    summary = element("summary", f"{len(used)}张表及其所用各行的SHA-256前{HASH_SHOWN}位")
    return element("details", summary, element("ul", *items))


def _adjustments(adjusted: pd.DataFrame) -> list[tuple[str, object]]:
    """What was adjusted in the plan until a period's end; nothing where nothing was."""
    counts = adjusted.groupby("issued_on", as_index=False).size()
    told = "；".join(f"{labels.short_date(row.issued_on)}调整{row.size}个目标" for row in rows_of(counts))
    return [("目标调整", f"{told}；以本期末有效的目标评判")] if told else []


def _how_to_read() -> Html:
    notes = [
        "本期末：累计数为1月1日起的累计，时点数为期末水平，比率为本期末的比率。",
        "完成率：累计数为累计÷全年目标；时点数（如参保人数）为比上年末的净增÷全年应净增，不用水平除以目标；上年末已达目标的不计完成率。",
        "进度条：蓝条为完成率，黑线为序时进度，灰线为目标；超过130%的不再加长。",
        "指标数：向该地区下达了目标（含目标为0、另行下达、共担）的指标，和虽无目标但有数据的指标。",
        "推算年末：可能达到目标的机会在80%以上为可望达到，20%以下为难以达到，其余尚不确定；推算只列在评判旁边，不影响评判。",
        "序时进度：到本期末应完成的份额。比率和上限类指标不讲序时，只看是否达标、是否突破。",
        "评判按未经四舍五入的数字进行；表中数字四舍五入，舍入后与目标分不出高低的多列几位小数；合计与分项之和、同比的差与两期数之差可能有尾差，未作机械调整。",
    ]
    return element("section", heading("阅读说明", 3), listing(notes), legend())
