"""The words of a handover, as files and people write them."""

from ...vocabulary import Label

RELATION = {
    "same": Label("同一指标", "same"),
    "renamed": Label("更名", "renamed"),
    "rescaled": Label("单位变更", "rescaled: another unit"),
    "redefined": Label("口径调整", "redefined"),
    "merged": Label("合并", "merged"),
    "split": Label("拆分", "split"),
    "new": Label("新增", "new"),
    "dropped": Label("取消", "dropped"),
}
CERTAINTY = {"certain": Label("确定", "certain"), "open": Label("待定", "open")}

KEEPS_ID = ("same", "renamed", "rescaled", "redefined")
PRECEDENCE = ("redefined", "split", "merged", "rescaled", "renamed", "same")  # if several apply
COMPARABLE = ("same", "renamed", "rescaled", "merged")

# what an area may be: 同一指标 would be odd to say of it
AREA_RELATION = {
    "same": Label("同一地区", "same"),
    **{word: RELATION[word] for word in ("renamed", "merged", "split", "new", "dropped")},
}

COLUMNS = ["no", "name", "id", "follows", "follows_no", "relation", "certainty", "reason", "decision"]
AREA_COLUMNS = ["area", "follows", "relation", "certainty", "reason", "decision"]

SHEETS = {"notes": "填写说明", "indicators": "指标衔接", "areas": "地区衔接"}
MARK = "计划标识"  # stands before the digest by which a workbook is known to be this plan's
