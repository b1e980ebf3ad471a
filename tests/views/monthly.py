"""A small dataset told by months, and the same with a first year of quarters."""

TOML = 'title = "例"\ncity = "全市"\n[calendar]\ncadence = "month"\n'
ABOUT = (
    "no,name,name_en,unit,kind,bound,pace,frequency\n"
    "1,培训人数,People trained,人,flow,at_least,accumulates,monthly\n"
    "2,取证人数,Certificates,人,flow,at_least,accumulates,quarterly\n"
    "3,参保人数,People insured,人,stock,at_least,growth,monthly\n"
)
QUARTERS = {3: "Q1", 6: "Q2", 9: "Q3", 12: "Q4"}
MISSING = (2024, 8)


def files(until=9, *, since=None):
    """Of 甲 ten a month and four a quarter, of 乙 twenty and eight; a stock that grows by one. August 2024 is missing."""
    told = {
        "dataset.toml": TOML + (f"since = {since}\n" if since else ""),
        "areas.csv": "area,name_en\n全市,City\n甲,East\n乙,West\n",
        "indicators.csv": ABOUT,
        "targets/2024.csv": "no,area,state,bound,value\n1,甲,assigned,,120\n1,乙,assigned,,240\n2,甲,assigned,,16\n",
    }
    for year, last in ((2023, 12), (2024, until)):
        by_month = since is None or year >= since
        for month in range(1, last + 1):
            if (year, month) == MISSING or not (by_month or month % 3 == 0):
                continue
            name = f"{year}-{month:02}" if by_month else f"{year}{QUARTERS[month]}"
            rows = [f"1,甲,{10 * month},", f"1,乙,{20 * month},", f"3,甲,{100 + 12 * (year - 2023) + month},"]
            if month % 3 == 0:
                rows += [f"2,甲,{4 * month // 3},", f"2,乙,{8 * month // 3},"]
            told[f"actuals/{name}.csv"] = "\n".join(["no,area,value,origin", *rows]) + "\n"
    return told


def lines(ax, color):
    """What is drawn in a colour and has a line: x and y of each."""
    drawn = [line for line in ax.lines if line.get_color() == color and line.get_linestyle() != "None"]
    return [(list(line.get_xdata()), list(line.get_ydata())) for line in drawn]


def ticks(ax):
    """Where ticks stand, and what is written there."""
    return {
        round(float(tick)): text.get_text() for tick, text in zip(ax.get_xticks(), ax.get_xticklabels(), strict=True)
    }
