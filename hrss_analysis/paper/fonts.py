"""The Chinese font of the charts: Noto Sans SC, SIL Open Font License 1.1, whole.

matplotlib's own font has no Chinese. The file is not cut down to the characters that are
common, since names of places are where the rare ones are. matplotlib lays the text of a
picture out with it; an SVG carries the text as text, and is read in the reader's own font.
"""

from functools import cache
from pathlib import Path

FILE = Path(__file__).parent / "typeface" / "NotoSansSC-Regular.ttf"


@cache
def characters() -> frozenset[int]:
    """Those that it has, by their numbers in Unicode."""
    from matplotlib.ft2font import FT2Font

    return frozenset(FT2Font(str(FILE)).get_charmap())


@cache
def register() -> None:
    """Make the font known to matplotlib, once in a process."""
    from matplotlib import font_manager

    font_manager.fontManager.addfont(FILE)
