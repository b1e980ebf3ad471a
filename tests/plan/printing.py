"""Random plans of invented cities, printed in the text layout and in Word."""

from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from hypothesis import strategies as st

SURNAMES = "云岭青溪石桥白沙金川碧湖松原柳河"
TOPICS = [
    "新增岗位",
    "技能培训",
    "创业扶持",
    "人才引进",
    "见习组织",
    "职称评审",
    "仲裁办案",
    "窗口服务",
    "补贴发放",
    "基地建设",
]
ENDINGS = ["人数", "数", "总量", "规模"]
OFFICES = ["就业科", "培训科", "人才科", "社保中心", "监察队", "仲裁院"]
TAGS = {"": "", "monthly": "月报", "quarterly": "季报", "semiannual": "半年报", "annual": "年报"}


@dataclass(frozen=True)
class Item:
    """One indicator: `cells` are the texts of the areas, `merged` how many of the last ones are one cell."""

    no: int
    name: str
    tag: str
    brackets: str
    category: str
    subcategory: str
    unit: str
    city_unit: str
    register: str
    city: str
    cells: tuple[str, ...]
    merged: int
    offices: tuple[str, ...]
    definition: str = "按规定统计的数量。"

    def shown(self) -> str:
        left, right = self.brackets
        return f"{self.name}{left}{TAGS[self.tag]}{right}" if self.tag else self.name


@dataclass(frozen=True)
class RandomPlan:
    """A whole document: areas, items, and how many items stand in each section."""

    areas: tuple[str, ...]
    items: tuple[Item, ...]
    per_section: int

    def inferred(self):
        """What the definitions make of each item: kind, whole and whether it may fall."""
        found = {}
        for item in self.items:
            kind = "rate" if item.unit == "%" else "stock" if "期末" in item.definition else "flow"
            part = item.definition.partition("第")[2].partition("项")[0]
            found[item.no] = (kind, part, "true" if kind == "flow" and "之差" in item.definition else "")
        return found

    def sections(self):
        for start in range(0, len(self.items), self.per_section):
            yield self.items[start : start + self.per_section]

    def expected(self):
        """Every target cell as (no, area) -> (state, bound, value, unit)."""
        cells = {}
        for item in self.items:
            cells[item.no, "全市"] = (*meaning(item.city), item.unit)
            own = list(item.cells)
            if item.merged:
                text = own[-item.merged]
                own[-item.merged :] = [text] * item.merged
            for at, (area, text) in enumerate(zip(self.areas, own, strict=True)):
                state, bound, value = meaning(text)
                if item.merged > 1 and at >= len(own) - item.merged and state == "assigned":
                    state = "shared"
                cells[item.no, area] = (state, bound, value, item.unit)
        return cells


def meaning(text):
    if text == "/":
        return "not_assigned", "", None
    if text == "另行下达":
        return "issued_separately", "", None
    for mark, bound in (("低于", "below"), ("不高于", "at_most")):
        if text.startswith(mark):
            return "assigned", bound, Decimal(text.removeprefix(mark))
    if text.endswith("以内"):
        return "assigned", "at_most", Decimal(text.removesuffix("以内"))
    value = Decimal(text)
    return ("assigned" if value else "zero"), "at_least", value


@st.composite
def plans(draw):
    areas = draw(
        st.lists(
            st.text(SURNAMES, min_size=2, max_size=2).map(lambda name: name + "区"), min_size=2, max_size=6, unique=True
        )
    )
    names = draw(
        st.lists(
            st.tuples(st.text(SURNAMES, min_size=2, max_size=3), st.sampled_from(TOPICS), st.sampled_from(ENDINGS)).map("".join),
            min_size=2, max_size=9, unique=True,
        )
    )  # fmt: skip
    items = []
    category, subcategory, offices = "综合一", "分项一", ("就业科",)
    for no, name in enumerate(names, 1):
        if draw(st.booleans()) and items:
            category = draw(st.sampled_from(["综合一", "综合二", "综合三"]))
            subcategory = f"分项{no}"
        if draw(st.booleans()):
            offices = tuple(draw(st.lists(st.sampled_from(OFFICES), min_size=1, max_size=3, unique=True)))
        tag = draw(st.sampled_from(["", "", "quarterly", "annual", "semiannual"]))
        brackets = draw(st.sampled_from(["（）", "()"]))
        unit, city_unit, register, city, cells, merged = draw(_cells(len(areas)))
        definition = draw(st.sampled_from(["按规定统计的数量。", "期末实有数。", "新增与减少之差。"]))
        if unit == "%" and no > 1 and draw(st.booleans()):
            definition += f"第{draw(st.integers(1, no - 1))}项指标其中项。"
        items.append(
            Item(
                no, name, tag, brackets, category, subcategory, unit, city_unit, register, city, cells, merged, offices,
                definition,
            )
        )  # fmt: skip
    return RandomPlan(tuple(areas), tuple(items), draw(st.integers(1, 4)))


@st.composite
def _cells(draw, count):
    layout = draw(st.sampled_from(["split", "split", "split", "city_only", "shared", "elsewhere", "rate", "ceiling"]))
    slashes = draw(st.integers(0, count - 2))
    if layout == "rate":
        value = str(draw(st.integers(30, 100)))
        cells = tuple(draw(st.sampled_from([value, "/"])) for _ in range(count))
        return "%", "%", value, value, cells, 0
    if layout == "ceiling":
        text = draw(st.sampled_from(["低于0.6", "不高于3", "5以内"]))
        return "%", "%", text, text, tuple(draw(st.sampled_from([text, "/"])) for _ in range(count)), 0
    in_wan = draw(st.booleans())
    step = 100 if in_wan else 1
    if layout == "split":
        values = [draw(st.integers(0, 900)) * step for _ in range(count)]
        values[draw(st.integers(0, count - 1))] += 7 * step
        cells = tuple(str(value) if value or draw(st.booleans()) else "/" for value in values)
        merged, total = 0, sum(values)
    elif layout == "city_only":
        cells, merged, total = ("/",) * count, 0, draw(st.integers(1, 900)) * step
    else:
        total = draw(st.integers(1, 900)) * step
        merged = count - slashes
        text = str(total) if layout == "shared" else "另行下达"
        cells = ("/",) * slashes + (text,) + ("",) * (merged - 1)
    register = f"{Decimal(total) / 10000:f}" if in_wan else str(total)
    return "人", "万人" if in_wan else "人", register, str(total), cells, merged


def _register_rows(plan):
    """Rows of 附件1 with blanks where a cell is merged with the one above."""
    before = ("", "", ())
    for item in plan.items:
        category, subcategory, offices = item.category, item.subcategory, "  ".join(item.offices)
        now = (item.category, item.subcategory, item.offices)
        same_category = now[0] == before[0]
        yield [
            str(item.no),
            "" if same_category else category,
            "" if same_category and now[1] == before[1] else subcategory,
            item.shown(),
            item.register,
            item.city_unit,
            "" if now[2] == before[2] else offices,
        ]
        before = now


def _section_rows(plan, items):
    yield ["指标名称", *(item.shown() for item in items)]
    yield ["序号", *(str(item.no) for item in items)]
    yield ["单位", *(item.unit for item in items)]
    yield ["全市", *(item.city for item in items)]
    for at, area in enumerate(plan.areas):
        yield [area, *(item.cells[at] for item in items)]


def _narrative(plan):
    return "".join(f"{item.name}{_told(item.register, item.city_unit)}；" for item in plan.items)


def _told(amount, unit):
    """An amount in running text: 5以内 in a cell of % is 5%以内."""
    return f"{amount.removesuffix('以内')}{unit}以内" if amount.endswith("以内") else f"{amount}{unit}"


HEADER = ["序号", "类别", "计划指标", "2025年", "单位", "责任处室"]


def as_text(plan):
    """The plain-text layout: cells behind tabs, blank lines between rows, merges lost."""
    lines = ["关于印发2025年计划的通知", "", _narrative(plan), "", "附件1", "", "计划表", ""]

    def put(row):
        lines.extend("\t" + cell for cell in row)
        lines.append("")

    put(HEADER)
    put([""] * len(HEADER))
    for row in _register_rows(plan):
        put(row)
    lines += ["注：1.责任处室排名第一的为牵头处室。", "附件2", ""]
    for at, items in enumerate(plan.sections()):
        lines += [f"{'一二三四五六七八九'[at]}、分项计划", ""]
        for row in _section_rows(plan, items):
            put(row)
        put(["责任单位", *sorted({office for item in items for office in item.offices})])
        lines.append("")
    lines += ["附件3", "", "指标解释", ""]
    lines += [f"{item.no}．{item.name}：{item.definition}" for item in plan.items]
    return "\n".join(lines) + "\n"


def as_word(plan, path: Path):
    """A Word document with really merged cells."""
    import docx

    document = docx.Document()
    for line in ("关于印发2025年计划的通知", _narrative(plan), "附件1", "计划表"):
        document.add_paragraph(line)
    rows = list(_register_rows(plan))
    table = document.add_table(len(rows) + 2, 7)
    for column, word in zip((0, 1, 3, 4, 5, 6), HEADER, strict=True):
        top = table.cell(0, column).merge(table.cell(1, column + (1 if column == 1 else 0)))
        top.text = word
    _fill(table, rows, 2)
    document.add_paragraph("注：1.责任处室排名第一的为牵头处室。")
    document.add_paragraph("附件2")
    for at, items in enumerate(plan.sections()):
        document.add_paragraph(f"{'一二三四五六七八九'[at]}、分项计划")
        rows = [*_section_rows(plan, items)]
        table = document.add_table(len(rows) + 1, len(items) + 1)
        _fill(table, rows, 0)
        last = table.cell(len(rows), 1).merge(table.cell(len(rows), len(items)))
        table.cell(len(rows), 0).text = "责任单位"
        last.text = "\n".join(sorted({office for item in items for office in item.offices}))
    for line in ["附件3", "指标解释", *(f"{item.no}．{item.name}：{item.definition}" for item in plan.items)]:
        document.add_paragraph(line)
    document.save(str(path))


def _fill(table, rows, first):
    for column in range(len(rows[0])):
        anchor = None
        for at, row in enumerate(rows):
            cell = table.cell(first + at, column)
            if row[column]:
                anchor = cell
                cell.text = row[column]
            elif anchor is not None:
                text = anchor.text
                anchor = anchor.merge(cell)
                anchor.text = text


def example():
    """A small plan with a count, a shared target and a ceiling."""
    items = (
        Item(1, "新增岗位数", "", "（）", "就业", "岗位", "人", "万人", "0.12", "1200", ("700", "500"), 0, ("就业科",)),
        Item(2, "品牌建设数", "annual", "()", "就业", "品牌", "个", "个", "5", "5", ("5", ""), 2, ("就业科", "人才科")),
        Item(
            3,
            "线索发生率",
            "",
            "（）",
            "劳动关系",
            "监察",
            "%",
            "%",
            "低于0.6",
            "低于0.6",
            ("低于0.6", "/"),
            0,
            ("监察队",),
        ),
    )
    return RandomPlan(("甲区", "乙区"), items, 2)
