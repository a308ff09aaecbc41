"""Fixed texts of judgements and reports, in the languages of the product; used by `language.say`."""

from enum import Enum, unique


@unique
class JudgingWord(Enum):
    """A fixed text: (English, Chinese)."""

    PASSED = ("Passed", "合格")
    NOT_PASSED = ("Not passed", "不合格")
    NOT_JUDGED = ("Not judged", "未评分")
    NOT_FINISHED = ("Not finished", "未完成")
    DAMAGED = ("Damaged", "已损坏")
    FROM_A_MOMENT = (
        "Practised from {at} of an earlier session; what was done before counts here too. This is practice only: it "
        "enters no figures.",
        "从以前一次练习的 {at} 开始；此前的操作也计算在内。仅作练习，不计入统计。",
    )
    FROM_MOMENT = ("From a moment", "片段练习")
    FROM_HERE = ("You practise on from {at}.", "从 {at} 继续练习。")
    NOT_FROM_HERE = (
        "The scene has been changed since this session, so nobody can practise on from its moments. “Practise again” "
        "begins anew.",
        "该场景在此次练习之后已更改，无法再从其中某一时刻练起；可点“再练一次”从头开始。",
    )
    DUE = ("left out; due at {at}", "遗漏；应在 {at} 完成")
    OTHER_SCENE_VERSION = (
        "{file} was recorded with another version of this scene and cannot be shown by this one.",
        "{file} 由该场景的另一版本记录，当前版本无法显示。",
    )
    MINUTES = ("about {count} min", "约 {count} 分钟")
    LEVEL_EASY = ("Basic", "基础")
    LEVEL_MIDDLE = ("Intermediate", "进阶")
    LEVEL_HARD = ("Advanced", "高级")
    GROUND = ("Beside the patient", "患者身旁")
    POINTS = ("Points", "得分")
    TIME = ("Time", "用时")
    FAILS = ("fails", "不合格")
    ONE_CRITICAL = (
        "One critical error decides, whatever the points: {points}.",
        "有一处关键错误，无论得分多少（{points}）均不合格。",
    )
    SOME_CRITICAL = (
        "{count} critical errors decide, whatever the points: {points}.",
        "有 {count} 处关键错误，无论得分多少（{points}）均不合格。",
    )
    ALL_RIGHT = ("Every step was right: {points}.", "每一步都正确：{points}。")
    ENOUGH = (
        "{points} points, and no critical error. The pass mark is {mark} %.",
        "得 {points} 分，无关键错误；及格线为 {mark} %。",
    )
    SO_FAR = (
        "{points} points so far; what was not reached counts as left out.",
        "目前得 {points} 分；未做到的步骤按遗漏计。",
    )
    FIRST_NEXT = ("Practise next: {what}", "接下来先练：{what}")
    TOO_FEW = ("{points} points are below the pass mark of {mark} %.", "得 {points} 分，低于及格线 {mark} %。")
    HEAD_CURVE = ("head, {axis}", "头部{axis}")
    STEPS_IN_ORDER = ("{count} of {of} steps done in a right order.", "{of} 个步骤中有 {count} 个按正确顺序完成。")
    KEPT = ("Kept all the time: {what}.", "全程保持：{what}。")
    ALL_CRITICAL_DONE = ("Every critical step was done without a fault.", "所有关键步骤均无差错。")
    ROW_RIGHT = ("as expected", "符合要求")
    ROW_MISSED = ("left out", "遗漏")
    ROW_EXTRA = ("not asked for", "流程未要求")
    ROW_ORDER = ("out of order", "顺序错误")
    ROW_BY_ITSELF = ("by itself", "自行发生")
    ROW_COSTS = ("cost points", "失分")

    # report
    COMPARED = ("What was done beside what was expected", "实际操作与应做步骤对照")
    PICTURES = ("Pictures", "画面")
    FOOTER = (
        "Journal {session} · scene {scene} {sha} · rubric {rubric} · Manikin {version}. The points are a convention "
        "for teaching; they say nothing about the risk of a real patient.",
        "记录 {session} · 场景 {scene} {sha} · 评分表 {rubric} · Manikin {version}。"
        "得分是教学约定，不代表真实患者的风险。",
    )

    # the lab's store
    NOT_SENT = (
        "Safe on this computer and still to be sent to the lab: {count}. {why}",
        "有 {count} 次练习已安全保存在本机，尚未发送到实验室。{why}",
    )

    # files and reports saved
    SAVED_AS = ("Saved as {file}", "已保存为 {file}")
    SAVE_WHERE = ("Save the report", "保存报告")
    NOT_SAVED = ("The report could not be saved: {why}.", "报告无法保存：{why}。")
