"""What stands in a column of few words, found out once for each word and not for each cell.

A country's frames have millions of rows and some thousand words: to map, sort or compare
them word by word is what takes no time.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

Places = npt.NDArray[np.intp]


def looked_up(column: pd.Series, meaning: Callable[[Any], Any], dtype: Any) -> pd.Series:
    """What each word of a column stands for; missing where the word is, or where that is None.

    Parameters
    ----------
    column
        The words.
    meaning
        What each stands for.
    dtype
        The type of the answers: one that has a missing value, where there may be one.

    Examples
    --------
    >>> looked_up(pd.Series(["甲", "乙", "甲"], index=[3, 4, 5]), {"甲": 1.5}.get, float).to_dict()
    {3: 1.5, 4: nan, 5: 1.5}
    """
    places, words = pd.factorize(column)
    told = [meaning(word) for word in words]
    if (places < 0).any():
        told.append(None)  # where the last place leads to
    return pd.Series(told, dtype=dtype).take(places).set_axis(column.index)


def order_of(words: Iterable[Any]) -> dict[Any, int]:
    """The place of each word among some.

    Examples
    --------
    >>> order_of(["甲", "乙"])
    {'甲': 0, '乙': 1}
    """
    return {word: place for place, word in enumerate(words)}


def places_in(column: pd.Series, order: Mapping[Any, int]) -> Places:
    """The place of each word in an order; -1 for a word that is not in it.

    Examples
    --------
    >>> places_in(pd.Series(["乙", "丙", "甲"]), {"甲": 0, "乙": 1}).tolist()
    [1, -1, 0]
    """
    found, words = pd.factorize(column)
    return np.array([*(order.get(word, -1) for word in words), -1], dtype=np.intp)[found]


def ranks_in(column: pd.Series, order: Mapping[Any, int]) -> Places:
    """The place of each word in an order; behind it, as they appear, the words that are not in it.

    Examples
    --------
    >>> ranks_in(pd.Series(["丁", "乙", "丙", "丁"]), {"甲": 0, "乙": 1}).tolist()
    [2, 1, 3, 2]
    """
    found, words = pd.factorize(column)
    ranks = dict(order)
    known = [ranks.setdefault(word, len(ranks)) for word in words]
    return np.array([*known, len(ranks)], dtype=np.intp)[found]


def plain(frame: pd.DataFrame) -> pd.DataFrame:
    """A frame with text where it has categories.

    Examples
    --------
    >>> plain(pd.DataFrame({"area": pd.Categorical(["甲", "乙"])})).dtypes["area"].name
    'str'
    """
    few = [str(name) for name, dtype in frame.dtypes.items() if isinstance(dtype, pd.CategoricalDtype)]
    return frame.assign(**{name: _text(frame[name]) for name in few})


def _text(column: pd.Series) -> pd.Series:
    """A column of categories as text, taken from its words: pandas would make each cell anew."""
    words = pd.Series(column.cat.categories, dtype=str).array
    return pd.Series(words.take(column.cat.codes.to_numpy(), allow_fill=True), index=column.index)


def stacked(frames: Sequence[pd.DataFrame]) -> pd.DataFrame:
    """Frames with the same columns below each other; where one has categories, all have those of all.

    Examples
    --------
    >>> found = stacked([pd.DataFrame({"area": pd.Categorical(["甲"])}), pd.DataFrame({"area": ["乙", "甲"]})])
    >>> found["area"].tolist(), found["area"].cat.categories.tolist()
    (['甲', '乙', '甲'], ['甲', '乙'])
    """
    if len(frames) == 1:
        return frames[0].reset_index(drop=True)
    dtypes = {}
    for name in frames[0]:
        own = [frame[name].dtype for frame in frames]
        if any(isinstance(dtype, pd.CategoricalDtype) for dtype in own) and any(dtype != own[0] for dtype in own):
            dtypes[name] = pd.CategoricalDtype(_words([frame[name] for frame in frames]))
    return pd.concat([frame.astype(dtypes) for frame in frames] if dtypes else frames, ignore_index=True)


def _words(columns: Sequence[pd.Series]) -> pd.Index:
    """All words of some columns, each once."""
    known = [
        column.cat.categories if isinstance(column.dtype, pd.CategoricalDtype) else pd.Index(column.dropna().unique())
        for column in columns
    ]
    first, *others = known
    if all(other is first or other.equals(first) for other in others):
        return first
    return pd.Index(pd.unique(np.concatenate([words.to_numpy(object) for words in known])), dtype=str)
