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
from ..language import clauses, listed, pattern, say, word
from ..language.units import unit_name
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
from .cells import profile
from .lights import legend
from .names import area, areas, indicator, indicators
from .projections import figure_of

HASH_SHOWN = 12
MOST_NAMED = 3


def title(ds: Dataset, subject: str, cells: pd.DataFrame, past: pd.DataFrame) -> Html:
    """The heading of a quarter's report on an area or a department.

    A notice stands below it if any of its figures, or of those it is compared with, is simulated.
    """
    text = say(
        "{subject}{period}计划执行情况",
        subject=area(ds, subject),  # a department has no other name
        period=labels.title_label(cells["period"].iloc[0]),
    )
    return _header(ds, text, cells, past[past["area"].isin(cells["area"])], bulletin=subject == ds.city)


def profile_title(ds: Dataset, no: int, year: int, past: pd.DataFrame) -> Html:
    """The heading of one indicator's year."""
    return _header(ds, say("{name}：{year}年指标专页", name=indicator(ds, no), year=year), past)


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
    text = say("本页数字含模拟数据：由程序按目标和全国季节规律生成，只用于演示，不是任何地区或部门的真实数字。")
    sheets = say("含模拟数据")
    # on paper every sheet says so
    style = f'<style>@page {{ @bottom-left {{ content: "{sheets}"; font-size: 8pt; color: #444444; }} }}</style>'
    return join([notice(say("模拟数据"), text, sheets=sheets), drawn(style)])


def section(name: str, *content: object) -> Html:
    """A section with its heading, by its Chinese name; nothing at all if its content is empty."""
    shown = [_html(piece) for piece in content if piece is not None]
    if not any(shown):
        return EMPTY
    return element("section", heading(pattern(name)), *shown)


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
        (say("数据截至"), _as_of(told.origins)),
        (say("数据性质"), _origins(told.origins)),
        (say("评判标准"), _rules(ds, now)),
        *_adjustments(told.adjustments),
        (say("数据修订"), _revisions(ds, told.revisions)),
        _source(told),
    ]
    return _closing(entries, _how_to_read())


def _closing(entries: list[tuple[str, object]], *more: Html) -> Html:
    """The closing block; below everything that a page rests on stands the program."""
    made_by = (say("生成程序"), f"hrss_analysis {version('hrss_analysis')}")
    return element("section", heading(say("数据与方法")), facts([*entries, made_by]), *more, class_="closing")


def definitions(ds: Dataset, numbers: Iterable[int], when: str = "") -> Html:
    """What each indicator counts, and who answers for it: where the names in the tables lead to.

    With a period or a year, each leads on to its own page of that year, if that is there.
    """
    year = year_of(when) if when else None
    own = ds.indicators[ds.indicators["no"].isin(list(numbers))]
    entries = [(f"{row.no} {indicator(ds, row.no)}", join(_defined(ds, row, year))) for row in rows_of(own)]
    terms = facts(entries, [f"d{row.no}" for row in rows_of(own)], class_="terms")
    return element("section", heading(say("指标口径")), terms)


def _defined(ds: Dataset, row: Row, year: int | None) -> Iterator[object]:
    """An indicator's definition, its ratio, and its departments, as far as the register has them."""
    yield f"{row.definition.rstrip('。')}。" if row.definition else say("数据中没有口径说明。")
    if row.numerator and row.denominator:
        yield say("分子：{numerator}；分母：{denominator}。", numerator=row.numerator, denominator=row.denominator)
    departments = row.departments or row.lead_department
    told = [
        *([say("其中项，属于指标{no}", no=row.part_of)] if pd.notna(row.part_of) else []),
        say("单位：{unit}", unit=unit_name(row.unit)),
        word(FREQUENCY[row.frequency]),
        *([say("责任处室：{departments}", departments=departments)] if departments else []),
        *([say("报送处室：{department}", department=row.reported_by)] if row.reported_by else []),
    ]
    yield element("div", clauses(told), class_="reason")
    if year:
        yield element("a", say("{year}年指标专页", year=year), data_to=profile(ds, row.no, year), class_="more")


def quality_title(told: Quarter) -> Html:
    """The heading of a page on what came in for a quarter."""
    return _header(told.ds, say("{period}数据质量报告", period=labels.time_label(told.period)), told.origins)


def quality_closing(told: Quarter) -> Html:
    """What a page on data quality rests on."""
    now = told.ds.calendar.period(told.period)
    when = {"date": labels.short_date(deadline(str(now))), "days": DEADLINE.days}
    late = labels.in_words(
        now,
        quarter=say("{date}（季末后{days}日），此后首次报送为逾期", **when),
        month=say("{date}（月末后{days}日），此后首次报送为逾期", **when),
    )
    return _closing(
        [
            (say("数据截至"), _as_of(told.origins)),
            (say("数据性质"), _origins(told.origins)),
            (say("报送期限"), late),
            (say("错误"), say("不可能正确的数；报送表中有错误的整份退回，不录入")),
            (say("需核对"), say("可能正确、须说明原因的数；经核实可在waivers.csv中认可，并注明原因和姓名")),
            (say("数据表"), _tables(told.tables)),
        ]
    )


def since_title(told: Quarter) -> Html:
    """The heading of a page on what has changed since the last issue."""
    text = say("{period}：与上次发布相比", period=labels.time_label(told.period))
    return _header(told.ds, text, told.origins)


def review_title(ds: Dataset) -> Html:
    """The heading of the page on how wrong projections would have been."""
    return _header(ds, say("年末推算的误差回顾"), ds.record())


def review_closing(ds: Dataset) -> Html:
    """What that page rests on."""
    periods = ds.periods
    method = say(
        "Y = x + R·(x/x′)^θ：x为本期末累计，x′为去年同期累计，R为去年余下月份的数；有三个以上更早年份时θ由更早年份选定，否则为0.25"
    )
    return _closing(
        [
            (say("所用数据"), _span(periods[0], periods[-1]) if periods else say("无")),
            (say("数据性质"), _origins(origins_of(ds.record()))),
            (say("方法"), method),
            (say("数据表"), _tables(tables_of(ds, ds.target_years, periods))),
        ]
    )


def _span(first: str, last: str) -> str:
    return say("{first}至{last}", first=labels.period_label(first), last=labels.period_label(last))


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
    return _closing(
        [
            (say("数据截至"), _as_of(rows)),
            (say("数据性质"), _origins(rows)),
            (say("数据指纹"), element("code", digest, class_="hash")),
        ]
    )


def plan_closing(ds: Dataset, year: int) -> Html:
    """What a page on the plan itself rests on."""
    issued = ds.targets(year)["issued_on"].max()
    years = [known for known in (year - 1, year) if known in ds.target_years]
    return _closing(
        [
            (say("目标下达"), say("日期未记录") if pd.isna(issued) else labels.short_date(issued)),
            (say("数据表"), _tables(tables_of(ds, years, ds.recorded(str(ds.periods_of(year)[0].last_year_end))))),
        ]
    )


def plan_title(ds: Dataset, year: int) -> Html:
    """The heading of a page on the plan itself, which holds it against last year's results."""
    return _header(ds, say("{year}年计划解读", year=year), target_changes(ds, year))


def _as_of(rows: pd.DataFrame) -> str:
    if rows.empty:
        return say("本期没有数据")
    last = rows["last"].iloc[0]
    return say("报送时间未记录") if pd.isna(last) else say("{date}（最近一次报送）", date=labels.short_date(last))


def _origins(rows: pd.DataFrame) -> str:
    if rows.empty:
        return say("本期没有数据")
    counts = rows.set_index("origin")["rows"]
    return listed(
        say("{origin}{n}条", origin=word(label), n=int(counts[name]))
        for name, label in ORIGIN.items()
        if name in counts.index
    )


def _rules(ds: Dataset, now: Period) -> str:
    limits = ds.settings.thresholds
    amber, red, near = (word(STATUS[name]) for name in ("slightly_behind", "behind", "near_cap"))
    return clauses(
        [
            _due(ds, now),
            say(
                "慢于序时不超过{n}个百分点为{amber}，超过为{red}",
                n=_plain(limits.slightly_behind),
                amber=amber,
                red=red,
            ),
            say("比率低于目标不超过{n}个百分点为{amber}", n=_plain(limits.level_points), amber=amber),
            say("超过上限的{percent}%为{near}", percent=f"{limits.near_cap * 100:g}", near=near),
            labels.in_words(
                now, quarter=say("四季度末未达目标一律为{red}", red=red), month=say("年末未达目标一律为{red}", red=red)
            ),
        ]
    )


def _plain(limit: float) -> float:
    """A limit as it is said: whole where it is."""
    told = float(f"{limit:g}")
    return int(told) if told.is_integer() else told


def _due(ds: Dataset, now: Period) -> str:
    """The shares of a year's target that are due in its course."""
    schedule, own = ds.settings.schedule[None], len(ds.settings.schedule) - 1
    shares = listed(f"{share:g}%" for share in schedule)
    if len(schedule) != YEAR // QUARTER:
        due = say("各月末应完成全年的{shares}", shares=shares)
    else:
        due = labels.in_words(
            now,
            quarter=say("各季末应完成全年的{shares}", shares=shares),
            month=say("各季末应完成全年的{shares}，其间各月按月递增", shares=shares),
        )
    return say("{due}（{n}项指标另有安排）", due=due, n=own) if own else due


def _revisions(ds: Dataset, changed: pd.DataFrame) -> str:
    if changed.empty:
        return say("本期的数没有修订；以前各期的修订见各该期的数据质量报告。")
    fields = [
        Field(say("指标"), lambda row: indicator(ds, row.no), row_header=True),
        Field(say("地区"), lambda row: area(ds, row.area)),
        Field(say("首次报送"), lambda row: figure_of(ds, row, row.first), number=True),
        Field(say("现用"), lambda row: figure_of(ds, row, row.last), number=True),
    ]
    return table(changed, fields, say("本期修订{n}处", n=len(changed)))


def _source(told: Quarter) -> tuple[str, object]:
    """The tables that a page on everything rests on; of a cut the digest of its figures, as the page shows them."""
    if told.here == Slice():
        return say("数据表"), _tables(told.tables)
    cut = say("{what}，截取自一次算成的全部结果，与同期其他网页一致；本页数字指纹", what=_named(told))
    return say("数据"), join([f"{cut} ", element("code", told.fingerprint, class_="hash")])


def _named(told: Quarter) -> str:
    ds, within, numbers = told.ds, told.here.areas, told.here.indicators
    if within is not None:
        return areas(ds, (name for name in ds.areas["area"] if name in within))
    own = ds.indicators.loc[ds.indicators["no"].isin(numbers or ()), "no"]
    return indicators(ds, own) if len(own) <= MOST_NAMED else say("{n}项指标", n=len(own))


def _tables(used: pd.DataFrame) -> Html:
    """The tables a page rests on, each with the digest of its rows as far as they count for it."""
    items = [
        element("li", element("code", row.table), " ", element("code", row.digest[:HASH_SHOWN], class_="hash"))
        for row in rows_of(used)
    ]
    said = say("{n}张表及其所用各行的SHA-256前{shown}位", n=len(used), shown=HASH_SHOWN)
    return element("details", element("summary", said), element("ul", *items))


def _adjustments(adjusted: pd.DataFrame) -> list[tuple[str, object]]:
    """What was adjusted in the plan until a period's end; nothing where nothing was."""
    counts = adjusted.groupby("issued_on", as_index=False).size()
    told = [
        say("{date}调整{n}个目标", date=labels.short_date(row.issued_on), n=int(row.size)) for row in rows_of(counts)
    ]
    return [(say("目标调整"), clauses([*told, say("以本期末有效的目标评判")]))] if told else []


def _how_to_read() -> Html:
    notes = [
        say("本期末：累计数为1月1日起的累计，时点数为期末水平，比率为本期末的比率。"),
        say(
            "完成率：累计数为累计÷全年目标；时点数（如参保人数）为比上年末的净增÷全年应净增，不用水平除以目标；上年末已达目标的不计完成率。"
        ),
        say("进度条：蓝条为完成率，黑线为序时进度，灰线为目标；超过130%的不再加长。"),
        say("指标数：向该地区下达了目标（含目标为0、另行下达、共担）的指标，和虽无目标但有数据的指标。"),
        say(
            "推算年末：累计数和时点数为今年已有的数加去年余下时间的增减（累计数按今年快慢调整），比率由分子、分母推算。达到目标的机会由以往各年同样推算的误差得出，80%以上为可望达到，20%以下为难以达到，其余尚不确定；误差不足12次的不给机会。推算只列在评判旁边，不影响评判。"
        ),
        say("序时进度：到本期末应完成的份额。比率和上限类指标不讲序时，只看是否达标、是否突破。"),
        say(
            "评判按未经四舍五入的数字进行；表中数字四舍五入，舍入后与目标分不出高低的多列几位小数；合计与分项之和、同比的差与两期数之差可能有尾差，未作机械调整。"
        ),
    ]
    return element("section", heading(say("阅读说明"), 3), listing(notes), legend())
