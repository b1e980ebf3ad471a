"""A period's measures, each computed once for the whole dataset when it is first asked for, and their cuts."""

from dataclasses import dataclass, field, replace
from typing import Any, Self

import pandas as pd

from ..dataset import Dataset
from ..dataset.digest import digest_of, joined
from ..dataset.naming import Names, Numbers, names_of, numbers_of, several
from ..dataset.slice import Slice
from ..measures.progress import concerned
from .frames import Frames, Moment

BROUGHT = "brought"  # under what a cut keeps its frames
FIGURES = ("progress", "history")  # what a fingerprint is of: every page of a cut shows them


@dataclass(frozen=True, eq=False)
class Quarter:
    """A period of a dataset, or a cut of it: the same frames, with the rows of the areas and indicators that it is cut to.

    Frames are computed for the whole dataset when they are first asked for, and once; a cut
    takes its rows from them. Those handed out are the caller's own.

    Attributes
    ----------
    ds
        The dataset, in the terms of the period's plan.
    period
        The period.
    here
        What it is cut to.
    """

    ds: Dataset
    period: str
    frames: Frames = field(repr=False)
    here: Slice = field(default_factory=Slice)

    def of(self, area: Names | None = None, department: Names | None = None, no: Numbers | None = None) -> Self:
        """A cut: the rows of these areas, and of these indicators, or of those that these departments lead.

        Parameters
        ----------
        area, department, no
            One or several; what is left out is not cut. A cut of a cut is both.

        Raises
        ------
        UsageError
            If there is no such area, department or indicator, or none in this cut.

        Examples
        --------
        >>> from hrss_analysis import open_dataset
        >>> told = quarter(open_dataset("data/wuxi"), "2024Q3")
        >>> len(told.progress), len(told.of(area="江阴").progress), len(told.of(area="江阴", no=[1, 2]).progress)
        (600, 60, 2)
        """
        ds, had = self.ds, self.here
        areas = [name for name in ds.terms.names if had.areas is None or name in had.areas]
        numbers = [known for known in ds.terms.ids if had.indicators is None or known in had.indicators]
        here = had
        if area is not None:
            here = replace(here, areas=frozenset(names_of("area", area, areas, ds.path)))
        if no is not None:
            here = replace(here, indicators=frozenset(numbers_of("indicator", no, numbers, ds.path)))
        if department is not None:
            led = {led for name in several(department) for led in ds.led_by(name)}
            here = replace(
                here, indicators=frozenset(led & set(numbers if here.indicators is None else here.indicators))
            )
        return replace(self, here=here)

    def frame(self, name: str) -> pd.DataFrame:
        """One of the frames by its name."""
        return self.frames.cut(name, self.here)

    @property
    def rounded(self) -> Self:
        """The same with each figure rounded once, half-up, at its own precision."""
        return replace(self, frames=self.frames.rounded)

    @property
    def shown(self) -> Self:
        """The same as pages show it: each figure rounded once, at its own precision, with the columns that they show."""
        return replace(self, frames=self.frames.shown)

    @property
    def concerned(self) -> Self:
        """A cut without the indicators that the plan does not ask of these areas and that they did not report: see ``of_area``."""
        cells = self.progress
        asked = concerned(cells)
        return self if asked is cells else self.of(no=asked["no"].unique().tolist())

    @property
    def fingerprint(self) -> str:
        """A digest of the figures of this cut as pages show them: the same wherever they show the same."""
        return joined(digest_of(self.shown.frame(name)) for name in FIGURES)

    @property
    def progress(self) -> pd.DataFrame:
        """Where every cell stands: :func:`hrss_analysis.progress`."""
        return self.frame("progress")

    @property
    def changes(self) -> pd.DataFrame:
        """Every figure and its changes: :func:`hrss_analysis.changes`."""
        return self.frame("changes")

    @property
    def history(self) -> pd.DataFrame:
        """The figures of this year and the last: :func:`hrss_analysis.history`."""
        return self.frame("history")

    @property
    def long_history(self) -> pd.DataFrame:
        """The figures of six years, those that do not compare among them: :func:`hrss_analysis.history` across plans."""
        return self.frame("long_history")

    @property
    def project(self) -> pd.DataFrame:
        """Where the year will end: :func:`hrss_analysis.project`."""
        return self.frame("project")

    @property
    def on_the_way(self) -> pd.DataFrame:
        """What was projected at the end of each period of the year until this one: the columns of :attr:`project`.

        Once the year is over, ``came`` is its end, and ``off`` by how many per cent the projection is off it.
        """
        return self.frame("on_the_way")

    @property
    def pace(self) -> pd.DataFrame:
        """How fast it goes: :func:`hrss_analysis.pace`."""
        return self.frame("pace")

    @property
    def attention(self) -> pd.DataFrame:
        """What wants attention, and how urgently: :func:`hrss_analysis.attention`."""
        return self.frame("attention")

    @property
    def turned(self) -> pd.DataFrame:
        """What turned red since the report before, or is no longer: :func:`hrss_analysis.turned`."""
        return self.frame("turned")

    @property
    def ranking(self) -> pd.DataFrame:
        """The places of areas within each indicator: :func:`hrss_analysis.ranking`."""
        return self.frame("ranking")

    @property
    def contributions(self) -> pd.DataFrame:
        """Each area's part in the whole: :func:`hrss_analysis.contributions`."""
        return self.frame("contributions")

    @property
    def shares(self) -> pd.DataFrame:
        """Each area's share of the targets: :func:`hrss_analysis.target_shares`."""
        return self.frame("shares")

    @property
    def check(self) -> pd.DataFrame:
        """What the rules of data quality found: :func:`hrss_analysis.check`."""
        return self.frame("check")

    @property
    def completeness(self) -> pd.DataFrame:
        """How much of what was due came in, by sender: :func:`hrss_analysis.completeness`.

        A cut has the senders whose cells all lie in it: a part of them is no sender's share.
        """
        return self.frame("completeness")

    @property
    def revisions(self) -> pd.DataFrame:
        """What was changed after it was first reported: :func:`hrss_analysis.checks.revisions`."""
        return self.frame("revisions")

    @property
    def adjustments(self) -> pd.DataFrame:
        """The targets that were adjusted until the period's end: columns ``no area issued_on``."""
        return self.frame("adjustments")

    @property
    def funnels(self) -> pd.DataFrame:
        """Every rate in % against the limits of chance: :func:`hrss_analysis.funnel`."""
        return self.frame("funnels")

    @property
    def origins(self) -> pd.DataFrame:
        """How many rows of the record are of which origin, and the day of the last: columns ``origin rows last``."""
        return self.frame("origins")

    @property
    def tables(self) -> pd.DataFrame:
        """The tables that the period rests on, with the digests of the rows used: columns ``table digest``."""
        return self.frame("tables")

    @property
    def submissions(self) -> pd.DataFrame:
        """The files that the period's figures came from."""
        return self.frame("submissions")

    @property
    def issue(self) -> pd.DataFrame:
        """The last issue of an earlier period: columns ``period date as_of version now same``."""
        return self.frame("issue")

    @property
    def turned_since(self) -> pd.DataFrame:
        """What turned since the last issue: columns ``no id area issued before status was_unlikely unlikely``."""
        return self.frame("turned_since")

    @property
    def revised_since(self) -> pd.DataFrame:
        """What was revised since the last issue: columns ``no id area period first last difference origin``."""
        return self.frame("revised_since")

    @property
    def succession(self) -> pd.DataFrame:
        """What became of the indicators of the plan before."""
        return self.frame("succession")


def quarter(ds: Dataset, period: str, as_of: Moment = None) -> Quarter:
    """Compute a period once, for the whole dataset: its measures, checks and completeness, to be cut for each page.

    Parameters
    ----------
    ds
        The dataset; of a slice the whole is computed, and cut to the slice.
    period
        The quarter, as in ``"2024Q3"``, or month.
    as_of
        Read the record as it stood then.

    Returns
    -------
    Quarter
        Its attributes ``progress changes history project check completeness shares`` (and
        more) are the frames of the functions of the same names, each computed when it is
        first asked for; ``.of(area=…)``, ``.of(department=…)`` and ``.of(no=…)`` are cuts.

    Raises
    ------
    UsageError
        If the period is none.

    Examples
    --------
    >>> from hrss_analysis import open_dataset
    >>> told = quarter(open_dataset("data/wuxi"), "2024Q3")
    >>> row = told.of(area="宜兴", no=23).project.iloc[0]
    >>> row["outlook"], told.project.query("no == 23 and area == '宜兴'")["outlook"].item()
    ('likely', 'likely')
    """
    own = str(ds.calendar.period(period))
    told = ds.in_terms_of(own)
    here = told.slice or Slice()
    whole = told.whole
    brought: Any = whole.memory.kept.get(BROUGHT)  # where a report is made that was given a cut
    if brought is not None:
        return brought.at(own, as_of)
    return Quarter(whole, own, Frames(whole, own, as_of), here)
