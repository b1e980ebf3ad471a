"""The words that paper itself says, whatever stands on it."""

from collections.abc import Mapping

WORDS: Mapping[str, str] = {
    "attachment": "附件",
    "colon": "：",
    "contact": "联系方式",
    "contents": "目录",
    "day": "　　　　年　　月　　日",
    "figure": "图",
    "issuer": "发布单位",
    "next_release": "下次发布",
    "number": "文号",
    "page": "第{page}页，共{pages}页",
    "table": "表",
}
