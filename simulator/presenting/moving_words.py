"""Fixed texts around a movement: what moves the hands, who holds the head, what is measured, how it went."""

from enum import Enum, unique


@unique
class MovingWord(Enum):
    """A fixed text: (English, Chinese)."""

    # in one line: what moves the learner's hands
    BY_POINTER = (
        "Your hands: drag ← → turns, ↑ ↓ lifts, right button → pulls; or arrows, Page ↑ pulls.",
        "你的双手：拖动 ← → 转动，↑ ↓ 升降，右键 → 牵引；或用方向键，Page ↑ 牵引。",
    )
    BY_KEYS = (
        "Your hands: arrow keys turn ← → and lift ↑ ↓, Page ↑ pulls, Page ↓ gives way.",
        "你的双手：方向键 ← → 转动，↑ ↓ 升降，Page ↑ 牵引，Page ↓ 放松。",
    )
    BY_PAD = (
        "Game pad: left stick turns, right stick lifts, right shoulder button pulls, left gives way, B stops.",
        "手柄：左摇杆转动，右摇杆升降，右肩键牵引，左肩键放松，B 键停止。",
    )
    BOARD_BY_POINTER = (
        "Your corner of the board: drag ↑ ↓ to lift. Or arrow keys.",
        "你抬的板角：拖动 ↑ ↓ 升降；也可用方向键。",
    )
    BOARD_BY_KEYS = ("Your corner of the board: arrow keys ↑ ↓ lift.", "你抬的板角：方向键 ↑ ↓ 升降。")
    BOARD_BY_PAD = ("Game pad: right stick lifts, B stops.", "手柄：右摇杆升降，B 键停止。")

    # where they do not count
    NOBODY_HOLDS = ("Nobody holds the head. Stop, and take it first.", "无人扶持头部。请先停止并扶住头部。")
    OTHER_HOLDS = ("{who} holds the head; you lead by word.", "{who}扶持头部，你用口令指挥。")
    FIXED = ("The head is fixed; you lead by word.", "头部已固定，你用口令指挥。")
    NOT_YOURS = ("Your hands do not guide this movement.", "这一动作不由你的双手引导。")

    # keyboard help
    KEY_HANDS = ("Your hands, while they lead a movement", "引导动作时移动双手")
    KEY_STOP = ("Stop a movement", "停止动作")

    # signs of what goes on
    STOP = ("Stop", "停")
    SECONDS = ("{count} s", "{count} 秒")
    AXIS_TURN = ("turn", "转动")
    AXIS_HEIGHT = ("height", "高度")
    CHART = ("Motion at {level}, last {count} s", "{level} 节段活动（最近 {count} 秒）")

    LAID_BACK = ("The team brings the patient back.", "队员将患者放回原位。")
    LAID_BACK_WITH_YOU = (
        "The team brings the patient back: stay with the shoulders.",
        "队员将患者放回原位：头部继续随肩部移动。",
    )

    # how it went
    WENT_WELL = (
        "{action}: little motion exposure at {level} ({share} of 1). Head and trunk moved as one.",
        "{action}：{level} 运动暴露低（{share}，上限 1），头与躯干保持一体。",
    )
    WENT_RAISED = (
        "{action}: raised motion exposure at {level} ({share} of 1), {cause}. {advice}",
        "{action}：{level} 运动暴露升高（{share}，上限 1），{cause}。{advice}",
    )
    WENT_HIGH = (
        "{action}: high motion exposure at {level} ({share} of 1), {cause}. {advice}",
        "{action}：{level} 运动暴露高（{share}，上限 1），{cause}。{advice}",
    )
    HEAD_IN_LINE = ("The head is in line with the trunk.", "头部已与躯干成一线。")
    HEAD_OFF_LINE = (
        "The head is still {count}° out of line. Click the head to bring it in line.",
        "头部仍偏离中线{count}°。点击头部，将其转回中立位。",
    )
    CAUSE_ANGLE = ("{plane} {peak}°", "{plane} {peak}°")
    CAUSE_FORCE = ("{peak} N along the neck", "沿颈部受力 {peak} 牛")
    ADVICE_TURN = ("Turn the head with the shoulders, not before or after.", "头部应与双肩同步转动，不早不晚。")
    ADVICE_SIDE = ("Let your hands rise as the shoulders rise.", "双手应随双肩同步升高。")
    ADVICE_NOD = ("Keep the height steady, and do not pull.", "保持高度平稳，不要牵拉。")
    ADVICE_PULL = ("Hold the head without pulling or pushing.", "扶住头部，不牵拉也不下压。")
    ADVICE_SLOWLY = ("Move the head slowly, and stop in line with the trunk.", "缓慢移动头部，与躯干成一线即停。")
    ADVICE_NOBODY = ("Nobody held the head: take it before the team moves.", "无人扶持头部：全队移动前应先扶住头部。")
    ADVICE_TEAM = ("Brief, ask and count, so that all set out together.", "先说明、询问、发口令，使全队同时开始。")
    FAILED = (
        "{action}: the movement could not be computed and was ended. The session goes on.",
        "{action}：该动作无法计算，已结束；练习继续进行。",
    )
