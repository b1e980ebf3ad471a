"""Who issues the bulletin: what ``[issuer]`` in ``dataset.toml`` says, for one period."""

from ..dataset.settings import PLACE
from ..language import speaking
from ..paper import content, labels
from ..paper.blocks import Imprint
from ..paper.html import Html
from ..quarters import Quarter


def imprint(told: Quarter) -> Html:
    """Where a bulletin is signed: who issues it, its number, whom to ask, and when the next one comes.

    On paper it makes the page an official document (公文), with its head; nothing is shown where
    the dataset names no issuer.

    Parameters
    ----------
    told
        The period that the bulletin is about.
    """
    given, now = told.ds.settings.issuer, told.ds.calendar.period(told.period)
    with speaking("zh"):  # the sentences that they stand in are the dataset's own, and Chinese
        period, following = labels.time_label(str(now)), labels.time_label(str(now.next))
    places = {"year": now.year, "issue": now.number, "period": period, "next": following}
    said = {
        name: PLACE.sub(lambda place: str(places[place[1]]), str(given.get(name, "")))
        for name in ("number", "contact", "next_release")
    }
    issued = Imprint("bulletin", str(given.get("name", "")), red=bool(given.get("red_head", True)), **said)
    return content.imprint(issued)
