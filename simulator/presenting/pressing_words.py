"""Fixed texts around compressions of the chest: what moves the hands, what is shown, how it went."""

from enum import Enum, unique


@unique
class PressingWord(Enum):
    """A fixed text: (English, Chinese)."""

    # in one line: what moves the learner's hands
    BY_KEYS = (
        "Each compression: hold ↓ for a moment, let go. Longer is deeper.",
        "每次按压：按住 ↓ 片刻再松开，按得越久越深。",
    )
    BY_POINTER = (
        "Each compression: hold ↓ or the mouse button for a moment, let go. Longer is deeper.",
        "每次按压：按住 ↓ 或鼠标键片刻再松开，按得越久越深。",
    )
    BY_PAD = ("Game pad: right stick down, B stops.", "手柄：右摇杆向下，B 键停止。")
    BY_CUBE = (
        "Or hold the head cube above the table and push it {count} mm down each time.",
        "或将头部方块悬于桌面上方，每次下压 {count} mm。",
    )
    OTHER = ("{who} presses the chest.", "{who}正在按压。")
    COUNTED = ("{count} / {of}", "{count} / {of}")
    COUNT = ("{count}", "{count} 次")

    # the gauge
    TITLE = ("Compressions", "胸外按压")
    DEPTH = ("depth", "深度")
    RATE = ("rate", "频率")
    PER_MIN = ("{count} /min", "{count} 次/分")
    RECOIL = ("recoil", "回弹")
    FULL = ("full", "充分")
    LEFT = ("{count} mm left", "余 {count} mm")
    NONE = ("–", "–")

    # how it went
    WENT = (
        "{action}: {count}, {rate} a minute, {depth} mm deep. {advice}",
        "{action}：{count} 次，每分钟 {rate} 次，深 {depth} mm。{advice}",
    )
    FEW = ("{action}: {count} only.", "{action}：仅 {count} 次。")
    TIME_UP = ("The time was over before all {of} were done. ", "时间已到，未做满 {of} 次。")
    GOOD = ("Good compressions.", "按压质量良好。")
    DEEPER = ("Press deeper: 50 to 60 mm.", "再深一些：50～60 mm。")
    LESS_DEEP = ("Not so deep: 50 to 60 mm.", "不要过深：50～60 mm。")
    FASTER = ("Faster: 100 to 120 a minute.", "再快一些：每分钟100～120次。")
    SLOWER = ("Slower: 100 to 120 a minute.", "再慢一些：每分钟100～120次。")
    COME_UP = ("Let the chest come up wholly each time.", "每次按压后让胸廓充分回弹。")

    # in the debrief and in reports
    CHART = ("Depth of the chest, mm", "按压深度，mm")
    BAND = ("{low}–{high} mm", "{low}–{high} mm")
    SUMMARY = ("{rate} /min · {depth} mm", "{rate} 次/分 · {depth} mm")
    COLUMN_SERIES = ("Series", "按压组")
    COLUMN_COUNT = ("Compressions", "次数")
    COLUMN_RATE = ("Rate, /min: mean (least–most)", "频率，次/分：平均（最低–最高）")
    COLUMN_DEPTH = ("Depth, mm: mean (least–most)", "深度，mm：平均（最浅–最深）")
    COLUMN_LEFT = ("Not come up, mm: mean / most", "未回弹，mm：平均 / 最多")
    ABOUT = (
        "Measured on a model of a chest, a spring under two hands: figures for practice, not of a patient.",
        "由胸廓模型（双手下的弹簧）测得，仅供练习，不代表真实患者。",
    )
