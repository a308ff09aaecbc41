"""Fixed texts about how the patient was moved, in the debrief and in reports; used by `language.say`."""

from enum import Enum, unique


@unique
class MotionWord(Enum):
    """A fixed text: (English, Chinese)."""

    MOTION = ("Motion", "运动")
    MOVED = ("How the patient was moved", "患者被移动的情况")
    INJURED = ("{level}, injured", "{level}（损伤节段）")
    HEAD = ("Head against trunk", "头部相对躯干")
    TURN = ("turn", "旋转")
    SIDE = ("side", "侧屈")
    NOD = ("nod", "屈伸")
    TURN_SIDE_COUNT = ("{degrees}° side, turn", "{degrees}° 侧屈、旋转")
    NOD_COUNTS = ("{degrees}° nod", "{degrees}° 屈伸")
    LIMIT = ("limit {degrees}°", "限度 {degrees}°")
    EXPOSURE_WITH_LEVEL = ("Motion exposure {level}", "{level} 运动暴露")
    EXPOSURE = ("Motion exposure", "运动暴露")
    RED_FROM = ("red from {level}", "{level} 起为红区")
    SUMMARY = ("exposure {peak}", "暴露 {peak}")
    STOPPED = ("stopped", "已中止")
    FAILED = ("broken off by the program", "程序中断")
    BACK = ("{name}: set back", "{name}：放回")
    SETTLING = ("Nobody at the head", "头部无人扶持")

    # what the measure is not
    NO_PROBABILITY = (
        "Motion exposure (0 to 1) tells how far the level was moved against published angles. It is no probability of "
        "an injury: no clinical study has shown that turning makes patients worse; all direct evidence is motion "
        "measured in cadavers.",
        "运动暴露（0～1）表示该节段的活动相对于文献角度的大小，不是损伤概率：尚无临床研究证明翻身会使患者病情加重，"
        "现有直接证据均为尸体标本上测得的活动度。",
    )

    # columns of the table
    COLUMN_HANDLING = ("Movement", "动作")
    COLUMN_INJURED = ("{level}: nod / side / turn", "{level}：屈伸 / 侧屈 / 旋转")
    COLUMN_AXIAL = ("Force along it", "轴向力")
    COLUMN_EXPOSURE = ("Exposure: peak / mean", "暴露：峰值 / 平均")
    COLUMN_ELSEWHERE = ("Elsewhere: peak", "其他节段：峰值")
    COLUMN_HEAD = ("Head on trunk: nod / side / turn", "头对躯干：屈伸 / 侧屈 / 旋转")
    COLUMN_SPREAD = ("Starts apart", "起动时差")
    COLUMN_TILT = ("Board tilt", "板倾斜")
    COLUMN_HANDS = ("Hands: slipped / lost", "手：滑动 / 脱手")
