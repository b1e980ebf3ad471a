"""HTML that escapes itself: what data says is shown as text, never run.

Everything a report shows is an :class:`Html`, which a notebook displays as HTML
and joins into larger pieces. Text from the data goes in through :func:`element`,
which escapes it.
"""

from collections.abc import Iterable

from markupsafe import Markup, escape

# Marks that turn the direction of all text that follows: a name may not turn the sentence it stands in.
TURNING = dict.fromkeys([0x200E, 0x200F, 0x061C, *range(0x202A, 0x202F), *range(0x2066, 0x206A)])


class Html(Markup):
    """Markup that a notebook shows as HTML."""

    def _repr_html_(self) -> str:
        return str(self)

    def __repr__(self) -> str:
        return f"<Html of {len(self)} characters>"


def element(tag: str, *content: object, **attributes: object) -> Html:
    """One element with its content, both escaped unless already markup.

    Attribute names may end in ``_`` (``class_``) and use ``_`` for ``-``; an
    attribute that is None is left out.

    Examples
    --------
    >>> str(element("p", "江阴 < 宜兴", class_="note"))
    '<p class="note">江阴 &lt; 宜兴</p>'
    """
    named = {name.rstrip("_").replace("_", "-"): value for name, value in attributes.items() if value is not None}
    opening = "".join(f' {name}="{shown(value)}"' for name, value in named.items())
    return Html(f"<{tag}{opening}>{join(content)}</{tag}>")


def join(pieces: Iterable[object], between: str = "") -> Html:
    """Escape what is not markup yet and put the pieces together."""
    return Html(Markup(between).join(shown(piece) for piece in pieces))


def shown(piece: object) -> Markup:
    r"""Text as it may stand on a page: escaped unless it is markup, without marks that turn what follows.

    Examples
    --------
    >>> str(shown("<b>\u202e甲"))
    '&lt;b&gt;甲'
    """
    return piece if isinstance(piece, Markup) else escape(str(piece).translate(TURNING))


EMPTY = Html("")
