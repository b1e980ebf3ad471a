"""A dataset: plain files in a folder, opened as tidy frames as of a date."""

from ..writing import check_writable, replacing, write_table, write_text
from .dataset import Dataset
from .files import read_table
from .opening import open_dataset
from .settings import Settings, Thresholds
from .slice import Slice

__all__ = [
    "Dataset",
    "Settings",
    "Slice",
    "Thresholds",
    "check_writable",
    "open_dataset",
    "read_table",
    "replacing",
    "write_table",
    "write_text",
]
