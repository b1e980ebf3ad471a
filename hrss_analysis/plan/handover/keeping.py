"""``handover-YEAR.plan.json``: the plan as it was read, what it was matched with, and proof that neither has changed."""

import hashlib
import json
import os
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

import pandas as pd

from ...errors import InputError
from ...messages import tell

_TABLES = ("indicators", "targets", "handover", "areas")


@dataclass(frozen=True)
class Kept:
    """A plan that waits to be adopted.

    ``indicators`` and ``targets`` are the plan's, all text; ``wordings`` the hashes of
    its definitions by number; ``handover`` and ``areas`` what was proposed.
    ``registers`` are the files it was matched with, by their names in the dataset,
    and their digests.
    """

    year: int
    before: int
    issued_on: str
    city: str
    document: str
    document_sha256: str
    registers: dict[str, str]
    indicators: pd.DataFrame
    targets: pd.DataFrame
    wordings: dict[str, str]
    handover: pd.DataFrame
    areas: pd.DataFrame

    @property
    def content(self) -> dict[str, Any]:
        """All of it as what JSON can hold."""
        return {
            field.name: value.to_dict("split", index=False) if isinstance(value := getattr(self, field.name), pd.DataFrame) else value
            for field in fields(self)
        }  # fmt: skip

    @property
    def mark(self) -> str:
        """A short digest, by which a filled-in file is known to be this plan's.

        The document's place does not count.
        """
        return _digest({**self.content, "document": ""})[:12]


def write_kept(kept: Kept, path: Path) -> None:
    """Write it, with a digest of the whole."""
    content = kept.content
    text = json.dumps({**content, "sha256": _digest(content)}, ensure_ascii=False, indent=1)
    path.write_text(text + "\n", encoding="utf-8", newline="\n")


def read_kept(path: Path) -> Kept:
    """Read what an import left.

    Raises
    ------
    InputError
        If it is not there, or was changed since.
    """
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
        sha256 = content.pop("sha256")
        if sha256 != _digest(content):
            raise ValueError
        tables = {name: pd.DataFrame(**content[name], dtype=str) for name in _TABLES}
        return Kept(**{**content, **tables})
    except FileNotFoundError as error:
        raise InputError(
            tell("{file} is not there; `hrss plan import DOC --data {folder}` makes it", file=path, folder=path.parent)
        ) from error
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise InputError(
            tell(
                "{file} was changed or damaged since it was written; import the document once more, with --replace",
                file=path,
            )
        ) from error


def check_unchanged(kept: Kept, folder: Path) -> None:
    """Nothing has changed since the plan was matched.

    Raises
    ------
    InputError
        If the document or a register it was matched with has, or a register has come.
    """
    document = folder / kept.document
    if document.is_file() and digest_of(document) != kept.document_sha256:
        raise InputError(
            tell(
                "{file} has changed since it was imported; "
                "import the document once more (hrss plan import … --data {folder} --replace)",
                file=document,
                folder=folder,
            )
        )
    for name, digest in kept.registers.items():
        path = folder / name
        if not path.is_file() or digest_of(path) != digest:
            raise InputError(
                tell(
                    "{file} has changed since the plan of {year} was matched with it; "
                    "import the document once more (hrss plan import … --data {folder} --replace)",
                    file=path,
                    year=kept.year,
                    folder=folder,
                )
            )


def digest_of(path: Path) -> str:
    """The SHA-256 of a file."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def document_place(document: Path, folder: Path) -> str:
    """Where a document is, as seen from the dataset: so both may be moved together."""
    try:
        return Path(os.path.relpath(document, folder)).as_posix()
    except ValueError:  # another drive
        return document.resolve().as_posix()


def _digest(content: dict[str, Any]) -> str:
    return hashlib.sha256(json.dumps(content, ensure_ascii=False, sort_keys=True).encode()).hexdigest()
