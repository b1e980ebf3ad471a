"""The one bridge between years: which earlier indicators and areas something is comparable with.

Nothing else crosses a year's end. :func:`links` lays the relations of all registers in
between end to end; :func:`carry` brings figures over them, or leaves them where they are.
"""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pandas as pd

from ..rows import rows_of
from ..vocabulary import COMPARABLE, ORIGINS
from .rates import DECIMALS, ratio
from .register import Registers, holds_in, strongest
from .settings import Settings

COLUMNS = ["no", "id", "from_no", "from_id", "relation", "comparable", "factor", "reason"]


def links(registers: Registers, earlier: int, later: int, settings: Settings) -> pd.DataFrame:
    """Every indicator of a year beside what it was in an earlier one.

    Parameters
    ----------
    registers
        By year from which they hold.
    earlier, later
        The years.
    settings
        The dataset's, for units.

    Returns
    -------
    pandas.DataFrame
        A row per number and predecessor, with the columns ``no id from_no from_id
        relation comparable factor reason``: ``from_no`` and ``from_id`` blank where there
        is none; ``comparable`` only if every step in between is; ``factor``, how many of
        the later unit one of the earlier is; ``reason`` why it is not comparable, a code.
    """
    first, last = holds_in(registers, earlier), holds_in(registers, later)
    steps = [year for year in registers if first < year <= last]
    made = _same(registers[last] if not steps else registers[first])
    before = first
    for year in steps:
        made = _onward(made, _step(registers[before], registers[year], settings))
        before = year
    return made[COLUMNS].astype({"from_no": "Int64"}).reset_index(drop=True)


def _same(register: pd.DataFrame) -> pd.DataFrame:
    own = register[["no", "id"]]
    return own.assign(from_no=own["no"], from_id=own["id"], relation="same", comparable=True, factor=1.0, reason="")


def _step(earlier: pd.DataFrame, later: pd.DataFrame, settings: Settings) -> pd.DataFrame:
    """From one register to the next."""
    before = {row.id: row for row in rows_of(earlier[["no", "id", "unit"]])}
    rows = []
    for row in rows_of(later[["no", "id", "unit", "follows", "relation"]]):
        comparable = row.relation in COMPARABLE
        reason = "" if comparable else row.relation
        for name in row.follows.split("+") if row.follows else [""]:
            source = before.get(name)
            factor = settings.unit_factor(source.unit, row.unit) if comparable and source else np.nan
            rows.append(
                (row.no, row.id, source.no if source else pd.NA, name, row.relation, comparable, factor, reason)
            )
    return pd.DataFrame(rows, columns=COLUMNS)


def _onward(so_far: pd.DataFrame, step: pd.DataFrame) -> pd.DataFrame:
    """One step more at the end of those so far."""
    behind = so_far.drop(columns="no").rename(columns={"id": "via"})
    both = step.merge(behind, left_on="from_id", right_on="via", how="left", suffixes=("", "_behind"))
    new = both["via"].isna()
    comparable = both["comparable"] & both["comparable_behind"].eq(True)
    relation = [
        now if alone else strongest([then, now])
        for now, then, alone in zip(both["relation"], both["relation_behind"], new, strict=True)
    ]
    reason = both["reason"].where(both["reason"] != "", both["reason_behind"].fillna(""))
    return both.assign(
        from_no=both["from_no_behind"],
        from_id=both["from_id_behind"].fillna(""),
        relation=relation,
        comparable=comparable,
        factor=(both["factor"] * both["factor_behind"]).where(comparable),
        reason=reason,
    )[COLUMNS]


@dataclass(frozen=True)
class Bridge:
    """What leads from the terms of one year to those of a later one.

    ``links`` has the columns of :func:`links`; ``areas`` says of each area what it was;
    ``register`` is the later year's.
    """

    links: pd.DataFrame
    areas: dict[str, tuple[str, ...]]
    register: pd.DataFrame

    def numbers_before(self, numbers: frozenset[int]) -> frozenset[int]:
        """What some numbers were."""
        found = self.links.loc[self.links["no"].isin(numbers), "from_no"].dropna()
        return frozenset(int(no) for no in found)

    def numbers_after(self, numbers: frozenset[int]) -> frozenset[int]:
        """What some earlier numbers have become."""
        return frozenset(int(no) for no in self.links.loc[self.links["from_no"].isin(numbers), "no"])

    def areas_before(self, areas: frozenset[str]) -> frozenset[str]:
        """What some areas were."""
        return frozenset(name for area in areas for name in self.areas.get(area, ()))

    def areas_after(self, areas: frozenset[str]) -> frozenset[str]:
        """What some earlier areas have become."""
        return frozenset(area for area, names in self.areas.items() if areas & set(names))

    @cached_property
    def reasons(self) -> pd.Series:
        """By number of the later year, why nothing earlier compares with it; blank where something does."""
        told = self.links.groupby("no", sort=False).agg(all=("comparable", "all"), reason=("reason", _first))
        partly = told["reason"].where(told["reason"] != "", "merged_in_part")
        return partly.where(~told["all"], "").rename("reason")

    @cached_property
    def _ways(self) -> pd.DataFrame:
        """From number to number, for what compares: ``no from_no factor sources``, how many make one."""
        sound = self.links.groupby("no")["comparable"].transform("all") & self.links["from_no"].notna()
        ways = self.links.loc[sound, ["no", "from_no", "factor"]].astype({"from_no": int})
        return ways.assign(sources=ways.groupby("no")["from_no"].transform("size"))

    @cached_property
    def _places(self) -> pd.DataFrame:
        """From area to area: ``to_area area places``, how many make one."""
        ways = [(area, name, len(names)) for area, names in self.areas.items() for name in names]
        return pd.DataFrame(ways, columns=["to_area", "area", "places"])

    def carry(self, frame: pd.DataFrame) -> pd.DataFrame:
        """Figures of the earlier year in the terms of the later one; what does not compare stays behind.

        Counts of what was merged, indicators or areas, are added up, rates made from their
        added counts, and only where every part is there.

        Parameters
        ----------
        frame
            Columns ``no area period value numerator denominator flag origin`` and others, of
            which numbers are added up and texts, where they differ, joined.

        Returns
        -------
        pandas.DataFrame
            The same columns.
        """
        moved = frame.rename(columns={"no": "from_no"}).merge(self._ways, on="from_no").merge(self._places, on="area")
        moved = moved.assign(area=moved["to_area"], needed=moved["sources"] * moved["places"])
        for name in [name for name in ("value", "total") if name in moved]:
            moved[name] = (moved[name] * moved["factor"]).round(DECIMALS).where(moved["factor"] != 1, moved[name])
        alone = moved["needed"] == 1
        together = self._added_up(moved[~alone], list(frame.columns))
        singly = moved.loc[alone, frame.columns]
        return pd.concat([singly, together], ignore_index=True) if len(together) else singly.reset_index(drop=True)

    def _added_up(self, moved: pd.DataFrame, columns: list[str]) -> pd.DataFrame:
        """One row for each cell that was several."""
        if moved.empty:
            return moved[columns]
        about = self.register.set_index("no")[["kind", "unit", "additive"]]
        keys = ["no", "area", "period"]
        whole = moved.groupby(keys)["needed"].transform("size") == moved["needed"]
        rates = moved["no"].map(about["kind"]) == "rate"
        # areas of what does not add up over areas give no sum, whatever else was merged
        adds = (moved["places"] == 1) | moved["no"].map(about["additive"]).astype(bool) | rates
        moved = moved[whole & adds]
        if moved.empty:
            return moved[columns]
        numbers = [name for name in columns if pd.api.types.is_numeric_dtype(moved[name]) and name not in keys]
        texts = [name for name in columns if name not in (*keys, *numbers, "origin", "flag")]
        grouped = moved.groupby(keys, sort=False)
        made = grouped[numbers].agg(_sum_of_all)
        for name in texts:
            made[name] = grouped[name].agg(_joined)
        made["flag"] = grouped["flag"].agg(_worst_flag)
        made["origin"] = grouped["origin"].agg(_worst_origin)
        made = made.reset_index()
        rate = made["no"].map(about["kind"]) == "rate"
        of_counts = ratio(made.join(about[["kind", "unit"]], on="no"))
        for name in [name for name in ("value", "total") if name in made]:
            made[name] = made[name].where(~rate, of_counts)
        return made[columns]


def _first(reasons: pd.Series) -> str:
    return next((reason for reason in reasons if reason), "")


def _joined(texts: pd.Series) -> object:
    told = list(dict.fromkeys(texts))
    return told[0] if len(told) == 1 else "+".join(map(str, told))


def _sum_of_all(values: pd.Series) -> float:
    return float(values.sum(skipna=False))


def _worst_flag(flags: pd.Series) -> str:
    return "B" if (flags == "B").any() else str(flags.iloc[0])


def _worst_origin(origins: pd.Series) -> str:
    told = [origin for origin in origins if origin in ORIGINS]
    return max(told, key=ORIGINS.index, default="")
