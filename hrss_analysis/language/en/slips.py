"""What a slip says that goes back to a sender; its findings are said where they are found."""

SENTENCES: dict[str, str | tuple[str, str]] = {
    "退回单": "Return slip",
    "退回单-{sender}": "return-slip-{sender}",  # the file's name
    "{sender}{when}报送数据退回单": "Return slip: figures of {sender} for {when}",
    "{sender}报送数据退回单": "Return slip: figures of {sender}",
    "{heading}：{opening}": "{heading}. {opening}",
    "错误{errors}处，需核对{warnings}处。": "Errors: {errors}; to be checked: {warnings}.",
    "单元格": "Cell",
    "退回单：{sender} {when}": "Return slip: {sender} {when}",
    "怎样更正": "How to correct them",
    "须更正或说明的数": "Figures to be corrected or explained",
    # how to correct them
    "“错误”是不可能正确的数，须更正；文件中有一处错误，整份不录入。": "An “error” is a figure that cannot be right: please correct it. A file with a single error is not entered at all.",
    "“需核对”的数如属实，请在备注中说明原因后重报；如有误，请更正。": "A figure “to check” may be right: if it is, please report it again with the reason under “Note”; if not, please correct it.",
    "请在原填报表上改好，另存后重新报送全表；以最后一次为准。": "Please make corrections in the form that you filled in, save it under another name and send the whole of it again; the last one counts.",
    "没有发生填0；没有数的留空，在“状态”栏选择原因。": "Enter 0 where nothing happened; where there is no figure, leave the cell blank and choose the reason under “Status”.",
}
