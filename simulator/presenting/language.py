"""The program's own texts in every language of the product.

One table instead of a toolkit's catalogue, because reports need the same texts without any toolkit. Each member of
`Word` is its English and its Chinese text; `{name}` stands for a value that `say` fills in.
"""

from collections.abc import Mapping
from enum import Enum, unique
from typing import Final, Literal

Language = Literal["en", "zh"]
LANGUAGES: tuple[Language, ...] = ("en", "zh")


@unique
class Word(Enum):
    """A fixed text of the program: (English, Chinese)."""

    # names and switches
    PROGRAM = ("Manikin", "Manikin")
    TAGLINE = ("Clinical skills, practised until they hold", "练到稳妥的临床操作")
    OTHER_LANGUAGE = ("中文", "English")
    SWITCH_LANGUAGE = ("Switch to Chinese", "切换为英文")
    THEME_TO_DARK = ("Dark", "深色")
    THEME_TO_LIGHT = ("Light", "浅色")
    SWITCH_THEME = ("Switch between light and dark", "切换浅色与深色")
    LANGUAGE = ("Other language", "切换语言")

    # home
    SCENES = ("Scenes", "场景")
    LEARNER = ("Your name or code", "姓名或编号")
    LEARNER_EXAMPLE = ("e.g. A-1042", "例如 A-1042")
    NAME_MISSING = ("Enter your name or code first.", "请先填写姓名或编号。")
    NAME_TOO_LONG = ("Use at most 60 characters.", "最多 60 个字符。")
    NAME_HAS_CONTROL = ("This name contains characters that cannot be shown.", "姓名含有无法显示的字符。")
    MODE = ("Mode", "模式")
    MODE_LEARN = ("Learn", "学习")
    MODE_PRACTISE = ("Practise", "练习")
    MODE_ASSESS = ("Assess", "考核")
    MODE_LEARN_SAYS = ("Shows the next step and explains it.", "提示下一步并说明理由。")
    MODE_PRACTISE_SAYS = ("Reacts to errors. Hints when you ask.", "对错误作出反应，需要时给提示。")
    MODE_ASSESS_SAYS = ("Silent. The judgement comes at the end.", "全程无提示，结束后给出评分。")
    START = ("Start", "开始")
    OPENING = ("Opening the scene…", "正在打开场景…")
    RECENT = ("Recent sessions", "最近的练习")
    RECENT_EMPTY = ("Nothing yet. Your sessions will appear here.", "还没有记录。完成的练习会出现在这里。")
    SCENES_EMPTY = ("No scene was found.", "没有找到场景。")
    SCENES_EMPTY_SAYS = (
        "Put a scene folder into the scenes folder, then start the program again.",
        "请把场景文件夹放入 scenes 目录，然后重新启动程序。",
    )
    SCENE_PROBLEMS = ("This scene has problems and cannot be started", "该场景有问题，无法开始")
    MORE_PROBLEMS = ("and {count} more; see: manikin check", "另有 {count} 处，详见 manikin check")
    BEST = ("Best", "最好成绩")
    CHOOSE_SCENE = ("Choose a scene that has no problems.", "请选择一个没有问题的场景。")

    # practice
    HINT = ("Hint", "提示")
    HINT_FINISH = ("All is done. Press “Finish” to be judged.", "全部完成。请按“结束”查看评分。")
    HINT_AGAIN = ("“{step}” holds no longer: it has to be done again. {hint}", "“{step}”已失效，需要重做。{hint}")
    HINT_WHERE = ("{hint} {where}: “{order}”.", "{hint}{where}：“{order}”。")
    SEE_THROUGH = ("See-through", "透视")
    FINISH = ("Finish", "结束")
    NOW = ("Now", "当前")
    STEPS = ("Steps", "步骤")
    LOG = ("What you did", "已做的事")
    LOG_EMPTY = ("Nothing yet. Point at the patient and click.", "还没有操作。请指向患者并点击。")
    ASSESS_SAYS = ("Assessment", "考核进行中")
    ASSESS_HELP = (
        "Work as you would with a real patient. You will see the judgement when you finish.",
        "请像面对真实患者一样操作。结束后会显示评分。",
    )
    MONITOR = ("Patient monitor", "监护仪")
    HEAD_TRUNK = ("Head against trunk", "头与躯干的相对角度")
    EQUIPMENT = ("Equipment", "器材")
    TEAM = ("Team", "团队")
    MORE = ("More", "更多")
    WHERE = ("Where?", "在哪里？")
    WHERE_ITEM = ("{item}: where?", "{item}：用在哪里？")
    WHO = ("Who does it?", "由谁来做？")
    BACK = ("Back", "返回")
    NOTHING_HERE = ("Nothing can be done here.", "这里没有可做的操作。")
    NOT_WITH_ITEM = ("{item} has no use here.", "{item}不能用在这里。")
    ITEM_HELD = (
        "{item} in hand: click where you use it. Esc puts it down.",
        "已拿起{item}：请点击使用部位，按 Esc 放下。",
    )
    ITEM_PLACES = ("{said} It is for: {where}.", "{said}可用于：{where}。")
    ITEM_USED = ("taken out already", "已取出")
    ITEM_HOW = (
        "Click it, then the patient; or drag it there. Enter asks where.",
        "点击后再点患者，或直接拖过去；按 Enter 选择部位。",
    )
    CAMERA = ("View", "视角")
    KEYS = ("Keyboard", "键盘")
    CLOSE = ("Close", "关闭")
    FINISH_ASK = ("Finish now?", "现在结束吗？")
    FINISH_SAYS = (
        "Steps are still open; they will count as not done. Everything done so far is recorded.",
        "还有步骤未完成，将按未做评分。到目前为止的操作均已记录。",
    )
    FINISH_YES = ("Finish and judge", "结束并评分")
    CLOSE_ASK = ("Close in the middle of the session?", "练习尚未结束，确定关闭吗？")
    CLOSE_SAYS = (
        "Nothing is lost: everything done so far is recorded, and at the next start you can go on from there.",
        "不会丢失数据：已做的操作均已记录，下次启动时可以继续本次练习。",
    )
    CLOSE_YES = ("Close the program", "关闭程序")
    CONTINUE = ("Go on", "继续")
    STATE_DONE = ("done", "已完成")
    STATE_NEXT = ("can be done now", "现在可做")
    STATE_OPEN = ("open", "未做")
    STATE_WARN = ("done with a fault", "已做但有误")
    NO_STAGE = ("Body map", "身体图")
    NO_STAGE_SAYS = (
        "The 3D view is not available on this computer. Everything can be done here.",
        "这台电脑无法显示三维场景，所有操作都可以在这里完成。",
    )

    # keyboard help
    KEY_WHERE = ("Choose where on the patient, then what", "选择患者部位，再选择操作")
    KEY_PICK = ("Pick an entry of the open menu", "选择菜单中的条目")
    KEY_MOVE = ("Move inside lists and menus", "在列表和菜单中移动")
    KEY_TAB = ("Go to the next or previous part", "转到下一个或上一个区域")
    KEY_ENTER = ("Do what is marked", "执行所选内容")
    KEY_ESC = ("One level back, put the item down", "返回上一级，放下器材")
    KEY_CAMERA = ("Views while no menu is open", "切换视角（未打开菜单时）")
    KEY_HELP = ("This page", "本页")
    KEY_PLAY = ("Play or pause", "播放或暂停")
    KEY_SPEED = ("Replay speed", "播放速度")
    KEY_STEP = ("Five seconds back or forth", "后退或前进五秒")
    KEY_ENDS = ("Beginning, end", "开头、结尾")
    KEY_TURN = ("Timeline, motion, list", "时间线、运动、列表")
    KEY_VIEWS = ("Views", "切换视角")
    KEY_FOLLOW = ("The view follows what is done", "视角跟随操作")
    KEY_ZOOM = ("Zoom the timeline", "缩放时间线")

    # debrief
    DEBRIEF = ("Debrief", "复盘")
    CRITICAL = ("Critical", "关键错误")
    LOST = ("What cost points", "失分之处")
    WELL = ("Went well", "做得好")
    NEXT = ("Next", "接下来练什么")
    SECTIONS = ("Points", "得分")
    AGAIN = ("Practise again", "再练一次")
    AGAIN_HERE = ("Practise from {at}", "从 {at} 练起")
    HOME = ("Home", "首页")
    SAVE_REPORT = ("Save report", "保存报告")
    SAVE_AS = ("Save as {kind}", "保存为 {kind}")
    TIMELINE = ("Timeline", "时间线")
    TABLE = ("List", "列表")
    LANE_EXPECTED = ("expected", "应做")
    LANE_DONE = ("done", "实做")
    COLUMN_EXPECTED = ("Expected", "应做的步骤")
    COLUMN_DONE = ("Done", "实际所做")
    COLUMN_WHO = ("Who", "执行者")
    COLUMN_TIME = ("Time", "时间")
    COLUMN_VERDICT = ("Judgement", "判断")
    ZOOM_IN = ("Zoom in", "放大")
    ZOOM_OUT = ("Zoom out", "缩小")
    PLAY = ("Play", "播放")
    PAUSE = ("Pause", "暂停")
    SPEED = ("Speed", "播放速度")
    FOLLOW = ("Follow", "跟随")
    COMPARE = ("Reference beside", "对照示范")
    COMPARE_WAIT = ("The reference learner is performing…", "正在生成示范……")
    COMPARE_OWN = ("You {at}", "本次 {at}")
    COMPARE_OTHER = ("Reference {at}", "示范 {at}")
    SCRUB = ("Moment of the session", "练习中的时刻")
    NO_FINDINGS = ("No points were lost.", "没有失分。")


def say(word: Enum, language: Language, **values: str | int) -> str:
    """The text of `word` (a member of a table of texts such as `Word`) in `language`, every `{name}` filled in.

    Raises KeyError where a value is missing.
    """
    text: str = word.value[LANGUAGES.index(language)]
    return text.format_map(values) if values or "{" in text else text


_MODES: Final[Mapping[str, Word]] = {
    "learn": Word.MODE_LEARN,
    "practise": Word.MODE_PRACTISE,
    "assess": Word.MODE_ASSESS,
}


def mode_name(mode: str, language: Language) -> str:
    """What a mode is called; one that is not known, such as none at all, is shown as it is written."""
    return say(_MODES[mode], language) if mode in _MODES else mode


def clock_text(seconds: float) -> str:
    """A duration as `mm:ss`, or `h:mm:ss` from one hour on; the second that has begun does not count yet."""
    whole = max(0, int(seconds))
    hours, rest = divmod(whole, 3600)
    minutes, left = divmod(rest, 60)
    return f"{hours}:{minutes:02d}:{left:02d}" if hours else f"{minutes:02d}:{left:02d}"
