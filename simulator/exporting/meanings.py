"""What each column of the exported tables means, in (English, Chinese); written beside them, so that no file needs a
manual."""

from collections.abc import Mapping

from simulator.exporting.words import ExportWord as Word

MEANINGS: Mapping[Word, tuple[str, str]] = {
    Word.SESSION: ("Id of the session; joins the tables", "记录编号，用于关联各表"),
    Word.LEARNER: ("Name as typed in, or its pseudonym", "输入的姓名或其代号"),
    Word.SCENE: ("Id of the scene", "场景编号"),
    Word.TITLE: ("What the scene is called", "场景名称"),
    Word.MODE: (
        "Learn shows the steps, practise reacts to errors, assess is silent",
        "学习：显示步骤；练习：对错误作出反应；考核：不作提示",
    ),
    Word.STARTED: ("Date and time of the start, in UTC", "开始的日期和时间（UTC）"),
    Word.FINISHED: (
        "Brought to its end; in one that was not, what was not reached counts as left out",
        "是否做到结束；未结束时，未做到的步骤按遗漏计",
    ),
    Word.RUBRIC: ("Id of the sheet that gave the points", "评分所用评分表的编号"),
    Word.POINTS: ("Points got", "所得分数"),
    Word.OF: ("Points that could be got", "可得的最高分"),
    Word.PERCENT: ("Points got in percent of those that could be got, 0 to 100", "所得分数占满分的百分比，0 至 100"),
    Word.PASS_MARK: ("Percent from which a session is passed", "合格所需的百分比"),
    Word.PASSED: (
        "At or above the pass mark and without a critical error",
        "达到及格线且没有关键错误",
    ),
    Word.CRITICAL: ("Errors that fail the candidate whatever the points", "无论得分多少都不合格的错误"),
    Word.LENGTH_S: ("Seconds from the start to the last event", "从开始到最后一个事件的秒数"),
    Word.COUNT: ("How many findings there are in the table of findings", "问题表中的条数"),
    Word.SCENE_THEN: ("First 12 signs of the SHA-256 of the scene when recorded", "记录时场景 SHA-256 的前 12 位"),
    Word.SCENE_NOW: (
        "The same of the scene that judged; another one may judge otherwise",
        "评分时场景 SHA-256 的前 12 位；版本不同，结果可能不同",
    ),
    Word.PROGRAM: ("Version of Manikin that recorded", "记录时的 Manikin 版本"),
    Word.JUDGE: ("Version of Manikin that judged, when this file was made", "生成本文件并评分的 Manikin 版本"),
    Word.SEALED: ("Signed when it was finished, so that a change would show", "结束时已签名，改动会被发现"),
    Word.EXPOSURE: (
        "Largest motion exposure of the injured level in a handling, 0 to 1; empty: none was measured. No probability "
        "of an injury",
        "各次搬动中损伤节段的最大运动暴露，0 至 1；空：未测量。不是损伤概率",
    ),
    Word.GRADE: (
        "An instructor's grade: 1 clearly failed, 5 excellent, 3 and more passes",
        "教师等级：1 明显不合格，5 优秀，3 及以上合格",
    ),
    Word.OWN_PERCENT: ("Points that an instructor gave, 0 to 100", "教师给出的分数，0 至 100"),
    Word.AT_S: (
        "Seconds from the start; empty: at no moment, as what was left out",
        "距开始的秒数；空：没有对应时刻，如遗漏",
    ),
    Word.AT: ("The same as minutes and seconds", "同上，以分和秒表示"),
    Word.KIND: ("What kind of finding it is", "问题的类型"),
    Word.STEP: ("Id of the step, if it is about one", "相关步骤的编号"),
    Word.RULE: (
        "Id of the rule: a step, a condition, a forbidden act or a limit",
        "规则编号：步骤、须保持的状态、禁止的操作或限值",
    ),
    Word.SECTION: ("Section of the sheet", "评分表的部分"),
    Word.SHORT: ("The finding in a few words", "问题概要"),
    Word.SENTENCE: ("What happened, why it matters, what to do instead", "发生了什么、为何重要、应如何做"),
    Word.LOST: ("Points that it cost", "扣去的分数"),
    Word.FAILS: ("A critical error: it fails the candidate whatever the points", "关键错误：无论得分多少都不合格"),
    Word.ITEM: ("Id of the line of the sheet", "评分表中该项目的编号"),
    Word.WORDING: ("What the line asks for", "该项目的内容"),
    Word.SHARE: ("Points got divided by points that could be got, 0 to 1", "得分与满分之比，0 至 1"),
    Word.EVENT: ("Id of what happened by itself, by the scene", "场景中自行发生的事件的编号"),
    Word.HAPPENED: ("What was seen of it", "所见情况"),
    Word.NOTE: ("What an instructor wrote about that moment", "教师对该时刻的备注"),
    Word.BY: ("Account that wrote it", "填写所用的账户"),
    Word.WRITTEN: ("Date and time of writing, in UTC", "填写的日期和时间（UTC）"),
    Word.TABLE: ("Table in which the column stands", "该列所在的表"),
    Word.COLUMN: ("Heading of the column", "列标题"),
    Word.MEANING: ("What stands in it", "该列的内容"),
}
