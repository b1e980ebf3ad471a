"""The XML of Word: elements and attributes by their short names."""

from collections.abc import Iterator
from typing import Any

NAMESPACES = {
    "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "m": "http://schemas.openxmlformats.org/officeDocument/2006/math",
    "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
    "pic": "http://schemas.openxmlformats.org/drawingml/2006/picture",
    "v": "urn:schemas-microsoft-com:vml",
}
_PREFIXES = {namespace: prefix for prefix, namespace in NAMESPACES.items()}
_OFF = ("0", "false", "off", "none")
# What wraps paragraphs, rows or cells without being seen: content controls, tags, tracked insertions.
_WRAPPERS = ("w:sdt", "w:sdtContent", "w:customXml", "w:smartTag", "w:ins", "w:moveTo")


def w(name: str) -> str:
    """The full name of an element of the main namespace."""
    return f"{{{NAMESPACES['w']}}}{name}"


def short(node: Any) -> str:
    """An element's name with its prefix: ``w:p``; blank for comments and other namespaces.

    Examples
    --------
    >>> from lxml import etree
    >>> short(etree.Element(w("p"))), short(etree.Comment("x"))
    ('w:p', '')
    """
    if not isinstance(node.tag, str):
        return ""
    namespace, _, name = node.tag.rpartition("}")
    prefix = _PREFIXES.get(namespace[1:])
    return f"{prefix}:{name}" if prefix else f"?:{name}"


def child(node: Any | None, *path: str) -> Any | None:
    """The first element down a path of names of the main namespace, None if there is none."""
    for name in path:
        node = None if node is None else node.find(w(name))
    return node


def children(node: Any, name: str) -> list[Any]:
    """The elements of one name directly below."""
    return list(node.findall(w(name)))


def attribute(node: Any | None, name: str) -> str | None:
    """An attribute of the main namespace, None if it or the element is not there."""
    return None if node is None else node.get(w(name))


def switched_on(node: Any | None) -> bool | None:
    """Whether an on-off property is on; None if it says nothing."""
    return None if node is None else (attribute(node, "val") or "on") not in _OFF


def seen_below(node: Any, *names: str) -> Iterator[Any]:
    """The elements of these names below, through whatever wraps them, and leaving out what was moved or deleted."""
    for part in node:
        name = short(part)
        if name in names:
            yield part
        elif name in _WRAPPERS:
            yield from seen_below(part, *names)
