"""Where a year stands among the years before, for a dataset of one area; and what pictures leave out."""

SENTENCES: dict[str, str | tuple[str, str]] = {
    "与前几年同期比较": "Compared with the years before",
    "与前几年同期相比，{finding}": "Compared with the same time of the years before, {finding}",
    "{n}项中{high}项高于以往各年同期，{low}项低于以往各年同期": "of {n} indicators {high} stand higher than in any of them and {low} lower",
    "高于以往各年的是{names}": ("higher than in any of them: {names}", "higher than in any of them: {names}"),
    "低于以往各年的是{names}": ("lower than in any of them: {names}", "lower than in any of them: {names}"),
    "{when}的数在近几年同期中的位次": "Figures as of {when} among those of the same time in the years before",
    "以往各年同期最低": "Lowest of the years before",
    "以往各年同期最高": "Highest of the years before",
    "由高到低的位次": "Place from the top",
    "{first}—{year}年各期末数：{finding}": "Each period's end, {first} to {year}: {finding}",
    "折线图{n}幅，{finding}：{names}。蓝线为{year}年，虚线为上年，细灰线为以往各年（自{first}年）。各数见本页的表。": (
        "{n} line chart: {names}; {finding}. The blue line is {year}, the dark grey line the year before, light grey lines earlier years (from {first}). The figures are in the tables of this page.",
        "{n} line charts: {names}; {finding}. The blue line is {year}, the dark grey line the year before, light grey lines earlier years (from {first}). The figures are in the tables of this page.",
    ),
    "蓝线为今年": "blue: this year",
    "虚线为上年": "dashed: last year",
    "细灰线为以往各年": "thin grey: the years before",
    # what pictures leave out
    "{finding}，另{n}项未画": "{finding}; {n} others are not drawn",
    "{finding}，另{n}个地区未画": "{finding}; {n} other areas are not drawn",
    "净减的画在左端": "what fell is drawn at the left edge",
    "应报未报和无法评判的指标：无。": "Indicators that were due and not reported, or cannot be judged: none.",
}
