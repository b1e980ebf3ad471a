"""The look of an official document after GB/T 9704-2012: its sheet, its types, its numbering.

Sizes (字号): 二号 22 pt, 三号 16, 四号 14, 五号 10.5. A sheet has 22 lines of 28 characters in a
type area of 156 by 225 mm. The fonts are those of the standard, which not every machine has; the font table
names what stands in for each.
"""

from dataclasses import dataclass
from math import floor

from ...language import page_language
from .xml import ROOT, twips

UPRIGHT = {"width": 210.0, "height": 297.0, "top": 37.0, "bottom": 35.0, "left": 28.0, "right": 26.0}
ACROSS = {"width": 297.0, "height": 210.0, "top": 28.0, "bottom": 26.0, "left": 35.0, "right": 37.0}
WIDE, HIGH = 156.0, 225.0  # of the type area, upright; across it is the other way round
LINES, CHARACTERS = 22, 28
RED = "C00000"
LIGHTS = {"green": "145535", "amber": "6B4600", "red": "9A1F18", "grey": "4A545E"}
GREY = "4A545E"

SONG, TITLE_SONG, FANG, HEI, KAI, LATIN = (
    "宋体", "方正小标宋简体", "仿宋_GB2312", "黑体", "楷体_GB2312", "Times New Roman",
)  # fmt: skip
STAND_INS = {  # fonts that are near, where one is not installed
    TITLE_SONG: "方正小标宋_GBK,华文中宋,STZhongsong,宋体",
    FANG: "仿宋,FangSong,华文仿宋,STFangsong",
    HEI: "SimHei,微软雅黑,Noto Sans SC",
    KAI: "楷体,KaiTi,华文楷体,STKaiti",
    SONG: "SimSun,Noto Serif SC",
}

_LINE = round(twips(HIGH) / LINES)
_TIGHT = f'<w:spacing w:val="{floor((WIDE / CHARACTERS / 25.4 * 72 - 16) * 20)}"/>'  # twentieths of a point: 28 characters fit
_BODY = f'<w:spacing w:line="{_LINE}" w:lineRule="exact"/>'
_CLOSE = '<w:snapToGrid w:val="0"/>'
_INDENT = '<w:ind w:firstLineChars="200" w:firstLine="640"/>'


@dataclass(frozen=True)
class Style:
    """A style of paragraphs: its name, its type, and what its paragraphs have besides."""

    key: str
    name: str
    font: str = FANG
    points: float = 16
    properties: str = ""
    look: str = ""

    def xml(self) -> str:
        """As ``styles.xml`` has it."""
        own = "" if self.key == "Normal" else '<w:basedOn w:val="Normal"/>'
        default = ' w:default="1"' if self.key == "Normal" else ""
        size = round(self.points * 2)
        return (
            f'<w:style w:type="paragraph"{default} w:styleId="{self.key}"><w:name w:val="{self.name}"/>{own}<w:qFormat/>'
            f"<w:pPr>{self.properties}</w:pPr>"
            f'<w:rPr><w:rFonts w:ascii="{LATIN}" w:hAnsi="{LATIN}" w:cs="{LATIN}" w:eastAsia="{self.font}"/>{self.look}'
            f'<w:sz w:val="{size}"/><w:szCs w:val="{size}"/></w:rPr></w:style>'
        )


def _heading(level: int, font: str, look: str = "") -> Style:
    numbered = f'<w:numPr><w:ilvl w:val="{level - 1}"/><w:numId w:val="1"/></w:numPr>'
    properties = f'<w:keepNext/><w:keepLines/>{numbered}{_BODY}{_INDENT}<w:outlineLvl w:val="{level - 1}"/>'
    return Style(f"Heading{level}", f"heading {level}", font, properties=properties, look=look)


def _small(key: str, name: str, points: float, properties: str = "", look: str = "", font: str = SONG) -> Style:
    return Style(key, name, font, points, properties, look)


STYLES = (
    Style("Normal", "Normal", properties=f"{_BODY}<w:jc w:val=\"both\"/>"),
    Style("BodyText", "Body Text", properties=_INDENT, look=_TIGHT),
    Style("Title", "Title", TITLE_SONG, 22, '<w:keepNext/><w:spacing w:before="480" w:after="240" w:line="700" w:lineRule="exact"/><w:jc w:val="center"/>'),
    Style("Subtitle", "Subtitle", KAI, 16, f'<w:spacing w:after="240" w:line="{_LINE}" w:lineRule="exact"/><w:jc w:val="center"/>'),
    _heading(1, HEI),
    _heading(2, KAI),
    _heading(3, FANG, "<w:b/>"),
    _heading(4, FANG),
    Style("Issuer", "Issuer", TITLE_SONG, 42, '<w:spacing w:before="1000" w:after="480"/><w:jc w:val="center"/>', f'<w:color w:val="{RED}"/>'),
    Style("DocumentNumber", "Document Number", properties='<w:jc w:val="center"/>'),
    Style("Signature", "Signature", properties='<w:keepNext/><w:ind w:rightChars="400" w:right="1280"/><w:jc w:val="right"/>'),
    Style("Attachment", "Attachment", HEI),
    _small("Notice", "Notice", 12, f'<w:pBdr><w:left w:val="single" w:sz="24" w:space="6" w:color="B07B00"/></w:pBdr><w:shd w:val="clear" w:color="auto" w:fill="FFF4D6"/>{_CLOSE}<w:spacing w:before="120" w:after="120" w:line="320" w:lineRule="atLeast"/><w:jc w:val="left"/>'),
    _small("Caption", "caption", 10.5, f'<w:keepNext/>{_CLOSE}<w:spacing w:before="200" w:after="80" w:line="300" w:lineRule="atLeast"/><w:jc w:val="left"/>', font=HEI),
    _small("FigureCaption", "Figure Caption", 10.5, f'{_CLOSE}<w:spacing w:before="60" w:after="240" w:line="300" w:lineRule="atLeast"/><w:jc w:val="center"/>', font=HEI),
    _small("Figure", "Figure", 10.5, f'<w:keepNext/>{_CLOSE}<w:spacing w:before="200" w:line="240" w:lineRule="auto"/><w:jc w:val="center"/>'),
    _small("TableText", "Table Text", 9, f'{_CLOSE}<w:spacing w:line="240" w:lineRule="auto"/><w:jc w:val="left"/>'),
    _small("Note", "Note", 10.5, f'{_CLOSE}<w:spacing w:before="60" w:after="60" w:line="320" w:lineRule="atLeast"/><w:jc w:val="left"/>', f'<w:color w:val="{GREY}"/>'),
    _small("Fact", "Fact", 10.5, f'{_CLOSE}<w:spacing w:after="60" w:line="320" w:lineRule="atLeast"/><w:jc w:val="left"/>'),
    _small("Output", "Output", 9, f'<w:shd w:val="clear" w:color="auto" w:fill="F2F2F2"/>{_CLOSE}<w:spacing w:line="260" w:lineRule="atLeast"/><w:jc w:val="left"/>'),
    _small("Break", "Break", 1, f'{_CLOSE}<w:spacing w:line="20" w:lineRule="exact"/>'),
    _small("Header", "header", 9, f'{_CLOSE}<w:spacing w:line="240" w:lineRule="auto"/><w:jc w:val="right"/>', f'<w:color w:val="{LIGHTS["red"]}"/>'),
    _small("Footer", "footer", 14, f'{_CLOSE}<w:spacing w:line="240" w:lineRule="auto"/>'),
)  # fmt: skip

TABLE_STYLE = (
    '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/><w:uiPriority w:val="99"/>'
    '<w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar><w:top w:w="20" w:type="dxa"/><w:left w:w="45" w:type="dxa"/>'
    '<w:bottom w:w="20" w:type="dxa"/><w:right w:w="45" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>'
)


def styles_xml() -> str:
    """All styles, in place of those of a new document."""
    return (
        f'<w:styles {ROOT}><w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="{LATIN}" w:hAnsi="{LATIN}" w:eastAsia="{FANG}" w:cs="{LATIN}"/>'
        '<w:kern w:val="2"/><w:sz w:val="32"/><w:lang w:val="en-US" w:eastAsia="zh-CN" w:bidi="ar-SA"/></w:rPr></w:rPrDefault><w:pPrDefault/></w:docDefaults>'
        f"{''.join(style.xml() for style in STYLES)}{TABLE_STYLE}</w:styles>"
    )


def numbering_xml() -> str:
    """Headings are numbered 一、（一）1. （1）, in another language 1 1.1 1.1.1."""
    levels: tuple[tuple[str, str], ...] = (
        ("chineseCounting", "%1、"),
        ("chineseCounting", "（%2）"),
        ("decimal", "%3."),
        ("decimal", "（%4）"),
    )
    if page_language() != "zh":
        levels = tuple(
            ("decimal", ".".join(f"%{one}" for one in range(1, rank + 1)) + " ") for rank in range(1, len(levels) + 1)
        )
    told = "".join(
        f'<w:lvl w:ilvl="{rank}"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:pStyle w:val="Heading{rank + 1}"/>'
        f'<w:suff w:val="nothing"/><w:lvlText w:val="{shown}"/><w:lvlJc w:val="left"/>'
        f"<w:pPr>{_INDENT}</w:pPr></w:lvl>"
        for rank, (form, shown) in enumerate(levels)
    )
    return (
        f'<w:numbering {ROOT}><w:abstractNum w:abstractNumId="0"><w:multiLevelType w:val="multilevel"/>{told}</w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>'
    )


def fonts_xml() -> str:
    """The fonts, each with what stands in for it."""
    told = "".join(
        f'<w:font w:name="{name}"><w:altName w:val="{others}"/><w:charset w:val="86"/></w:font>'
        for name, others in STAND_INS.items()
    )
    return f"<w:fonts {ROOT}>{told}</w:fonts>"


def section(sheet: dict[str, float], references: str = "") -> str:
    """The properties of a section: its sheet, and a grid of lines."""
    lying = ' w:orient="landscape"' if sheet["width"] > sheet["height"] else ""
    margins = " ".join(f'w:{side}="{twips(sheet[side])}"' for side in ("top", "right", "bottom", "left"))
    return (
        f'<w:sectPr>{references}<w:type w:val="nextPage"/>'
        f'<w:pgSz w:w="{twips(sheet["width"])}" w:h="{twips(sheet["height"])}"{lying}/>'
        f'<w:pgMar {margins} w:header="{twips(15)}" w:footer="{twips(sheet["bottom"] - 12)}" w:gutter="0"/>'
        f'<w:docGrid w:type="lines" w:linePitch="{_LINE}"/></w:sectPr>'
    )
