"""The commands of a change of year, as they are typed."""

import shutil

import pandas as pd
import pytest

from ..docs.running import hrss
from .office import ITEMS, document, make_office, put
from .test_adopting import LATER

pytestmark = pytest.mark.filterwarnings("default")


@pytest.fixture
def office(tmp_path):
    office = make_office(tmp_path)
    document(tmp_path, 2026, LATER)
    return office


def content(folder):
    return {path: path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file() and path.name != ".lock"}


def refused(office, words, *arguments, code=1):
    before = content(office)
    done = hrss(arguments, office.parent)
    assert (done.code, "Traceback" in done.err) == (code, False), done
    assert words in done.err, done.err
    assert content(office) == before


def test_a_year_is_handed_over_by_the_tables_alone(office):
    folder = office.parent
    done = hrss(("plan", "import", "plan-2026.txt", "--data", "office"), folder)
    assert (done.code, done.err) == (0, "")
    assert "6 rows are certain and 1 are open" in done.out
    again = hrss(("plan", "import", "plan-2026.txt", "--data", "office"), folder)
    assert "nothing has changed since the last import" in again.out
    refused(
        office,
        "handover-2026.csv I3: “失业保险和工伤保险参保人数” is still to be decided",
        "plan",
        "adopt",
        "office/handover-2026.csv",
    )
    rows = pd.read_csv(office / "handover-2026.csv", dtype=str, keep_default_na=False)
    rows.loc[[0, 1], "decision"] = ""
    rows.to_csv(office / "handover-2026.csv", index=False)
    told = hrss(("plan", "adopt", "office/handover-2026.csv"), folder).err.splitlines()
    assert [line[: len("hrss: handover-2026.csv I2")] for line in told] == [
        "hrss: handover-2026.csv I2", "hrss: handover-2026.csv I3",
    ]  # fmt: skip
    rows.loc[0, "decision"] = "same"
    rows.loc[1, "decision"] = "合并"
    sent = folder / "sent"
    sent.mkdir()
    rows.to_csv(sent / "handover-2026.csv", index=False, encoding="gb18030")
    done = hrss(("plan", "adopt", "sent/handover-2026.csv", "--data", "office"), folder)
    assert (done.code, done.err) == (0, "")
    assert "2026: 2 indicators go on (0 redefined), 1 merged, 1 new, 0 dropped" in done.out
    refused(office, "has been adopted", "plan", "adopt", "office/handover-2026.xlsx")
    told = hrss(("plan", "diff", "2025", "2026", "--data", "office"), folder)
    assert "merged\t2+3 → 2\t" in told.out
    refused(office, "unknown plan year '2024'", "plan", "diff", "2024", "2026", "--data", "office", code=2)


def test_what_cannot_be_meant_is_refused(office):
    shutil.copy(office / "areas.csv", office.parent / "damaged.xlsx")
    refused(
        office, "either --out or --data", "plan", "import", "plan-2026.txt", "--out", "a", "--data", "office", code=2
    )
    refused(office, "is not a dataset", "plan", "import", "plan-2026.txt", "--data", "nowhere")
    refused(office, "no plan waits to be adopted", "plan", "adopt", "damaged.xlsx", "--data", "office")
    hrss(("plan", "import", "plan-2026.txt", "--data", "office"), office.parent)
    refused(office, "damaged.xlsx: the file is damaged", "plan", "adopt", "damaged.xlsx", "--data", "office")
    refused(office, "not-there.xlsx: it is not there", "plan", "adopt", "not-there.xlsx", "--data", "office")
    put(office.parent, "handover.docx", "")
    refused(office, "only .xlsx and .csv files are read", "plan", "adopt", "handover.docx", "--data", "office")


def test_a_document_with_errors_proposes_nothing(office):
    text = (office.parent / "plan-2026.txt").read_text(encoding="utf-8").replace("\t700\n", "\t701\n", 1)
    put(office.parent, "wrong.txt", text)
    refused(office, "wrong.txt has errors: nothing was written", "plan", "import", "wrong.txt", "--data", "office")


def test_a_plan_before_the_first_is_not_handed_over(office):
    document(office.parent, 2024, ITEMS)
    refused(office, "the plan of 2025 is there already", "plan", "import", "plan-2024.txt", "--data", "office")


def test_the_plan_of_the_same_year_is_a_correction(office):
    done = hrss(("plan", "import", "plan-2025.txt", "--data", "office"), office.parent)
    assert (done.code, done.out.splitlines()[-1]) == (0, "4 indicators and 12 targets: office")
    assert not (office / "handover-2025.xlsx").exists()
