"""What the proofs of a plan find: areas against the city, parts against wholes, a document's annexes and its text."""

SENTENCES: dict[str, str | tuple[str, str]] = {
    # a place
    "正文": "body text",
    # numbers
    "{numbers}{n}个": "{numbers} ({n} in all)",
    "{bound}{value}": "{bound} {value}",
    "序号不连续，缺第{numbers}项": (
        "the numbers do not run on without a gap: No. {numbers} is missing",
        "the numbers do not run on without a gap: Nos. {numbers} are missing",
    ),
    "序号{no}出现{n}次": "the number {no} occurs {n} times; every indicator needs one of its own",
    # a plan's tables: sums and parts
    "“{name}”没有{areas}的目标格；不分解的请写not_assigned": "“{name}” has no target cell for {areas}; where there is no target, write not_assigned",
    "“{name}”各地区合计{sum}，全市{total}，相差{off}{unit}": "“{name}”: the areas add up to {sum}, the whole city has {total}; the difference is {off} (unit: {unit})",
    "“{name}”{areas}另行下达，其余地区合计{sum}已大于全市{total}": "“{name}” is issued separately for {areas}, and the other areas alone add up to {sum}, more than the {total} of the whole city",
    "“{name}”{areas}另行下达，无法验证各地区合计：其余{sum}，全市{total}": "“{name}” is issued separately for {areas}, so that the sum of the areas cannot be proved: the others have {sum}, the whole city {total}",
    "“{name}”目标{part}大于所属第{whole}项的{of}": "“{name}” is a part of No. {whole}, yet its target {part} is more than {of}, the target of No. {whole}",
    "第{no}项在各地区的目标恰为第{first}项的{times}倍：两者的相关是定目标时形成的": "in every area the target of No. {no} is exactly {times} times that of No. {first}: the two are correlated because their targets were set so",
    # a plan's tables: rates, bounds and kinds
    "“{name}”{area}目标{value}，与全市{total}不同，请核对": "“{name}”: the target of {area} is {value}, unlike the {total} of the whole city; please check",
    "“{name}”{area}为0（无任务），而其余地区都有目标，请核对": "“{name}”: {area} has 0 (no task), while all other areas have a target; please check",
    "“{name}”{area}为/，而其余地区都有目标，请核对": "“{name}”: {area} has / (no target), while all other areas have a target; please check",
    "“{name}”{areas}目标{value}，大于整体，请核对": (
        "“{name}”: the target of {areas} is {value}, more than the whole; please check",
        "“{name}”: the targets of {areas} are more than the whole, the first being {value}; please check",
    ),
    "“{name}”{area}目标为{own}，全市为{total}：方向应一致": "“{name}”: the target of {area} is {own}, that of the whole city is {total}: both should have the same direction",
    "“{name}”名称为“{words}”，{area}目标为{own}": "“{name}” has “{words}” in its name, yet the target of {area} is {own}; make the two agree",
    "“{name}”一般以低为好，{area}目标为{own}：未写低于、不高于或以内的按不低于评判，请核对": "“{name}” is usually better when it is lower, yet the target of {area} is {own}: a target without a word for below, at most or within is judged as “at least”; please check",
    "“{name}”是{kind}，却{pace}评判：请核对kind和pace": "“{name}” is of the kind “{kind}”, yet judged by the pace “{pace}”: check its kind and pace",
    "“{name}”推断为净额（{cue}），可回落、可为负：请核对net": "“{name}” was inferred to be a net figure (from “{cue}”), which may fall and may be negative: check its net",
    # annexes against each other
    "附件1有而附件2没有：第{numbers}项": (
        "in annex 1 but not in annex 2: No. {numbers}",
        "in annex 1 but not in annex 2: Nos. {numbers}",
    ),
    "附件2有而附件1没有：第{numbers}项": (
        "in annex 2 but not in annex 1: No. {numbers}",
        "in annex 2 but not in annex 1: Nos. {numbers}",
    ),
    "没有解释：第{numbers}项": (
        "there is no definition of No. {numbers}",
        "there are no definitions of Nos. {numbers}",
    ),
    "附件1中没有：第{numbers}项": ("not in annex 1: No. {numbers}", "not in annex 1: Nos. {numbers}"),
    "地区“{area}”出现{n}次": "the area “{area}” occurs {n} times; every area has one row",
    "地区名称缺失": "the name of an area is missing",
    "本节地区与第一节不同，应为{areas}": "the areas of this section are not those of the first section; they should be {areas}, in this order",
    "名称不同：附件1“{one}”，附件2“{other}”": "the names differ: annex 1 has “{one}”, annex 2 has “{other}”",
    "名称不同：附件1“{one}”，附件3“{other}”": "the names differ: annex 1 has “{one}”, annex 3 has “{other}”",
    "报送频率标注不同：附件1“{one}”，附件2“{other}”": "the tags of how often it is reported differ: annex 1 has “{one}”, annex 2 has “{other}”",
    "责任处室{departments}不在附件2“{section}”的责任单位中": (
        "the responsible department {departments} is not among those of the section “{section}” in annex 2",
        "the responsible departments {departments} are not among those of the section “{section}” in annex 2",
    ),
    "单位不能换算：附件1“{one}”，附件2“{other}”": "the units cannot be converted into each other: annex 1 has “{one}”, annex 2 has “{other}”",
    "目标不同：附件1“{one}”，附件2全市“{other}”": "the targets differ: annex 1 has “{one}”, annex 2 has “{other}” for the whole city",
    "目标不同：附件1为{one}，附件2全市为{other}": "the targets differ in amount: annex 1 has “{one}”, annex 2 has “{other}” for the whole city",
    "称为第{whole}项的其中项，而计划中没有第{whole}项": "it is said to be a part of No. {whole}, but the plan has no No. {whole}",
    # the text against annex 1
    "“{name}”正文为“{bound}”{said}，附件1为{held}：方向应一致": "“{name}”: the body text has “{said}” with the word “{bound}”, annex 1 has “{held}”: both should have the same direction",
    "“{name}”正文为{said}，附件1为{held}": "“{name}”: the body text has “{said}”, annex 1 has “{held}”",
    "正文单位“{one}”与附件1“{other}”不同": "the unit “{one}” of the body text is not the unit “{other}” of annex 1",
    "正文未提及“{name}”的目标": "the body text does not mention the target of “{name}”",
}
