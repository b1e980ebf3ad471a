"""A Chinese font for charts, from the package's dependencies.

matplotlib's own font has no Chinese. The wheel of ``zhplot`` carries Noto Sans SC
(SIL Open Font License 1.1); its file is registered here, and the package itself
is never imported, since importing it changes matplotlib's settings.
"""

from functools import cache
from importlib.util import find_spec
from pathlib import Path

from ..errors import InputError

FAMILY = "Noto Sans SC"


@cache
def register() -> None:
    """Make the font known to matplotlib, once in a process.

    Raises
    ------
    InputError
        If the font file is not where its package has it.
    """
    from matplotlib import font_manager

    font_manager.fontManager.addfont(font_file())


def font_file() -> Path:
    """The font's file."""
    spec = find_spec("zhplot")
    file = Path(spec.origin).parent / "fonts" / "NotoSansSC-Regular.ttf" if spec and spec.origin else None
    if file is None or not file.is_file():
        raise InputError("the Chinese font is missing: install zhplot 1.0.0, which carries it")
    return file
