"""Fixed texts of the report of a cohort; used by `presenting.language.say`."""

from enum import Enum, unique


@unique
class CohortWord(Enum):
    """A fixed text: (English, Chinese)."""

    TITLE = ("Report of a cohort", "群体报告")
    BASIS = (
        "Finished sessions: {sessions}, learners: {learners}, {first} to {last}. Sheet: {form}. Pass mark {mark} %.",
        "{learners} 名学员的 {sessions} 次已完成练习，{first} 至 {last}。评分表：{form}。及格线 {mark} %。",
    )
    UNFINISHED = ("Not finished, so not counted: {count}.", "未完成而未计入：{count} 次。")
    NONE_FINISHED = (
        "No session of this scene was finished; there is nothing to compare.",
        "该场景没有已完成的练习，无法比较。",
    )
    PASSED = ("Passed", "合格")
    CRITICAL = ("With a critical error", "有关键错误")
    MEAN = ("Mean", "平均")
    SPREAD = ("Spread (SD)", "标准差")
    MIDDLE = ("Median", "中位数")
    RANGE = ("Lowest to highest", "最低至最高")
    ALPHA = ("Reliability (Cronbach’s α)", "信度（克龙巴赫 α）")
    NOT_DEFINED = ("not defined", "无法计算")

    DISTRIBUTION = ("How the points are spread", "得分分布")
    PERCENT = ("percent of the points", "得分百分比")
    SESSIONS = ("sessions", "次数")
    PASS_MARK = ("pass mark", "及格线")

    DOUBT = ("Protocol problem?", "流程是否有问题？")
    DOUBT_WHY = (
        "At least half of the cohort deviate here in the same way. Before the learners are blamed, look whether the "
        "procedure, its wording or the teaching is at fault.",
        "至少一半的人在此以同样方式偏离。在归因于学员之前，请先检查流程、措辞或教学是否有问题。",
    )
    DOUBT_LINE = ("{what}: {kind}, {people} of {of}", "{what}：{kind}，{of} 次中有 {people} 次")

    MISSED = ("Steps that were left out most", "最常遗漏的步骤")
    NONE_MISSED = ("No step was left out.", "没有遗漏的步骤。")
    OTHERS = ("Other faults, by how many had them", "其他问题（按出现比例）")
    ORDERS = ("Errors of order", "顺序错误")
    NO_ORDERS = ("Nobody did a step out of order.", "没有人做错顺序。")
    ORDER = ("“{early}” before “{late}”", "“{early}”先于“{late}”")

    ITEMS = ("How hard each item is, and whether it tells good from weak", "各项目的难度与区分度")
    ITEMS_WHY = (
        "Share reached: the mean share of the item’s points (100 %: everybody has all). Discrimination: what the best "
        "27 % reached more than the weakest 27 %; near or below 0 an item does not tell them apart.",
        "得分率：该项目平均得分比例（100 % 为人人满分）。"
        "区分度：最好的 27 % 比最弱的 27 % 多得的比例；接近或低于 0 表示无法区分。",
    )
    FEW = (
        "With fewer than 20 sessions these figures are a first hint, no more.",
        "少于 20 次练习时，这些数字仅供初步参考。",
    )
    REACHED = ("share reached", "得分率")
    DISCRIMINATION = ("discrimination", "区分度")

    CURVE = ("Learning curve", "学习曲线")
    ATTEMPT = ("attempt", "第几次练习")
    CURVE_MEAN = ("mean of all", "全体平均")
    CURVE_FIT = ("fitted (log of the attempt)", "拟合（练习次数的对数）")
    NO_CURVE = ("Nobody has practised this scene more than once.", "没有人重复练习过该场景。")

    ALL = ("The sessions", "各次练习")
    LEARNER = ("Learner", "学员")
    DATE = ("When", "时间")
    MODE = ("Mode", "模式")
    POINTS = ("Percent", "百分比")
    VERDICT = ("Judgement", "结果")
    ERRORS = ("Critical errors", "关键错误")
    FOOTER = (
        "Scene {scene} {sha} · rubric {rubric} · Manikin {version}. The points are a convention for teaching; they say "
        "nothing about the risk of a real patient.",
        "场景 {scene} {sha} · 评分表 {rubric} · Manikin {version}。得分是教学约定，不代表真实患者的风险。",
    )
    PAGE = ("Page {page} of {of}", "第 {page} 页，共 {of} 页")
