"""From one year's plan to the next: what becomes of each indicator, proposed here and decided by a person."""

from .adopting import Adopted, adopt
from .files import Files, find_files, write_handover
from .matching import match_indicators
from .proposing import Handover, propose

__all__ = [
    "Adopted",
    "Files",
    "Handover",
    "adopt",
    "find_files",
    "match_indicators",
    "propose",
    "write_handover",
]
