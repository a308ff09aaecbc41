"""Fixed texts of the author's window."""

from enum import Enum, unique


@unique
class AuthorWord(Enum):
    """A fixed text: (English, Chinese)."""

    TITLE = ("Authoring", "编写")
    ORDER = ("Order of the steps", "步骤顺序")
    CONTENTS = ("Contents", "内容")
    PROBLEMS = ("Problems", "问题")
    NO_PROBLEM = ("No problem found: every order can be performed.", "未发现问题：所有顺序均可完成。")
    PROVING = ("Looking for problems…", "正在检查…")
    BROKEN = (
        "The file has errors. Below is its last version without them.",
        "文件有错误，下方显示的是上一个无错误的版本。",
    )
    NEVER_GOOD = ("The file has errors, and there was no version without them yet.", "文件有错误，尚无可显示的版本。")
    STEPS = ("Steps", "步骤")
    ACTIONS = ("Actions", "操作")
    PEOPLE = ("People", "人员")
    EQUIPMENT = ("Equipment", "器材")
    PLACES = ("Places of its own", "自定义位置")
    EVENTS = ("What happens by itself", "自行发生的事件")
    VIEWS = ("Views", "视角")
    LINE = ("line {line}", "第{line}行")
    LINE_OF = ("{file}, line {line}", "{file} 第{line}行")
    ANY_ORDER = ("in any order", "顺序不限")
    ONE_OF = ("one of", "任选其一")
    OPTIONAL = ("may be left out", "可省略")
    REPEAT = ("again and again", "重复")
    PLAY = ("Play from the start", "从头练习")
    PLAY_FROM = ("Play from here", "从此步练习")
    MOVE = ("Move things", "移动人员和器材")
    MOVE_SAYS = (
        "Drag a person over the floor, or equipment to another place; letting go writes it into the file.",
        "在地面上拖动人员，或把器材拖到其他位置；松开后写入文件。",
    )
    KEEP_VIEW = ("Keep this view", "保存当前视角")
    KEEP_VIEW_SAYS = (
        "Write the camera as it stands now into the view “{view}”.",
        "将当前镜头写入视角“{view}”。",
    )
    UNDO = ("Undo", "撤销")
    WRITTEN = ("Written to the file: {what}", "已写入文件：{what}")
    UNDONE = ("Taken back: {what}", "已撤销：{what}")
    NOT_WRITTEN = ("Not written: {why}", "未写入：{why}")
    CHANGED_SINCE = ("Not taken back: the value was changed in the file since.", "未撤销：文件中的该值已被修改。")
    CANNOT_PLAY = (
        "Nobody can get to this step yet: {why}",
        "目前无法进行到此步：{why}",
    )
