"""The rules of data quality, by their names."""

SENTENCES: dict[str, str | tuple[str, str]] = {
    # one figure
    "与参照数相差约一万倍": "About ten thousand times its reference",
    "百分数误填为小数": "A fraction where a percentage was meant",
    "负数": "Negative",
    "计数应为整数": "A count that is not whole",
    "百分数超过100": "More than 100 per cent",
    "百分数超过100且分子大于分母": "More than 100 per cent, the numerator above the denominator",
    "远超限值": "Far beyond its limit",
    "比率与分子分母不符": "A rate that is not its numerator over its denominator",
    # against the past
    "年内累计数下降": "A cumulative count that fell within the year",
    "净增数下降": "A net count that fell",
    "与上期完全相同": "The same as the period before",
    "当期与去年同期相差过大": "Far from the same period last year",
    "时点数变动异常": "A level that changed unusually",
    "疑有口径变化": "The definition may have changed",
    # against others
    "其中项大于总项": "A part above its whole",
    "其中项的分子或分母大于总项": "A part's numerator or denominator above its whole's",
    "按定义的其中项大于总项": "A part by definition above its whole",
    "全市数与各地区合计不符": "The whole is not the sum of its areas",
    "全市数与各地区合计不符（可能重复统计）": "The whole is not the sum of its areas (some may be counted twice)",
    "全市比率与各地区分子分母不符": "The whole's rate is not that of its areas' counts",
    "全市比率超出各地区范围": "The whole's rate lies outside those of its areas",
    "多个地区数字相同": "The same figure in several areas",
    # what came in
    "同一格有不同的数": "Different figures for one cell",
    "未分解而报数": "A figure where no target was assigned",
    "应报未报": "Due and not reported",
    "按以前计划的口径报送": "Reported by an earlier plan's definition",
    "各数均为整百": "All figures are round hundreds",
    "逾期报送": "Reported late",
    "修订": "Revised",
}
