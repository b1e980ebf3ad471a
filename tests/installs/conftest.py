"""The wheel, built once, and the environment that has it and nothing optional."""

import pytest

from .environment import build, install


@pytest.fixture(scope="session")
def built(tmp_path_factory):
    """The wheel and the sdist."""
    return build(tmp_path_factory.mktemp("dist"))


@pytest.fixture(scope="session")
def bare(built, tmp_path_factory):
    """An environment with the wheel and no extra."""
    return install(tmp_path_factory.mktemp("bare") / "环 境", built[0])
