import itertools

import pytest

from hrss_analysis.plan.names import same_name


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("城镇新增就业人数", "城镇新增就业 人数"),
        ("新建“家门口”就业服务站数", "新建家门口就业服务站数（年报）"),
        ("新型学徒制培训人数(半年报)", "新型学徒制培训人数（季报）"),
        ("新建街道（镇）公共就业服务中心", "新建街道(镇)公共就业服务中心"),
        ("其中：引进应届大学生人数", "引进应届大学生人数"),
        ("新增岗位数①", "新增岗位数"),
        ("新增岗位数*", "新增岗位数"),
        ("１６－２４岁青年见习人数", "16-24岁青年见习人数"),
        ("参保率（%）", "参保率"),
        ("就业人数（万人）", "就业人数"),
        ("ABC证书数", "abc证书数"),
    ],
)
def test_wording_alone_is_one_indicator(one, other):
    assert same_name(one, other)
    assert same_name(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("城镇新增就业人数", "城镇失业人员就业人数"),
        ("失业保险参保人数", "工伤保险参保人数"),
        ("参保人数（含退休）", "参保人数（不含退休）"),
        ("离校5年内毕业生数", "离校2年内毕业生数"),
        ("1.5倍以上工资人数", "15倍以上工资人数"),
        ("16-24岁青年数", "1624岁青年数"),
        ("城镇登记失业率", "城镇调查失业率"),
        ("结案率", "结案数"),
        ("数", "人数"),
        ("发生率≤", "发生率≥"),
    ],
)
def test_anything_more_is_another(one, other):
    assert not same_name(one, other)
    assert not same_name(other, one)


def test_how_it_is_counted_is_wording_only_in_one_unit():
    assert same_name("取得证书人数", "取得证书人次数", unit="人次", other_unit="万人次")
    assert same_name("服务企业", "服务企业数", unit="家", other_unit="家")
    assert not same_name("服务企业数", "服务企业人数", unit="家", other_unit="人")


def test_no_two_indicators_of_the_plan_are_taken_for_one(wuxi):
    rows = list(wuxi.indicators.itertuples())
    for one, other in itertools.permutations(rows, 2):
        assert not same_name(one.name, other.name, unit=one.unit, other_unit=other.unit), (one.name, other.name)
        assert not same_name(one.name, other.name), (one.name, other.name)
    assert all(same_name(row.name, f"{row.name}（年报）", unit=row.unit, other_unit=row.unit) for row in rows)
