"""The selectors, which only say what was selected."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from ..dataset import Dataset
from ..extras import load
from ..messages import tell
from ..paper import labels
from ..paper.html import Html, element
from ..views import names
from ..views.words import Lang, say
from ..vocabulary import BASIS, COMPARISON, Label
from .selection import ALL, VIEWS, Selection

widgets = load("ipywidgets", tell("exploring"))

HEADINGS = {
    "dataset": Label("数据集", "dataset"),
    "indicators": Label("指标", "indicators"),
    "areas": Label("地区", "areas"),
    "quarter": Label("季度", "quarters"),
    "month": Label("月份", "months"),
    "period": Label("时期", "periods"),
    "basis": Label("计法", "basis"),
    "comparison": Label("比较", "compared with"),
    "view": Label("视图", "view"),
}
EVERYTHING = Label("全部", "all")
HINT = Label(
    "按住 Ctrl 或 Shift 可多选；只画一项指标的视图用所选的第一项，散点图用前两项。",
    "Hold Ctrl or Shift to choose several; views of one indicator take the first, the scatter plot the first two.",
)


class Controls:
    """The selectors of a dataset, in a box.

    Parameters
    ----------
    lang
        The language of every label.
    folders
        The datasets that can be chosen, by name.
    on_selection, on_dataset
        Told of a new selection, or another dataset's folder.
    """

    def __init__(
        self,
        lang: Lang,
        folders: Mapping[str, Path],
        on_selection: Callable[[Selection], None],
        on_dataset: Callable[[Path], None],
    ) -> None:
        self._lang = lang
        self._on_selection, self._on_dataset = on_selection, on_dataset
        self._quiet = False
        self._selection: Selection | None = None
        self._parts = _made(lang, folders)
        for name, widget in self._parts.items():
            widget.observe(self._dataset_chosen if name == "dataset" else self._chosen, "value")
        self.box = _arranged(self._parts, lang)

    def show(self, ds: Dataset, selection: Selection) -> None:
        """Put a dataset and what is selected of it into the selectors, telling nobody."""
        self._quiet, self._selection, parts = True, selection, self._parts
        parts["dataset"].value = ds.path.resolve()
        chosen = {"indicators": selection.indicators, "areas": selection.areas}
        offered = {
            "indicators": [(f"{no} {names.indicator_name(ds, no, self._lang)}", no) for no in ds.indicators["no"]],
            "areas": [(names.area_name(ds, area, self._lang), area) for area in ds.areas["area"]],
        }
        for name, options in offered.items():
            parts[name].options = options
            parts[name].value = chosen[name]
        _set_periods(parts["periods"], ds.periods, (selection.since, selection.until))
        parts["periods"].description = getattr(HEADINGS[names.told_by(ds.periods)], self._lang)
        compared_with = [(names.comparison_name(ds, word, self._lang), word) for word in COMPARISON]
        if list(parts["comparison"].options) != compared_with:  # new options would be chosen from anew
            parts["comparison"].options = compared_with
        for name in ("basis", "comparison", "view"):
            parts[name].value = getattr(selection, name)
        self._quiet = False

    def _chosen(self, _change: Any) -> None:
        if self._quiet or self._selection is None:
            return
        parts = self._parts
        since, until = parts["periods"].value
        taken = {name: parts[name].value for name in ("basis", "comparison", "view")}
        # none selected is a slip of the hand, not a wish to see nothing
        several: dict[str, Any] = {
            name: tuple(parts[name].value) for name in ("indicators", "areas") if parts[name].value
        }
        self._selection = replace(self._selection, since=since, until=until, **taken, **several)
        self._on_selection(self._selection)

    def _dataset_chosen(self, change: Any) -> None:
        if not self._quiet:
            self._on_dataset(change["new"])


def _set_periods(slider: Any, periods: list[str], value: tuple[str, str]) -> None:
    # a slider of one period has two ends in the same place
    slider.options = periods
    slider.value = value


def _made(lang: Lang, folders: Mapping[str, Path]) -> dict[str, Any]:
    wide = widgets.Layout(width="100%")
    views = [(getattr(EVERYTHING, lang), ALL), *((say(lang, f"view_{view}"), view) for view in VIEWS)]
    told = {name: getattr(label, lang) for name, label in HEADINGS.items()}
    plain = {"layout": wide, "style": {"description_width": "6em"}}
    short = {**plain, "style": {"description_width": "6em", "button_width": "auto"}}
    return {
        "dataset": widgets.Dropdown(options=list(folders.items()), description=told["dataset"], **plain),
        "indicators": widgets.SelectMultiple(rows=9, layout=wide),
        "areas": widgets.SelectMultiple(rows=9, layout=wide),
        "periods": widgets.SelectionRangeSlider(
            options=["–"], index=(0, 0), description=told["quarter"], continuous_update=False, **plain
        ),
        "basis": widgets.ToggleButtons(options=_labelled(BASIS, lang), description=told["basis"], **short),
        "comparison": widgets.ToggleButtons(
            options=_labelled(COMPARISON, lang), description=told["comparison"], **short
        ),
        "view": widgets.ToggleButtons(options=views, description=told["view"], **short),
    }


def _labelled(words: Mapping[str, Label], lang: Lang) -> list[tuple[str, str]]:
    return [(getattr(label, lang), word) for word, label in words.items()]


def _arranged(parts: Mapping[str, Any], lang: Lang) -> Any:
    def column(name: str, width: str) -> Any:
        heading = widgets.HTML(str(element("b", getattr(HEADINGS[name], lang))))
        return widgets.VBox([heading, parts[name]], layout=widgets.Layout(width=width))

    right = widgets.VBox(
        [parts[name] for name in ("dataset", "periods", "basis", "comparison")], layout=widgets.Layout(flex="1 1 24em")
    )
    top = widgets.HBox(
        [column("indicators", "26em"), column("areas", "10em"), right],
        layout=widgets.Layout(flex_flow="row wrap", align_items="flex-start"),
    )
    return widgets.VBox([top, parts["view"], widgets.HTML(str(element("small", getattr(HINT, lang))))])


def told(ds: Dataset, selection: Selection, lang: Lang) -> Html:
    """What the selectors show, in a line that can be read without them."""
    together = "、" if lang == "zh" else ", "
    views = [say(lang, f"view_{view}") for view in selection.shown]
    items = {
        "dataset": ds.settings.title,
        "indicators": together.join(names.indicator_name(ds, no, lang) for no in selection.indicators),
        "areas": together.join(names.area_name(ds, area, lang) for area in selection.areas),
        names.told_by(ds.periods): " – ".join(_spoken(ds, end, lang) for end in (selection.since, selection.until)),
        "basis": names.basis_name(selection.basis, lang),
        "comparison": names.comparison_name(ds, selection.comparison, lang),
        "view": together.join(views),
    }
    colon, stop = ("：", "；") if lang == "zh" else (": ", "; ")
    said = stop.join(f"{getattr(HEADINGS[name], lang)}{colon}{value}" for name, value in items.items())
    return element("p", said, class_="subtitle")


def _spoken(ds: Dataset, period: str, lang: Lang) -> str:
    return (
        labels.time_label(period)
        if lang == "zh" and names.told_by(ds.periods) != "quarter"
        else labels.in_english(period)
    )
