"""The folder one works in: its ``hrss.toml`` names the dataset that is meant where none is given.

Figures of one's own never land in a sample by default: what writes asks :func:`own_data`.
"""

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ..bundled import folder
from ..errors import InputError, unknown
from ..messages import tell

FILE = Path("hrss.toml")
IN_A_CHECKOUT = Path("data/wuxi")
NOTEBOOKS = folder("notebooks")
KEYS = ("data", "samples", "notebooks")


@dataclass(frozen=True)
class Office:
    """What an ``hrss.toml`` says: the default dataset, the samples, and the notebooks that may have been changed."""

    data: Path | None = None
    samples: tuple[Path, ...] = ()
    notebooks: Path = NOTEBOOKS


def read_office(file: Path = FILE) -> Office:
    """Read the ``hrss.toml`` of the folder one stands in; without one there is nothing to be said.

    Raises
    ------
    InputError
        If it cannot be read, or a key is unknown or no text.
    """
    if not file.is_file():
        return Office()
    content = _content(file)
    for key, value in content.items():
        if key not in KEYS:
            raise InputError(tell("{place}: {what}", place=file, what=unknown("key", key, KEYS)))
        texts = value if key == "samples" and isinstance(value, list) else [value]
        if not all(isinstance(text, str) and text.strip() for text in texts):
            raise InputError(
                tell(
                    "{file}: {key} must be the name of a folder, in quotes, not {value}",
                    file=file, key=key, value=repr(value),
                )
            )  # fmt: skip
    return Office(
        Path(content["data"]) if "data" in content else None,
        tuple(map(Path, content.get("samples", ()))),
        Path(content["notebooks"]).resolve() if "notebooks" in content else NOTEBOOKS,
    )


def default_data() -> Path:
    """The dataset that is meant: what ``hrss.toml`` names, the folder one stands in, or a checkout's sample.

    Raises
    ------
    InputError
        If there is none, or what ``hrss.toml`` names is not there.
    """
    named = read_office().data
    if named is not None:
        if not (named / "dataset.toml").is_file():
            raise InputError(
                tell(
                    "{toml} names {data} as the dataset, but there is no {file}: mend its line data =",
                    toml=FILE, data=named, file=named / "dataset.toml",
                )
            )  # fmt: skip
        return named
    for here in (Path(), IN_A_CHECKOUT):
        if (here / "dataset.toml").is_file():
            return here
    raise InputError(
        tell(
            "which dataset? Name its folder with --data, or stand in it, or in a folder with an hrss.toml that names it; "
            "hrss init DIR makes one, with samples"
        )
    )


def own_data() -> Path:
    """The dataset that is meant for figures of one's own, which an office's sample never is.

    Raises
    ------
    InputError
        If ``hrss.toml`` still names a sample.
    """
    data, office = default_data(), read_office()
    if data.resolve() in [sample.resolve() for sample in office.samples]:
        raise InputError(
            tell(
                "{data} is a sample, and figures of your own do not go there: name your dataset in the line data = of {toml}, "
                "or, to try it out, add --data {data}",
                data=data, toml=FILE,
            )
        )  # fmt: skip
    return data


def _content(file: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(file.read_text(encoding="utf-8-sig"))
    except UnicodeDecodeError as error:
        from ..dataset.files import reason_of

        raise InputError(
            tell(
                "{file} is not UTF-8 ({reason} at byte {byte}); save it as UTF-8",
                file=file, reason=reason_of(error.reason), byte=error.start,
            )
        ) from error  # fmt: skip
    except tomllib.TOMLDecodeError as error:
        from ..dataset.settings import where_broken

        raise InputError(
            tell(
                "{file} cannot be read: {reason}; a folder stands in straight single quotes, like 'data'",
                file=file, reason=where_broken(error),
            )
        ) from error  # fmt: skip
