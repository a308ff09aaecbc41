"""Fixed texts of tables and reports over many sessions; used by `presenting.language.say`."""

from enum import Enum, unique

from scoring.scorecard import FindingKind


@unique
class ExportWord(Enum):
    """A fixed text: (English, Chinese)."""

    SESSIONS = ("Sessions", "练习记录")
    FINDINGS = ("Findings", "问题")
    ITEMS = ("Items", "评分项目")
    NOTES = ("Notes and ratings", "备注与评价")
    EVENTS = ("What happened by itself", "自行发生的情况")
    COLUMNS = ("Columns", "各列说明")
    YES = ("yes", "是")
    NO = ("no", "否")

    SESSION = ("Session", "记录编号")
    LEARNER = ("Learner", "学员")
    SCENE = ("Scene", "场景")
    TITLE = ("Title", "标题")
    MODE = ("Mode", "模式")
    STARTED = ("Started (UTC)", "开始时间（UTC）")
    FINISHED = ("Finished", "已完成")
    RUBRIC = ("Rubric", "评分表")
    POINTS = ("Points", "得分")
    OF = ("Out of", "满分")
    PERCENT = ("Percent", "百分比")
    PASS_MARK = ("Pass mark (%)", "及格线（%）")
    PASSED = ("Passed", "合格")
    CRITICAL = ("Critical errors", "关键错误")
    LENGTH_S = ("Time (s)", "用时（秒）")
    COUNT = ("Number of findings", "问题数")
    SCENE_THEN = ("Scene version when recorded", "记录时的场景版本")
    SCENE_NOW = ("Scene version that judged", "评分所用的场景版本")
    PROGRAM = ("Program that recorded", "记录所用的程序版本")
    JUDGE = ("Program that judged", "评分所用的程序版本")
    EXPOSURE = ("Motion exposure", "运动暴露")
    SEALED = ("Sealed", "已签名")

    GRADE = ("Grade by a person (1–5)", "教师等级（1–5）")
    OWN_PERCENT = ("Points by a person (%)", "教师得分（%）")

    AT_S = ("At (s)", "时刻（秒）")
    AT = ("At (mm:ss)", "时刻（分:秒）")
    KIND = ("Kind", "类型")
    STEP = ("Step", "步骤")
    RULE = ("Rule", "规则")
    SECTION = ("Section", "部分")
    SHORT = ("In short", "概要")
    SENTENCE = ("What, why, instead", "说明")
    LOST = ("Points lost", "扣分")
    FAILS = ("Fails the candidate", "一票否决")
    ITEM = ("Item", "项目编号")
    WORDING = ("Wording", "项目内容")
    EVENT = ("Event", "事件编号")
    HAPPENED = ("What happened", "发生的情况")
    NOTE = ("Note", "备注")
    BY = ("By", "填写人")
    WRITTEN = ("Written (UTC)", "填写时间（UTC）")
    SHARE = ("Share reached", "得分率")

    TABLE = ("Table", "表")
    COLUMN = ("Column", "列")
    MEANING = ("Meaning", "含义")


KINDS: dict[FindingKind, tuple[str, str]] = {
    "missed": ("left out", "遗漏"),
    "out_of_order": ("out of order", "顺序错误"),
    "repeated": ("done again", "重复"),
    "extra": ("not asked for", "流程未要求"),
    "wrong_choice": ("wrong choice", "选择错误"),
    "wrong_person": ("wrong person", "执行者错误"),
    "too_late": ("too late", "过晚"),
    "too_slow": ("too slow", "过慢"),
    "condition_broken": ("not kept up", "未能保持"),
    "forbidden_act": ("forbidden", "禁止的操作"),
    "limit_exceeded": ("limit exceeded", "超过限值"),
    "over_time": ("over time", "超时"),
}
