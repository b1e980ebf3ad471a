"""Where the page of a report could lead to: its index, the reports beside it, the times before and after."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from ..calendar import MONTH, QUARTER, Period, is_year, of_year, parse_period
from ..dataset import Dataset
from ..language import LANGUAGES, PAGE, ending, in_language, page_language, say
from ..paper.html import Html
from ..paper.labels import in_words, time_label
from ..press.links import Links
from .catalogue import REPORTS
from .report import AREA, DEPARTMENT, NO, PERIOD, YEAR, Report

NAMES = {"zh": "中文", "en": "English"}


def links_of(ds: Dataset, report: Report, given: Mapping[str, str]) -> Links:
    """Where a report's page could lead to."""
    own = report.file_name(ds, given)
    leads = (
        (say("目录"), "index.html"),
        *_of_the_quarter(ds, report, given, own),
        *_beside(ds, report, given),
        *_in_time(ds, report, given, own),
    )
    return (*((said, in_language(to)) for said, to in leads), *in_other_languages(own))


def in_other_languages(page: str) -> Links:
    """The same page in the other languages, each called by its own name."""
    others = [lang for lang in LANGUAGES if lang != page_language()]
    return tuple(
        (Html(f'<span lang="{lang}">{NAMES[lang]}</span>'), page.removesuffix(PAGE) + ending(lang)) for lang in others
    )


def _of_the_quarter(ds: Dataset, report: Report, given: Mapping[str, str], own: str) -> Iterator[tuple[str, str]]:
    if PERIOD in report.parameters:
        for name in ("city_quarter", "since_issue", "data_quality"):
            other = REPORTS[name]
            if other.file_name(ds, given) != own:
                yield other.heading(ds, given), other.file_name(ds, given)


def _beside(ds: Dataset, report: Report, given: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """The one before and the one after, in the plan's order."""
    for parameter in (AREA, DEPARTMENT, NO):
        if parameter in report.parameters:
            choices = parameter.choices(ds)
            at = choices.index(given[parameter.name])
            for word, rank in ((say("上一份"), at - 1), (say("下一份"), at + 1)):
                if 0 <= rank < len(choices):
                    other = {**given, parameter.name: choices[rank]}
                    yield say("{word}：{name}", word=word, name=report.heading(ds, other)), report.file_name(ds, other)


def _in_time(ds: Dataset, report: Report, given: Mapping[str, str], own: str) -> Iterator[tuple[str, str]]:
    """The same report of the period, or of the year, before and after."""
    if PERIOD in report.parameters:
        times = around(ds.calendar.period(given["period"]))
    elif YEAR in report.parameters:
        times = [(say("上一年"), str(int(given["year"]) - 1)), (say("下一年"), str(int(given["year"]) + 1))]
    else:
        times = []
    for word, time in times:
        yield say("{word}：{name}", word=word, name=time_label(time)), f"../{time}/{own}"


def around(period: Period) -> list[tuple[str, str]]:
    """The periods before and after, each with the word for it."""
    before, after = period.previous, period.next
    return [
        (in_words(before, quarter=say("上一季度"), month=say("上月")), str(before)),
        (in_words(after, quarter=say("下一季度"), month=say("下月")), str(after)),
    ]


def beside(time: str) -> list[str]:
    """The times whose pages may lead to pages of this one: those around it, a period's year, a year's periods.

    Examples
    --------
    >>> beside("2024Q1"), beside("2024")[:6]
    (['2023Q4', '2024Q2', '2024'], ['2023', '2025', '2024Q1', '2024Q2', '2024Q3', '2024Q4'])
    """
    if is_year(time):
        year = int(time)
        near = [year - 1, year + 1, *of_year(year, QUARTER), *of_year(year, MONTH)]
    else:
        period = parse_period(time)
        # the years beside it may be told by quarters or by months
        told = [replace(period, monthly_since=since) for since in (None, period.year, period.year + 1)]
        near = [*(each.previous for each in told), *(each.next for each in told), period.year]
    return list(dict.fromkeys(map(str, near)))
