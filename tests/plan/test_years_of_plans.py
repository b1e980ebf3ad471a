"""Random plans handed over, decided as the oracle knows, adopted, and read back by the dataset."""

import os
import random

import pandas as pd
import pytest

from hrss_analysis import open_dataset
from hrss_analysis.intake.workbook.sheets import read_sheets
from hrss_analysis.plan import write_imported
from hrss_analysis.plan.findings import findings_frame
from hrss_analysis.plan.handover import Files, adopt, propose, write_handover
from hrss_analysis.plan.importing import Imported
from hrss_analysis.plan.tables import INDICATOR_COLUMNS

from ..conftest import ROOT
from .handing import random_pair
from .office import put

YEARS = int(os.environ.get("PLAN_YEARS", "4"))
COMPARABLE = ("same", "renamed", "rescaled", "merged")


@pytest.fixture(scope="module")
def real():
    frame = pd.read_csv(ROOT / "data/wuxi/indicators/2024.csv", dtype=str, keep_default_na=False)
    return frame.drop(columns=["id", "wording"]).assign(text=frame["definition"])


def imported(register, year):
    """A plan as an import gives it: every indicator with the city's target alone."""
    pace = register["kind"].map({"flow": "accumulates", "stock": "growth", "rate": "level"})
    indicators = register.assign(
        no=register["no"].astype(int), city_unit=register["unit"], pace=pace, frequency="monthly", departments="就业科",
        additive=(register["kind"] != "rate").map({True: "true", False: "false"}), lead_department="就业科",
        inferred_from="kind=" + register["kind"] + "（名称）；bound=" + register["bound"] + "（无限定词）",
    ).reindex(columns=[*INDICATOR_COLUMNS, "inferred_from"])  # fmt: skip
    indicators = indicators.astype(object).where(indicators.notna(), "")
    targets = register.assign(no=register["no"].astype(int), area="全市", state="assigned", value="100", raw="100")
    definitions = register.assign(no=register["no"].astype(int), definition=register["text"])
    return Imported(
        indicators, targets[["no", "area", "state", "bound", "value", "unit", "raw"]],
        definitions[["no", "name", "definition", "part_of"]], findings_frame([]), "全市", year,
    )  # fmt: skip


def decide(path, truth, units):
    """The handover as somebody fills it in who knows everything; what cannot be added up is redefined."""
    table = pd.read_csv(path, dtype=str, keep_default_na=False)
    decided = {}
    for at, row in table.iterrows():
        if not row["no"]:
            continue
        relation, olds = truth.relation[row["no"]]
        numbers = sorted(olds, key=int)
        if relation == "merged" and len({units[no] for no in numbers}) > 1:
            relation = "redefined"
        relation = {"ask": "renamed", "same or redefined": "same"}.get(relation, relation)
        decided |= dict.fromkeys(numbers, relation)
        table.loc[at, ["decision", "follows_no"]] = [relation, "+".join(numbers)]
    gone = table["no"] == ""
    table.loc[gone, "decision"] = table.loc[gone, "follows_no"].map(lambda no: decided.get(no, "dropped"))
    table.to_csv(path, index=False)


@pytest.mark.parametrize("seed", range(YEARS))
def test_what_was_decided_is_what_the_dataset_crosses_the_year_by(tmp_path, real, seed):
    old, new, truth = random_pair(real, random.Random(seed))
    put(tmp_path, "dataset.toml", 'title = "例"\ncity = "全市"\n')
    put(tmp_path, "areas.csv", "area\n全市\n")
    put(tmp_path, "plan.txt", "")
    assert not write_imported(imported(old, 2025), tmp_path).failed
    write_handover(propose(imported(new, 2026), tmp_path / "plan.txt", tmp_path), tmp_path)
    files = Files(tmp_path, 2026)
    units = dict(zip(old["no"], old["unit"], strict=True))
    decide(files.table, truth, units)
    sheets = [sheet for path in (files.table, files.areas) for sheet in read_sheets(path.name, path.read_bytes())]
    adopted = adopt(files, files.table.name, sheets)
    ds = open_dataset(tmp_path)
    bridge = ds.bridge(2025, 2026)
    for no, links in bridge.groupby("no"):
        relation, olds = truth.relation[str(no)]
        assert {str(number) for number in links["from_no"].dropna()} == olds
        summed = relation != "merged" or len({units[one] for one in olds}) == 1
        comparable = (relation in (*COMPARABLE, "ask", "same or redefined")) and summed
        assert links["comparable"].tolist() == [comparable] * len(links), (no, relation)
        if relation == "rescaled":
            assert links["factor"].iloc[0] in (1e4, 1e-4)
    assert set(adopted.dropped["no"]) == truth.dropped
    # ids: what goes on keeps its predecessor's, and all others have one that nobody had
    register = ds.register(2026)
    goes_on = register["relation"].isin(["same", "renamed", "rescaled", "redefined"])
    first = register["follows"].str.partition("+")[0]
    assert (register["id"] == first)[goes_on].all()
    assert not register.loc[~goes_on, "id"].isin(old["no"]).any()
    assert register["id"].is_unique
