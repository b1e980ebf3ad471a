"""A page's picture for those who cannot draw: it is text, and stays text."""

import re


def standalone(svg: str) -> str:
    """A page's picture as a file of its own: fixed colours, its size, and the font it was laid out in.

    Examples
    --------
    >>> standalone('<svg viewBox="0 0 9 5"><path fill="var(--ink, #1f2933)"/></svg>')[-28:]
    '<path fill="#1f2933"/></svg>'
    """
    svg = re.sub(r"var\(--\w+, (#[0-9a-f]+)\)", r"\1", svg)
    return re.sub(
        r'<svg viewBox="(\S+ \S+) (\S+) (\S+)"',
        r'<svg xmlns="http://www.w3.org/2000/svg" viewBox="\1 \2 \3" width="\2pt" height="\3pt" font-family="Noto Sans SC"',
        svg,
        count=1,
    )
