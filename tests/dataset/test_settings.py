import pytest

from hrss_analysis.dataset.settings import Thresholds, read_settings
from hrss_analysis.errors import InputError

BASE = 'title = "例"\ncity = "全市"\n'


def settings(tmp_path, text):
    file = tmp_path / "dataset.toml"
    file.write_text(text, encoding="utf-8")
    return read_settings(file)


def test_what_is_left_out_has_its_default(tmp_path):
    found = settings(tmp_path, BASE)
    assert found.thresholds == Thresholds(10, 2, 0.9)
    assert found.schedule == {None: (25, 50, 75, 100)}


def test_a_schedule_of_its_own(tmp_path):
    found = settings(tmp_path, BASE + "[schedule]\ndefault = [25, 50, 80, 100]\n12 = [0, 0, 0, 100]\n")
    assert found.schedule == {None: (25, 50, 80, 100), "12": (0, 0, 0, 100)}


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('title = "例"\n', "city must be given"),
        (BASE + "titel = 1\n", "unknown key 'titel': did you mean 'title'"),
        (BASE + "[thresholds]\nnear_kap = 0.9\n", "did you mean 'near_cap'"),
        (BASE + "[thresholds]\nnear_cap = '0.9'\n", "must be a number"),
        (BASE + "[thresholds]\nnear_cap = true\n", "must be a number"),
        (BASE + "[thresholds]\nnear_cap = 90\n", "from 0 to 1"),
        (BASE + "[thresholds]\nslightly_behind = nan\n", "from 0 to 100"),
        (BASE + "[schedule]\ndefault = [25, 50, 75]\n", "four rising percentages"),
        (BASE + "[schedule]\ndefault = [50, 25, 75, 100]\n", "four rising percentages"),
        (BASE + '[units]\n"千人" = 1000\n', "must be like"),
        (BASE + "[reports]\nnotebook = []\n", "did you mean 'notebooks'"),
        (BASE + '[reports]\nnotebooks = "a.ipynb"\n', "must be a list of files"),
        (BASE + '[reports]\nnotebooks = ["a.py"]\n', "must be a list of files"),
        (BASE + "thresholds = 3\n", "must be a table"),
        (BASE + "city = ", "cannot be read"),
    ],
)
def test_what_is_wrong_is_said(tmp_path, text, message):
    with pytest.raises(InputError, match=message):
        settings(tmp_path, text)


def test_a_folder_without_the_file_is_no_dataset(tmp_path):
    with pytest.raises(InputError, match="is not a dataset"):
        read_settings(tmp_path / "dataset.toml")
