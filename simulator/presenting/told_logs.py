"""What may be said of a log that was recorded elsewhere: (English, Chinese)."""

OF_LOGS: tuple[tuple[str, str], ...] = (
    ("standard input", "标准输入"),
    ("standard input:{}", "标准输入:{}"),
    ("standard input: there is none here; name a file.", "这里没有标准输入；请指明一个文件。"),
    (
        "{}: this kind of log is unknown; give a journal (.jsonl), a table (.csv) or a .xes file, these two also "
        "packed (.csv.gz, .xes.gz).",
        "{}：未知的日志类型；请给出记录（.jsonl）、表格（.csv）或 .xes 文件，后两者也可压缩（.csv.gz、.xes.gz）。",
    ),
    ("{}: this file cannot be read ({}).", "{}：文件无法读取（{}）。"),
    ("{}: this is no ordinary file, so it is no log.", "{}：这不是普通文件，因此不是日志。"),
    (
        "{}: this packed file holds more than {} GB; unpack it and look at it first.",
        "{}：此压缩文件的内容超过 {} GB；请先解压查看。",
    ),
    ("{}: this packed file is damaged or cut off ({}).", "{}：此压缩文件已损坏或不完整（{}）。"),
    # times
    ("{}: {} is no time.", "{}：{} 不是时间。"),
    ("{}: {} is no time; {}.", "{}：{} 不是时间；{}。"),
    (
        "give seconds, or a date that begins with the year (2026-01-31T09:05:00)",
        "请给出秒数，或以年份开头的日期（2026-01-31T09:05:00）",
    ),
    (
        "{}: {} and the times before it in case {} are not of one kind: some name their time zone and some do not.",
        "{}：{} 与个案 {} 中此前的时间写法不同：有的带时区，有的不带。",
    ),
    ("{}: this event ends before it starts.", "{}：此事件的结束早于开始。"),
    (
        "{}: time runs backwards in case {}: {} s comes after {} s; sort the log by time.",
        "{}：个案 {} 中时间倒退：{} 秒排在 {} 秒之后；请按时间排序。",
    ),
    # tables
    ("{}: the column {} is missing; {}.", "{}：缺少列 {}；{}。"),
    ("the first line names the columns", "第一行应为列名"),
    ("is it {}? Name it {} in the first line", "是否指 {}？请在第一行写成 {}"),
    (
        "the first line names the columns, and there are only {}; name one {} or {}",
        "第一行应为列名，现只有 {}；请把其中一列命名为 {} 或 {}",
    ),
    ("{}: the {} is empty; every line needs a case and an activity.", "{}：{} 为空；每行都须有个案和活动。"),
    ("case", "个案"),
    ("activity", "活动"),
    ("{}: this is not a table ({}).", "{}：这不是表格（{}）。"),
    (
        "{}: this line has {} cells and the first line names {} columns; a text that holds what parts the cells needs "
        "quotation marks.",
        "{}：此行有 {} 格，而第一行有 {} 列；含分隔符的文字须加引号。",
    ),
    (
        "{}: there is no encoding {}; utf-8, gb18030 and cp1252 are some.",
        "{}：没有编码 {}；例如 utf-8、gb18030、cp1252。",
    ),
    ("{}: this is not {} text; {}.", "{}：这不是 {} 文本；{}。"),
    ("{}: this is not {} text (it holds NUL); {}.", "{}：这不是 {} 文本（含有 NUL）；{}。"),
    (
        "save the table with the encoding UTF-8, or name its own (--encoding gb18030, cp1252, utf-16 ...)",
        "请用 UTF-8 编码保存表格，或指明其编码（--encoding gb18030、cp1252、utf-16 ……）",
    ),
    ("{}: this line has no end, so this is no table.", "{}：此行没有结尾，因此这不是表格。"),
    # event logs
    ("{}: this is not {} text; name its own encoding.", "{}：这不是 {} 文本；请指明其编码。"),
    ("{}: a document type is not allowed in an event log; remove it.", "{}：事件日志中不允许有文档类型声明；请删除。"),
    ("{}: this file is nested too deeply to be XES.", "{}：此文件嵌套过深，不是 XES。"),
    ("{}: this is not XES: it begins with <{}> where <log> is expected.", "{}：这不是 XES：开头是 <{}>，应为 <log>。"),
    ("{}: this is not XES ({}).", "{}：这不是 XES（{}）。"),
    ("{}: this trace has no concept:name.", "{}：此轨迹没有 concept:name。"),
    ("{}: an event of the case {} has no concept:name.", "{}：个案 {} 的一个事件没有 concept:name。"),
    (
        "{}: this event stands in no trace, so nobody knows whose it is.",
        "{}：此事件不在任何轨迹中，无法知道属于谁。",
    ),
    ("{}: the encoding that this file names {} ({}).", "{}：此文件声明的编码{}（{}）。"),
    ("cannot be used here; save the log with the encoding UTF-8", "在此无法使用；请用 UTF-8 编码保存日志"),
    # against a protocol
    ("{}: there is no case in this log.", "{}：此日志中没有个案。"),
    (
        "{}: {} is no activity of this protocol; {} (--unknown-is-extra counts such activities as extra)",
        "{}：{} 不是此流程的活动；{}（--unknown-is-extra 将此类活动计为多余）",
    ),
    ("correct the name", "请更正名称"),
    (
        "{}: this protocol stands alone and has no rubrics; leave --rubric out.",
        "{}：此流程单独成文，没有评分表；请去掉 --rubric。",
    ),
    ("{}: there is no journal (*.jsonl) in this folder.", "{}：此文件夹中没有记录（*.jsonl）。"),
)
