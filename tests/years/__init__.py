"""A second and a third year for a dataset of one: the same figures under other numbers, or in other terms."""

import shutil
from pathlib import Path
from random import Random

import pandas as pd

from ..conftest import ROOT

TEXT = {"dtype": str, "keep_default_na": False}


def read(path: Path) -> pd.DataFrame:
    """A table as it stands."""
    return pd.read_csv(path, **TEXT)


def write(path: Path, frame: pd.DataFrame) -> None:
    """A table, its folder made where it is not there."""
    path.parent.mkdir(parents=True, exist_ok=True)
    frame.to_csv(path, index=False)


def second_year(folder: Path, numbers: dict[str, str], relation: str = "same", base: Path = ROOT / "data/wuxi") -> Path:
    """Wuxi's record moved on by a year: 2025 is 2024 a fiftieth larger, under other numbers.

    Parameters
    ----------
    folder
        Where to write it.
    numbers
        The number in 2025 of each number of 2024.
    relation
        Of every indicator of 2025 to the one of 2024; with another than ``same`` ids are new.
    """
    shutil.copytree(base, folder)
    register = (
        read(folder / "indicators.csv")
        if (folder / "indicators.csv").exists()
        else read(folder / "indicators/2024.csv")
    )
    ids = register["id"] if "id" in register else register["no"]
    goes_on = relation not in ("new", "split", "merged")
    now = register.assign(
        id=ids if goes_on else "later-" + ids,
        follows="" if goes_on or relation == "new" else ids,
        relation=relation,
        no=register["no"].map(numbers),
        part_of=register["part_of"].map(numbers).fillna(""),
    )
    write(folder / "indicators/2025.csv", now.sort_values("no", key=lambda no: no.astype(int)))
    targets = read(folder / "targets/2024.csv")
    targets = targets.assign(no=targets["no"].map(numbers), value=larger(targets["value"]), issued_on="2025-04-18")
    write(folder / "targets/2025.csv", targets)
    for quarter in (1, 2, 3):
        actuals = read(folder / f"actuals/2024Q{quarter}.csv")
        counts = {name: larger(actuals[name]) for name in ("value", "numerator", "denominator")}
        late = actuals["submitted_at"].str.replace("2024", "2025")
        actuals = actuals.assign(no=actuals["no"].map(numbers), submitted_at=late, **counts)
        write(folder / f"actuals/2025Q{quarter}.csv", actuals)
    return folder


def larger(amounts: pd.Series) -> pd.Series:
    """A fiftieth larger; whole numbers stay whole, blanks blank."""

    def one(text: str) -> str:
        if not text:
            return ""
        value = float(text) * 1.02
        return f"{value:.0f}" if "." not in text else f"{value:.2f}"

    return amounts.map(one)


def shuffled(numbers: list[str], seed: int) -> dict[str, str]:
    """The numbers at random."""
    others = list(numbers)
    Random(seed).shuffle(others)
    return dict(zip(numbers, others, strict=True))
