"""The words of a selection's plan: its areas, its indicators, who answers for them, and what they were before."""

import numpy as np
import pandas as pd

from ..calendar import YEAR, Period
from ..errors import UsageError, unknown
from ..lookup import ranks_in
from ..messages import tell
from . import schema
from .bridge import COLUMNS as BRIDGE
from .selection import Selection


class Words(Selection):
    """A selection that says what its numbers and names mean."""

    @property
    def areas(self) -> pd.DataFrame:
        """Areas in the plan's order: columns ``area name_en code level``."""
        return self.terms.areas.copy()

    @property
    def parts(self) -> list[str]:
        """The areas that make up the whole, in order."""
        city = self.city
        return [area for area in self.terms.names if area != city]

    @property
    def indicators(self) -> pd.DataFrame:
        """Indicators in the plan's order: the columns of ``indicators.csv``.

        ``additive`` is filled: counts add up over areas unless the file says
        otherwise, rates never do. So is ``net``: a count may fall if its definition
        speaks of 净 and the file does not say otherwise. ``id`` is the number where the
        register gives none.
        """
        return self.terms.register.copy()

    def register(self, year: int) -> pd.DataFrame:
        """The indicators of a year's plan: the columns of ``indicators``.

        A year without a register has that of the nearest earlier plan, or the first.
        """
        return self.folder.terms(year).register.copy()

    def bridge(self, earlier: int, later: int) -> pd.DataFrame:
        """What every indicator of a year was in an earlier one.

        Returns
        -------
        pandas.DataFrame
            A row per number and predecessor, with the columns ``no id from_no from_id
            relation comparable factor reason``: comparable only if every step between the
            years is, and then with the `factor` that turns the earlier unit into the later.

        Raises
        ------
        UsageError
            If `earlier` is later.

        Examples
        --------
        >>> from hrss_analysis import open_dataset
        >>> open_dataset("data/wuxi").bridge(2023, 2024)["comparable"].all().item()
        True
        """
        if earlier > later:
            raise UsageError(
                tell(
                    "{dataset}: a bridge leads from an earlier year to a later one, not from {earlier} to {later}",
                    dataset=self.path, earlier=earlier, later=later,
                )
            )  # fmt: skip
        return self.folder.bridge(earlier, later).links[BRIDGE].copy()

    def indicator(self, no: int) -> schema.Indicator:
        """One indicator of the register.

        Raises
        ------
        UsageError
            If there is no indicator of that number.

        Examples
        --------
        >>> from hrss_analysis import open_dataset
        >>> open_dataset("data/wuxi").indicator(46).unit
        '户'
        """
        known = self.terms.indicators
        if no not in known:
            raise UsageError(tell("{dataset}: {problem}", dataset=self.path, problem=unknown("indicator", no, known)))
        return known[no]

    def numbers(self, ids: list[str]) -> list[int]:
        """The numbers of some ids, as far as this plan has them.

        Examples
        --------
        >>> from hrss_analysis import open_dataset
        >>> ds = open_dataset("data/national")
        >>> ds.numbers([ds.indicator(1).id, "none"])
        [1]
        """
        return [self.terms.numbers[name] for name in ids if name in self.terms.numbers]

    @property
    def departments(self) -> list[str]:
        """The departments that lead an indicator, in the plan's order."""
        return [name for name in dict.fromkeys(self.terms.register["lead_department"]) if name]

    def led_by(self, department: str) -> list[int]:
        """The numbers of the indicators a department leads.

        Raises
        ------
        UsageError
            If no indicator is led by such a department.

        Examples
        --------
        >>> from hrss_analysis import open_dataset
        >>> open_dataset("data/wuxi").led_by("市场处")
        [31, 32]
        """
        if department not in self.departments:
            problem = unknown("department", department, self.departments)
            raise UsageError(tell("{dataset}: {problem}", dataset=self.path, problem=problem))
        register = self.terms.register
        return list(register.loc[register["lead_department"] == department, "no"])

    def department(self, name: str) -> str:
        """What this plan calls a department, by whatever name of it; the name itself if it knows none.

        ``[departments] aliases`` tells what each was called before, also where it begins with a later year.
        """
        now = self.folder.settings.aliases
        known = [
            *self.departments,
            *self.terms.register["reported_by"],
            *self.terms.register["departments"].str.split("、").explode(),
        ]
        same = [other for other in known if other and now.get(other, other) == now.get(name, name)]
        return name if name in known or not same else same[0]

    def expected_share(self, no: int, period: Period) -> float:
        """The share of the year's target that is due at a period's end.

        Between the ends that the schedule gives, it grows evenly from one to the next.

        Examples
        --------
        >>> from hrss_analysis import open_dataset
        >>> open_dataset("data/wuxi").expected_share(1, Period(2024, 9))
        0.75
        """
        schedule = self.folder.terms(period.year).settings.schedule
        shares = (0.0, *schedule.get(self.terms.ids.get(no), schedule[None]))
        return float(np.interp(period.end_month, np.linspace(0, YEAR, len(shares)), shares)) / 100

    def rank(self, key: pd.Series) -> pd.Series:
        """The key that sorts the columns ``no`` and ``area`` of a frame in the plan's order."""
        ranks = self.terms.ranks.get(str(key.name))
        return key if ranks is None else pd.Series(ranks_in(key, ranks), index=key.index)
