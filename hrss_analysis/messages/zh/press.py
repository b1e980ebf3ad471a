"""Making pages, packing them, and writing them on paper."""

MESSAGES = {
    # a report that fails
    "a cell ran longer than the time limit of {seconds} s": "有一个单元运行超过了时限{seconds}秒",
    "the notebook's process died before it was finished (killed, or out of memory)": "笔记本的进程在完成前中断了（被终止，或内存不足）",
    "the warm process died before the report was finished": "后台进程在报告完成前中断了",
    "the worker process died before the report was finished (killed, or out of memory)": "工作进程在报告完成前中断了（被终止，或内存不足）",
    "the report's process died before it was finished (signal {how})": "报告的进程在完成前中断了（信号{how}）",
    "the report's process died before it was finished (exit code {how})": "报告的进程在完成前中断了（退出码{how}）",
    "the dataset has changed since it was opened, and the notebook may have read either: make the report again": "数据集在打开之后有改动，笔记本读到的可能是改动前的，也可能是改动后的：请重新生成本报告",
    "a process died": "有一个进程中断了",
    "{n} of {all} reports made in {seconds} s": "{all}份报告中生成了{n}份，用时{seconds}秒",
    # a cluster
    "no scheduler answers at {at} with these certificates; start one with `dask scheduler` and give its address": "用这些证书连不上{at}的调度程序；请用 dask scheduler 启动一个，并给出它的地址",
    "no scheduler answers at {at}; start one with `dask scheduler` and give its address": "连不上{at}的调度程序；请用 dask scheduler 启动一个，并给出它的地址",
    "the scheduler is gone: start it again, and the same command makes the rest": "调度程序已断开：请重新启动它，再执行同一命令即可做完其余报告",
    # an archive
    "{folder}: there are no reports of {time}; make them with: {command}": "{folder}：没有{time}的报告，请先生成：{command}",
    "{folder}: {n} of {all} reports are not current: {names}; make them with: {command}": "{folder}：{all}份报告中有{n}份不是最新的：{names}，请先生成：{command}",
    "{folder}: {n} documents are missing: {names}; make them with: {command}": "{folder}：缺少{n}个文件：{names}，请先生成：{command}",
    "stale": "已过期",
    "failed": "生成失败",
    "missing": "未生成",
    # a preview
    "port {port} cannot be had ({reason}): name another with --port, or leave it out": "端口{port}不可用（{reason}）：请用 --port 换一个，或不指定",
    # on paper
    "blocks of version {found} are not known here, only up to {known}; run the notebook again": "内容块的版本{found}无法识别，只能识别到{known}；请重新运行笔记本",
    "the blocks of an output are not as they were written; run the notebook again": "输出中的内容块已被改动；请重新运行笔记本",
    "the document cannot be set: {reason}": "文档无法排版：{reason}",
    "setting a document": "排版文档",
    "writing Word": "写 Word 文档",
    # exploring
    "exploring": "交互探索",
    "no indicator is chosen: give its number, as in 1 or [1, 2]": "没有选择指标：请给出序号，如 1 或 [1, 2]",
    "{path}: there are no figures to explore; those of a quarter stand in actuals/QUARTER.csv": "{path}：没有可供探索的数字；季度数在 actuals/季度.csv",
    "{path}: there are no figures to explore; those of a month stand in actuals/MONTH.csv": "{path}：没有可供探索的数字；月度数在 actuals/月份.csv",
}
