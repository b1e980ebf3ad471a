"""What a warm process does before it makes briefings (see ``press.warm``)."""

import sys
from pathlib import Path

import pandas as pd

from ..calendar import is_year
from ..dataset import open_dataset
from ..dataset.digest import figures_digest
from ..dataset.opening import keep_open
from ..errors import HrssError
from ..measures import changes, history, progress, project, target_shares
from ..paper.chart import MUTED, Chart, Room, canvas
from ..paper.labels import Number
from ..paper.panels import Drawing, Panel
from ..paper.spreadsheet import spreadsheet, to_bytes
from ..paper.tables import Field, table
from . import data_quality, outlook, projection_review  # noqa: F401 - imported once, for every fork

MANY_AREAS = 100  # the figures of more are not read whole: each report had better read its own slice


def warm_up() -> None:
    """Let everything that is made once be made here."""
    if "pyarrow" in sys.modules:  # pandas imports it where it is installed
        sys.modules["pyarrow"].set_cpu_count(1)  # a pool of threads would not survive the fork
    figure, axes = canvas(2)
    axes[0, 0].set_title("预热")
    Chart(figure, "预热", "预热", pd.DataFrame()).svg()
    drawing = Drawing(2)
    panel = Panel(drawing, *drawing.panels(1, 1, Room())[0], (0, 1), (0, 1))
    panel.frame({0: "预热"}, Number())
    panel.line((0, 1), (0, 1), color=MUTED)
    panel.dots(0, 0, marker="D")
    panel.text("预热", 0, 0, paper=True)
    Chart(drawing.figure(), "预热", "预热", pd.DataFrame()).html()
    frame = pd.DataFrame({"预热": [1]})
    table(frame, [Field("预热", lambda row: row[0])], "预热")
    to_bytes(spreadsheet({"预热": frame}, ["预热"]))


def prepare(dataset: Path, time: str) -> None:
    """Read the dataset and compute what the reports of a quarter, or of a year's last quarter, share."""
    ds = open_dataset(dataset)
    keep_open(ds)  # before it is read: a file that changes meanwhile is read again
    try:
        target_shares(ds, int(time) if is_year(time) else time)
        if len(ds.areas) <= MANY_AREAS:
            figures_digest(ds, ds.periods)  # reads them, too
            period = ds.latest_period(int(time)) if is_year(time) else time
            for compute in (progress, changes, history, project):
                compute(ds, period)
    except HrssError:
        return  # the reports themselves will say what is wrong
