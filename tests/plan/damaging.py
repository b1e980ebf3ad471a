"""Ways in which a plan's document is damaged, dressed up or edited on its way.

Each takes a document and changes one thing in it. Whatever it is, the import has to
come out with the plan as it was meant, or to say something. None means that there is
nothing of the kind to change.
"""

import random
import re

NOTES = "①②⑳¹²₃*※"


def lines_with(text: str, pattern: str) -> list[int]:
    return [at for at, line in enumerate(text.split("\n")) if re.fullmatch(pattern, line)]


def _line(text: str, pattern: str, rng: random.Random, change) -> str | None:
    """Change one of the lines of this pattern."""
    found = lines_with(text, pattern)
    if not found:
        return None
    lines = text.split("\n")
    at = rng.choice(found)
    lines[at] = change(lines[at])
    return "\n".join(lines)


FIGURE = r"\t(低于|不高于)?\d[\d.]*(以内)?"
CEILING = r"\t((低于|不高于)[\d.]+|[\d.]+以内)"
PLAIN = r"\t\d[\d.]+"
NAME = r"\t[云岭青溪石桥白沙金川碧湖松原柳河].{4,}"


def drop_ceilings(text: str, _: random.Random) -> str | None:
    """Every bound of the tables is lost; the running text still has it."""
    new = re.sub(r"(?m)^\t(?:低于|不高于)?([\d.]+)(?:以内)?$", r"\t\1", text)
    return new if new != text else None


def narrative(change):
    def changed(text: str, rng: random.Random) -> str | None:
        head, mark, rest = text.partition("附件1")
        found = list(re.finditer(r"(低于|不高于)?\d+(?:\.\d+)?(?=万?[人%])", head))
        if not found:
            return None
        one = rng.choice(found)
        return head[: one.start()] + change(one[0]) + head[one.end() :] + mark + rest

    return changed


TEXT = {
    "note behind a figure": lambda text, rng: _line(text, FIGURE, rng, lambda line: line + rng.choice(NOTES)),
    "note behind a number": lambda text, rng: _line(text, r"\t\d{1,2}", rng, lambda line: line + rng.choice("①¹")),
    "note behind a name": lambda text, rng: _line(text, NAME, rng, lambda line: line + rng.choice(NOTES)),
    "note behind a unit": lambda text, rng: _line(text, r"\t(万?人|%)", rng, lambda line: line + rng.choice("①*")),
    "two figures": lambda text, rng: _line(text, PLAIN, rng, lambda line: f"{line} {rng.randrange(100)}"),
    "two lines": lambda text, rng: _line(text, PLAIN, rng, lambda line: f"{line}\n{rng.randrange(100)}"),
    "figure broken": lambda text, rng: _line(text, r"\t\d{2,}", rng, lambda line: f"{line[:2]}\n{line[2:]}"),
    "page number": lambda text, rng: _line(
        text, r"\t.+", rng, lambda line: f"{line}\n{rng.choice(['— {} —', '- {} -', '{}', '第 {} 页', '－{}－'])}".format(rng.randrange(1, 40))
    ),
    "page number on its own": lambda text, rng: _line(text, r"\t.+", rng, lambda line: f"{line}\n\n{rng.randrange(1, 40)}\n"),
    "struck": lambda text, rng: _line(text, PLAIN, rng, lambda line: f"\t{rng.randrange(10)}\u0336{line[1:]}"),
    "full width": lambda text, rng: _line(
        text, FIGURE, rng, lambda line: line.translate({48 + digit: 0xFF10 + digit for digit in range(10)})
    ),
    "full-width percent": lambda text, rng: _line(text, r"\t%", rng, lambda _: "\t％"),
    "thousands": lambda text, rng: _line(text, r"\t\d{4,}", rng, lambda line: f"\t{int(line[1:]):,}"),
    "space within": lambda text, rng: _line(text, r"\t\d{2,}", rng, lambda line: f"{line[:2]} {line[2:]}"),
    "name broken": lambda text, rng: _line(text, NAME, rng, lambda line: f"{line[:4]}\n\n{line[4:]}"),
    "unit broken": lambda text, rng: _line(text, r"\t万人", rng, lambda _: "\t万\n人"),
    "bound lost in a cell": lambda text, rng: _line(text, CEILING, rng, lambda line: "\t" + re.sub(r"[^\d.]", "", line)),
    "bounds lost in the tables": drop_ceilings,
    "bound turned": lambda text, rng: _line(text, CEILING, rng, lambda line: "\t不低于" + re.sub(r"[^\d.]", "", line)),
    "bound added": lambda text, rng: _line(text, PLAIN, rng, lambda line: rng.choice(["\t低于", "\t≤", "\t＜"]) + line[1:]),
    "bound of the text added": narrative(lambda said: "不高于" + said if said[0].isdigit() else said),
    "figure of the text changed": narrative(lambda said: re.sub(r"\d", lambda digit: str((int(digit[0]) + 1) % 10), said, count=1)),
    "note in the text": narrative(lambda said: said + "①"),
    "garbled sign": lambda text, rng: _line(text, FIGURE, rng, lambda line: rng.choice(["\t\uf0a3", "\t\ufffd"]) + line[1:]),
    "other digits": lambda text, rng: _line(text, r"\t\d+", rng, lambda line: line.translate({48 + d: 0x660 + d for d in range(10)})),
}  # fmt: skip


def _word(name):
    from docx.oxml.ns import qn

    return qn(name)


def _element(text):
    from docx.oxml import parse_xml
    from docx.oxml.ns import nsdecls

    return parse_xml(re.sub(r"^<[\w:]+", rf"\g<0> {nsdecls('w', 'm')}", text))


def _runs(document, pattern, rng):
    """A run of a table's cell whose text is of this pattern, with its cell."""
    found = [
        run
        for table in document.tables
        for run in table._tbl.iter(_word("w:r"))
        if re.fullmatch(pattern, "".join(t.text or "" for t in run.iter(_word("w:t"))))
    ]
    return rng.choice(found) if found else None


def _around(kind):
    """Wrap something of a kind: what is seen stays the same."""
    wraps = {
        "ins": "<w:ins w:id='9' w:author='a'/>",
        "smartTag": "<w:smartTag w:uri='u' w:element='e'/>",
        "hyperlink": "<w:hyperlink w:anchor='x'/>",
        "fldSimple": "<w:fldSimple w:instr='REF x'/>",
        "moveTo": "<w:moveTo w:id='9' w:author='a'/>",
    }

    def wrapped(document, rng):
        run = rng.choice(
            [run for run in document.element.body.iter(_word("w:r")) if run.getparent().tag == _word("w:p")]
        )
        around = _element(wraps[kind])
        run.getparent().replace(run, around)
        around.append(run)
        return document

    return wrapped


def _controlled(tag):
    def wrapped(document, rng):
        found = [
            node for node in document.element.body.iter(_word(tag)) if node.getparent().tag != _word("w:sdtContent")
        ]
        node = rng.choice(found)
        control = _element("<w:sdt><w:sdtPr/><w:sdtContent/></w:sdt>")
        node.getparent().replace(node, control)
        control[1].append(node)
        return document

    return wrapped


def _beside(pattern, xml, *, before=False):
    """Put a run beside one of a cell."""

    def put(document, rng):
        run = _runs(document, pattern, rng)
        if run is None:
            return None
        new = _element(xml.replace("DIGIT", str(rng.randrange(10))))
        run.addprevious(new) if before else run.addnext(new)
        return document

    return put


def _sign(xml):
    """A ceiling's words become a sign."""

    def put(document, rng):
        run = _runs(document, r"(低于|不高于)[\d.]+", rng)
        if run is None:
            return None
        (text,) = run.findall(_word("w:t"))
        text.text = re.sub(r"[^\d.]", "", text.text)
        run.addprevious(_element(xml))
        return document

    return put


def _numbered(document, _):
    """The definitions get automatic numbers."""
    root = document.part.numbering_part.element
    root.insert(0, _element(
        "<w:abstractNum w:abstractNumId='90'><w:lvl w:ilvl='0'><w:start w:val='1'/><w:numFmt w:val='decimal'/>"
        "<w:lvlText w:val='%1．'/></w:lvl></w:abstractNum>"
    ))  # fmt: skip
    root.append(_element("<w:num w:numId='90'><w:abstractNumId w:val='90'/></w:num>"))
    for paragraph in document.paragraphs:
        if re.match(r"\d+．", paragraph.text):
            (run,) = paragraph.runs
            run.text = re.sub(r"^\d+．", "", run.text)
            paragraph._p.get_or_add_pPr().append(
                _element("<w:numPr><w:ilvl w:val='0'/><w:numId w:val='90'/></w:numPr>")
            )
    return document


def _table(at, *lines):
    def put(document, _):
        table = document.add_table(len(lines), 1)
        for row, line in enumerate(lines):
            table.cell(row, 0).text = line
        body = document.element.body
        body.insert(at if at >= 0 else len(body) - 1, table._tbl)
        return document

    return put


def _split(document, rng):
    """A run becomes two, as every spelling checker does."""
    run = _runs(document, r".{2,}", rng)
    text = run.find(_word("w:t"))
    at = rng.randrange(1, len(text.text))
    run.addnext(_element(f"<w:r><w:t>{text.text[at:]}</w:t></w:r>"))
    text.text = text.text[:at]
    return document


def _retyped(document, rng):
    """A figure is replaced with tracked changes: what is seen is the new one, which is the plan's own."""
    run = _runs(document, r"\d+", rng)
    run.addprevious(_element("<w:del w:id='8' w:author='a'><w:r><w:delText>999</w:delText></w:r></w:del>"))
    return _around("ins")(document, rng)


def _deleted(document, rng):
    """A figure is deleted with tracked changes."""
    run = _runs(document, r"\d.*", rng)
    gone = _element("<w:del w:id='8' w:author='a'/>")
    run.getparent().replace(run, gone)
    gone.append(run)
    for text in run.findall(_word("w:t")):
        text.tag = _word("w:delText")
    return document


RUN = "<w:r><w:rPr>{}</w:rPr><w:t>DIGIT</w:t></w:r>"
WORD = {
    **{f"within {kind}": _around(kind) for kind in ("ins", "smartTag", "hyperlink", "fldSimple", "moveTo")},
    **{f"control around {tag}": _controlled(tag) for tag in ("w:r", "w:p", "w:tc", "w:tr", "w:tbl")},
    "superscript": _beside(r"\d+", RUN.format("<w:vertAlign w:val='superscript'/>")),
    "subscript": _beside(r"\d+", RUN.format("<w:vertAlign w:val='subscript'/>")),
    "struck before": _beside(r"\d+", RUN.format("<w:strike/>"), before=True),
    "hidden": _beside(r"\d+", RUN.format("<w:vanish/>")),
    "deleted before": _beside(r"\d+", "<w:del w:id='1' w:author='a'><w:r><w:delText>DIGIT</w:delText></w:r></w:del>", before=True),
    "moved away": _beside(r"\d+", "<w:moveFrom w:id='1' w:author='a'><w:r><w:t>DIGIT</w:t></w:r></w:moveFrom>"),
    "line below": _beside(r"\d+", "<w:r><w:br/><w:t>DIGIT</w:t></w:r>"),
    "footnote": _beside(r"\d+", "<w:r><w:footnoteReference w:id='2'/></w:r>"),
    "a symbol": _beside(r"\d+", "<w:r><w:sym w:font='Wingdings' w:char='F081'/></w:r>"),
    "a digit of the Symbol font": _beside(r"\d+", "<w:r><w:sym w:font='Symbol' w:char='F031'/></w:r>"),
    "ceiling as a symbol": _sign("<w:r><w:sym w:font='Symbol' w:char='F0A3'/></w:r>"),
    "ceiling as another symbol": _sign("<w:r><w:sym w:font='Wingdings' w:char='F0A3'/></w:r>"),
    "ceiling as a formula": _sign("<m:oMath><m:r><m:t>≤</m:t></m:r></m:oMath>"),
    "ceiling as a picture": _sign("<w:r><w:object/></w:r>"),
    "automatic numbers": _numbered,
    "letterhead": _table(0, "某市人力资源和社会保障局文件"),
    "recipients": _table(-1, "抄送：省厅，年末汇总处。", "2025年4月8日印发"),
    "a box with words": _table(-1, "期末实有数"),
    "split": _split,
    "retyped": _retyped,
    "deleted": _deleted,
}  # fmt: skip
