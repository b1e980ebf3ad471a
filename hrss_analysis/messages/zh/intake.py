"""Taking in figures: files that were sent, the record, and the workbooks to fill in."""

MESSAGES = {
    # the record
    "{folder}: figures were reported here, and made-up ones would stand among them; simulate in a copy without the folder actuals": "{folder}：这里已有报送的数据，不能混入模拟数据；请复制一份数据集，删去其中的actuals文件夹，在副本中模拟",
    "{file} was changed meanwhile; try again": "{file}：文件在操作期间被改动，请重试",
    # a file that was sent
    "{file} is not a file; give .xlsx or .csv files": "{file}：不是文件，请给出.xlsx或.csv文件",
    "{file} has {size} MB, more than {most}; keep only the sheet that was filled in": "{file}：有{size}MB，超过{most}MB，请只留填报的工作表后重新保存",
    # a workbook to fill in
    "{folder}: nothing is due from {sender} in {period}: no template to make; {year} has no plan yet": "{folder}：{sender}在{period}没有应报送的指标，不生成报送表；{year}年还没有计划",
    "{folder}: nothing is due from {sender} in {period}: no template to make": "{folder}：{sender}在{period}没有应报送的指标，不生成报送表",
}
