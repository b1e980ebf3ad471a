import pytest

from hrss_analysis.briefings import REPORTS, find_report
from hrss_analysis.briefings.report import area_slug
from hrss_analysis.errors import UsageError


def test_parameters_come_back_in_order(wuxi):
    given = {"period": "2024Q3", "area": "江阴"}
    assert list(REPORTS["area_quarter"].check(wuxi, given)) == ["area", "period"]


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"area": "江隂", "period": "2024Q3"}, "unknown area '江隂': did you mean '江阴'"),
        ({"area": "江阴", "perriod": "2024Q3"}, "unknown parameter 'perriod': did you mean 'period'"),
        ({"area": "江阴", "period": "2023Q3"}, "unknown period '2023Q3': did you mean '2024Q3'"),
        ({"area": "江阴"}, "needs period"),
        ({"area": "", "period": "2024Q3"}, "unknown area ''"),
    ],
)
def test_what_is_misspelt_is_refused_with_the_nearest_known(wuxi, given, message):
    with pytest.raises(UsageError, match=message):
        REPORTS["area_quarter"].check(wuxi, given)


def test_reports_are_found_and_stand_in_the_order_of_an_index():
    first = ["city_quarter", "area_quarter", "department_quarter", "indicator_profile"]
    order = [*first, "data_quality", "plan_review", "projection_review"]
    assert [name for name in REPORTS if name in order] == order


def test_an_unknown_report():
    with pytest.raises(UsageError, match="did you mean 'city_quarter'"):
        find_report("city_quater")


def test_every_area_has_a_file_name_of_its_own(wuxi):
    slugs = [area_slug(wuxi, area) for area in wuxi.areas["area"]]
    assert len(set(slugs)) == len(slugs)
    assert all(slug.isascii() for slug in slugs)
    assert "jiangyin" in slugs


def test_areas_without_an_english_name_are_numbered(small):
    ds = small({"areas.csv": "area,name_en\n全市,City\n甲,../../etc\n乙,\n丙,A\n丁,a\n"})
    assert [area_slug(ds, area) for area in ds.areas["area"]] == ["city", "etc", "003", "004", "005"]
