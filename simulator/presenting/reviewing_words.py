"""Fixed texts of the review for instructors; used by `presenting.language.say`."""

from enum import Enum, unique


@unique
class ReviewWord(Enum):
    """A fixed text: (English, Chinese)."""

    REVIEW = ("Review", "教师查阅")
    SUMMARY = ("Sessions: {sessions} · learners: {learners}", "{sessions} 次练习 · {learners} 名学员")
    SUMMARY_SOME = (
        "Sessions: {shown} of {sessions} · learners: {learners}",
        "{sessions} 次练习中的 {shown} 次 · {learners} 名学员",
    )

    # filters
    SEARCH = ("Search: learner, finding, file", "搜索：学员、问题、文件")
    ALL_LEARNERS = ("All learners", "全部学员")
    ALL_SCENES = ("All scenes", "全部场景")
    ALL_MODES = ("All modes", "全部模式")
    ALL_VERDICTS = ("All results", "全部结果")
    ONLY_PASSED = ("Passed", "合格")
    ONLY_FAILED = ("Not passed", "不合格")
    ONLY_CRITICAL = ("With a critical error", "有关键错误")
    ONLY_UNFINISHED = ("Not finished", "未完成")
    ONLY_DAMAGED = ("Damaged record", "记录损坏")
    ONLY_OTHERWISE = ("Rated otherwise", "评价与程序不一致")
    ONLY_UNRATED = ("Finished, not rated yet", "已完成、未评价")
    SINCE = ("From 2026-01-31", "自 2026-01-31")
    UNTIL = ("To 2026-12-31", "至 2026-12-31")
    NO_DATE = ("Write the date as 2026-01-31.", "日期请写成 2026-01-31。")
    CLEAR = ("Clear", "清除筛选")

    # table
    LEARNER = ("Learner", "学员")
    SCENE = ("Scene", "场景")
    MODE = ("Mode", "模式")
    WHEN = ("When", "时间")
    SCORE = ("Score", "得分")
    MOTION = ("Motion", "运动暴露")
    VERDICT = ("Verdict", "结果")
    FINDING = ("Main finding", "主要问题")
    RATED = ("Rated", "评价")
    BELOW = ("Below {mark} %", "低于 {mark} %")
    MORE_CRITICAL = ("{first} (+{more} critical)", "{first}（另有 {more} 处关键错误）")
    NONE = ("No session has been recorded on this computer.", "这台电脑上还没有练习记录。")
    NONE_SAYS = ("Sessions appear here as soon as somebody has practised.", "有人练习后，记录会出现在这里。")
    NO_MATCH = ("No session fits this filter.", "没有符合筛选条件的练习。")
    NO_MATCH_SAYS = ("Clear the filter to see all of them again.", "清除筛选即可再次显示全部记录。")

    # tabs
    SESSIONS = ("Sessions", "练习记录")
    COHORT = ("Cohort", "群体数据")
    SCORES = ("Scores", "得分分布")
    MISSED = ("Most missed", "最常遗漏")
    CURVE = ("Learning curve", "学习曲线")
    COUNTED = (
        "{scene}: finished sessions {count}, passed {passed}, with a critical error {critical}. Mean {mean} %.",
        "{scene}：已完成 {count} 次，合格 {passed} 次，有关键错误 {critical} 次。平均 {mean} %。",
    )
    FIGURES_OF = ("Figures of {count} sessions: {scene}", "以下统计：{scene}，{count} 次练习")
    IN_MODES = ("By mode: {modes}.", "按模式：{modes}。")
    OTHER_SCENES = (
        "Judged sessions of other scenes, not counted here: {count}; choose a scene above to see theirs.",
        "其他场景的 {count} 次已评分练习未计入；可在上方选择场景查看。",
    )
    OTHER_VERSIONS = (
        "Judged by another version of the scene, not counted here: {count}.",
        "由该场景的另一版本评分、未计入：{count} 次。",
    )
    WEAK_ITEMS = (
        "Done better by the weaker than by the stronger learners (look at these items): {items}; in all {count}.",
        "较弱学员反而做得更好的项目（请检查）：{items}；共 {count} 项。",
    )
    WEAK_ITEM = ("“{item}” {value}", "“{item}”{value}")
    ALPHA = ("Reliability (Cronbach’s α) {alpha}.", "信度（克龙巴赫 α）{alpha}。")
    AGREEMENT = (
        "Rated by an instructor: {count}. Pass or fail: Cohen’s κ {kappa}, the same verdict in {same} %. "
        "Points and grades: r {r}.",
        "教师已评价 {count} 次。合格与否：科恩 κ {kappa}，结论一致 {same} %。得分与等级：r {r}。",
    )
    NOT_DEFINED = ("not defined", "无法计算")
    NO_RATINGS = ("No session of these has been rated by an instructor yet.", "这些练习还没有教师评价。")
    PROTOCOL = ("Protocol problem?", "流程是否有问题？")
    PROTOCOL_LINE = ("{what}: {kind} ({percent} %)", "{what}：{kind}（{percent} %）")
    PROTOCOL_WHY = (
        "At least half deviate in the same way: look at the procedure and the teaching before blaming the learners.",
        "至少一半的人以同样方式偏离：在归因于学员之前，请先检查流程和教学。",
    )
    NOTHING_TO_COUNT = (
        "No finished and judged session is among these, so there is nothing to count.",
        "其中没有已完成并评分的练习，无法统计。",
    )

    # one session
    CHOOSE = ("Choose a session to see what decided it.", "选择一次练习，查看决定结果的原因。")
    CRITICAL = ("Critical errors", "关键错误")
    LOST = ("Cost the most points", "失分最多")
    NOTHING_LOST = ("No points were lost.", "没有失分。")
    MINUS = ("−{points}", "−{points}")
    PROGRESS = ("Progress of {learner}", "{learner} 的进步")
    ONLY_THIS = ("Only this learner", "只看该学员")
    OPEN = ("Open debrief", "打开复盘")
    NOTES_COUNT = ("Notes: {count}", "备注：{count}")
    MEAN = ("mean {percent} %", "平均 {percent} %")
    PASSED_OF = ("{passed} of {count} passed", "{count} 次中 {passed} 次合格")
    ONE_ATTEMPT = ("One attempt so far.", "目前只有一次练习。")
    UNJUDGED = ("Not judged.", "未评分。")
    SEVERAL = ("Sessions chosen: {count}", "已选择 {count} 次练习")

    READING = (
        "Records to be read and judged: {count}. What is shown may still change.",
        "正在读取并评分 {count} 份记录，显示的内容可能还会变化。",
    )
    BUSY = (
        "Another program is writing the index of sessions; waiting for it …",
        "另一个程序正在写入练习索引，请稍候……",
    )
    ELSEWHERE = (
        "{file} is not on this computer: it lies where it was recorded, or was moved away.",
        "{file} 不在这台电脑上：它在记录时所用的电脑上，或已被移走。",
    )

    # exports
    EXPORT = ("Export…", "导出…")
    EXPORT_TITLE = ("Export sessions", "导出练习记录")
    EXPORT_SAYS = (
        "Sessions to be judged from their records and written for other programs: {count}. The records stay untouched.",
        "将依据记录对 {count} 次练习评分，并写成其他程序可用的文件。记录本身不变。",
    )
    EXPORT_AS = ("As", "格式")
    TO_XLSX = ("Excel workbook (.xlsx)", "Excel 工作簿（.xlsx）")
    TO_CSV = ("Tables as text (.csv)", "文本表格（.csv）")
    TO_PDF = ("One report (.pdf)", "一份报告（.pdf）")
    TO_PDFS = ("A report of the cohort and of each session (folder)", "群体报告及每次练习的报告（文件夹）")
    TO_XAPI = ("Learning records, xAPI (.jsonl)", "学习记录 xAPI（.jsonl）")
    TO_XES = ("Event log for process mining (.xes)", "流程挖掘事件日志（.xes）")
    NAMES = ("Names", "姓名")
    NAMED = ("As they are", "保留姓名")
    ANONYMOUS = ("Pseudonyms instead", "以代号代替")
    EXPORT_NAMES = (
        "Names, notes and ratings are written as they are: keep the file where only those may read it who may.",
        "姓名、备注和评价将原样写入：请把文件保存在只有获准者能够读取的地方。",
    )
    EXPORT_ANONYMOUS = (
        "Names become pseudonyms that stay the same in every export; notes are left out, grades stay. Who knows when "
        "somebody practised can still tell.",
        "姓名替换为在每次导出中保持不变的代号；备注不写入，等级保留。知道某人练习时间的人仍可辨认。",
    )
    CHOOSE_FILE = ("Choose where…", "选择保存位置…")
    FILES_THERE = ("Already there: {names}. Nothing has been written yet.", "文件已存在：{names}。尚未写入任何内容。")
    EXPORT_STOPPED = (
        "Stopped. What was written is whole; the rest is missing.",
        "已停止。已写入的文件是完整的，其余没有写入。",
    )
    EXPORTED = ("Sessions written: {count}, to {path}", "已将 {count} 次练习写入 {path}")
    EXPORT_LEFT_OUT = ("Left out: {count}. {why}", "未写入：{count} 次。{why}")
    ELSEWHERE_MANY = (
        "Recorded on other computers, where the records lie: {count}.",
        "{count} 次由其他电脑记录，记录保存在那些电脑上。",
    )

    # re-scoring
    RESCORE = ("Re-score…", "重新评分…")
    RESCORE_TITLE = ("Score again", "重新评分")
    RESCORE_SAYS = (
        "Finished sessions to be judged again from their records: {count}. Nothing is overwritten.",
        "将依据记录对 {count} 次已完成的练习重新评分，不会覆盖任何内容。",
    )
    RUBRIC = ("Rubric", "评分表")
    USUAL = ("Each scene’s own", "各场景自己的评分表")
    OTHER_SCENE = ("Changed scene…", "修改后的场景…")
    OTHER_SCENE_SAYS = ("A scene folder with a changed protocol or rubric", "流程或评分表有改动的场景文件夹")
    SCENE_IS = ("Scene file: {path}", "场景文件：{path}")
    RUN = ("Score again", "开始评分")
    STOP = ("Stop", "停止")
    BEFORE = ("Before", "之前")
    AFTER = ("After", "之后")
    DIFFERENCE = ("Difference", "差异")
    RESCORED = (
        "Judged again: {count}. Mean {before} % before, {after} % after. Passed only now: {passed}, failed only now: "
        "{failed}.",
        "已重新评分 {count} 次：平均由 {before} % 变为 {after} %；{passed} 次变为合格，{failed} 次变为不合格。",
    )
    LEFT_OUT = ("Left out: {count}. {why}", "未能评分：{count} 次。{why}")
    KEEP = ("Keep these judgements", "保存这些评分")
    KEEP_SAYS = (
        "The scorecard file beside each record is replaced by the new one; records: {count}. They stay untouched.",
        "{count} 份记录旁的评分文件将被新评分替换，记录本身不变。",
    )
    KEEP_YES = ("Replace", "替换")
    KEPT = ("Kept beside the records: {count}.", "已保存到 {count} 份记录旁。")
    NOT_KEPT = ("Could not be written: {count}. {why}.", "{count} 份无法写入：{why}。")
    CLOSE = ("Close", "关闭")

    # notes and rating
    NOTES = ("Notes", "备注")
    REMARKS = ("What the instructors say", "教师意见")
    NOTE_EXAMPLE = ("What happened at {at}?", "{at} 发生了什么？")
    ADD_NOTE = ("Add note", "添加备注")
    NO_NOTES = ("No note yet.", "还没有备注。")
    TAKE_BACK = ("Withdraw this note", "撤回此备注")
    RATING = ("Your rating", "教师评价")
    RATED_BY = ("Instructor’s rating", "教师评价")
    NOT_RATED = ("not rated", "未评价")
    GRADE_1 = ("1 · clearly failed", "1 · 明显不合格")
    GRADE_2 = ("2 · failed, borderline", "2 · 临界不合格")
    GRADE_3 = ("3 · passed, borderline", "3 · 临界合格")
    GRADE_4 = ("4 · passed", "4 · 合格")
    GRADE_5 = ("5 · excellent", "5 · 优秀")
    OWN_POINTS = ("points in %", "得分 %")
    RATE = ("Rate", "提交评价")
    AGREES = ("The program says the same.", "与程序结论一致。")
    DIFFERS = ("The program says: {verdict}.", "程序的结论是：{verdict}。")
    BACK_TO_REVIEW = ("Back to review", "返回查阅")
    NOTE_MISSING = ("Write the note first.", "请先填写备注。")
    NO_PERCENT = ("Points are a number from 0 to 100.", "得分应为 0 到 100 的数字。")
    NO_GRADE = ("Choose a grade first.", "请先选择等级。")

    # who may what
    ASK = ("Instructor’s passphrase", "教师口令")
    ASK_SAYS = (
        "The review shows every learner’s sessions, so it is for instructors.",
        "此处显示所有学员的记录，仅供教师使用。",
    )
    SET = ("Set an instructor’s passphrase", "设置教师口令")
    SET_SAYS = (
        "Nobody has set one on this computer yet. From then on learners see their own sessions only, and the review "
        "asks for it.",
        "这台电脑还没有设置口令。设置后，学员只能看到自己的记录，进入查阅需要口令。",
    )
    AT_LEAST = ("At least {count} characters", "至少 {count} 个字符")
    TOO_SHORT = ("Use at least {count} characters.", "请至少使用 {count} 个字符。")
    AGAIN = ("Once more", "再输入一次")
    NOT_THE_SAME = ("The two are not the same.", "两次输入不一致。")
    WRONG = ("This is not the passphrase.", "口令不正确。")
    WAIT = ("Too many wrong attempts: wait {seconds} s.", "错误次数过多：请等待 {seconds} 秒。")
    UNLOCK = ("Open", "打开")
    SET_YES = ("Set and open", "设置并打开")
    CANCEL = ("Cancel", "取消")

    KEY_SEARCH = ("Search", "搜索")
    KEY_OPEN = ("Open the debrief of the marked session", "打开所选练习的复盘")
    KEY_TABS = ("Sessions, cohort", "练习记录、群体数据")
    KEY_RESCORE = ("Score the chosen sessions again", "对所选练习重新评分")
    KEY_EXPORT = ("Export the chosen sessions", "导出所选练习")
    KEY_CLEAR = ("Clear the filter", "清除筛选")
