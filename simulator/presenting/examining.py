"""What an examination of the limbs tells: pulse, movement and feeling in words. A poorer look tells less."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from simulator.core.physiology.cord import SEGMENTS
from simulator.core.physiology.nerves import ARM_MUSCLES, FULL, LEG_MUSCLES, NORMAL_TOUCH, Nerves, level_of
from simulator.core.physiology.signs import Signs
from simulator.core.text import Text
from simulator.presenting.vitalsigns import pulse

MUSCLES: Mapping[str, Text] = {
    "C5": Text("elbow bend", "屈肘"),
    "C6": Text("wrist", "伸腕"),
    "C7": Text("elbow stretch", "伸肘"),
    "C8": Text("grip", "握力"),
    "T1": Text("finger spread", "手指外展"),
    "L2": Text("hip", "屈髋"),
    "L3": Text("knee", "伸膝"),
    "L4": Text("foot up", "足背屈"),
    "L5": Text("big toe", "伸踇趾"),
    "S1": Text("foot down", "足跖屈"),
}
# Key sensory points (clinical reference 4.4), where the last one that is normal names the line.
PLACES: Mapping[str, Text] = {
    "C1": Text("the crown", "头顶"),
    "C2": Text("the back of the head", "枕部"),
    "C3": Text("the collarbones", "锁骨上窝"),
    "C4": Text("the tops of the shoulders", "肩顶"),
    "C5": Text("the outer elbows", "肘外侧"),
    "C6": Text("the thumbs", "拇指"),
    "C7": Text("the middle fingers", "中指"),
    "C8": Text("the little fingers", "小指"),
    "T1": Text("the inner elbows", "肘内侧"),
    "T2": Text("the armpits", "腋窝"),
    "T4": Text("the nipples", "乳头平面"),
    "T6": Text("the tip of the breastbone", "剑突"),
    "T8": Text("the upper belly", "上腹部"),
    "T10": Text("the navel", "脐"),
    "T12": Text("the groins", "腹股沟"),
    "L2": Text("the front of the thighs", "大腿前侧"),
    "L3": Text("the knees", "膝内侧"),
    "L4": Text("the inner ankles", "内踝"),
    "L5": Text("the backs of the feet", "足背"),
    "S1": Text("the heels", "足跟外侧"),
    "S2": Text("the backs of the knees", "腘窝"),
}
_ARMS, _LEGS = Text("Both arms: {how}", "双上肢：{how}"), Text("both legs: {how}", "双下肢：{how}")
_FEET_ONLY = Text("Both legs: {how}", "双下肢：{how}")
_ALL_FULL, _NOTHING = Text("full strength", "肌力5级"), Text("no movement", "不能活动")
_MUSCLE = Text("{muscle} {grade}", "{muscle}{grade}级")
_AND = Text(", ", "、")
_PULSES = Text("In {where} {pulse}, refill {refill}.", "{where}{pulse}，毛细血管充盈{refill}。")
_FOUR, _FEET = Text("all four limbs", "四肢"), Text("the feet", "双足")
_QUICK, _SLOW = Text("under 2 s", "小于2秒"), Text("slow", "延迟")
QUICK_REFILL_MMHG = 70.0
"""From this systolic pressure on the refill is normal: the pressure is own choice, the 2 s are published (clinical
reference 1.11)."""
_FEELS_ALL = Text("Feeling is normal everywhere.", "感觉正常。")
_DULL = Text("Feeling is normal down to {place}, dull below.", "感觉：{place}以上正常，以下减退。")
_GONE = Text("Feeling is normal down to {place}, gone below.", "感觉：{place}以上正常，以下消失。")
_FOOT_FEELING = (Text("No feeling there.", "足部无感觉。"), Text("Feeling is dull there.", "足部感觉减退。"),
                 Text("Feeling is normal there.", "足部感觉正常。"))  # fmt: skip
_SAYS = Text("The patient says: “{words}”", "患者说：“{words}”")
_ARMS_SAID = (Text("I cannot move my hands.", "我的手动不了。"), Text("My hands are weak.", "我的手没力气。"),
              Text("My hands are all right.", "我的手没事。"))  # fmt: skip
_LEGS_SAID = (Text("I cannot move my legs.", "我的腿动不了。"), Text("My legs are weak.", "我的腿没力气。"),
              Text("I can move my legs.", "我的腿能动。"))  # fmt: skip
_FELT_SAID = (Text("I do not feel my feet.", "脚没有感觉。"), Text("My feet are numb.", "脚发麻。"), Text(""))
_WEAKER = Text("Weaker than at the last check: {muscles}.", "与上次检查相比肌力下降：{muscles}。")
_DULLER = Text("Feeling is worse than at the last check.", "与上次检查相比感觉更差。")
_SAME = Text("No change since the last check.", "与上次检查相比无变化。")
_WORSE_SAID = Text("It is worse than before.", "比刚才更差了。")


@dataclass(frozen=True, slots=True)
class Looked:
    """An examination: how far it went (one of `core.physiology.rules.EXTENTS`) and what the nerves were then."""

    extent: str
    nerves: Nerves


def told(looked: Looked, signs: Signs, before: Looked | None, language: str) -> str:
    """What this examination tells, and what it shows to be changed since the one before."""
    found = looked.nerves
    if looked.extent == "asked":
        said = [text[language] for text in _asked(found)]
        if before is not None and _coarse(found) != _coarse(before.nerves):
            said.append(_WORSE_SAID[language])
        return _SAYS.filled(words=_joined(said, language))[language]
    legs_only = looked.extent == "legs"
    parts = [_pulses(signs, _FEET if legs_only else _FOUR)]
    if legs_only:
        parts += [_stop(_FEET_ONLY.filled(how=_strength(LEG_MUSCLES, found))), _FOOT_FEELING[found.touch["S1"]]]
    else:
        arms, legs = (_strength(muscles, found) for muscles in (ARM_MUSCLES, LEG_MUSCLES))
        both = Text("{arms}; {legs}", "{arms}；{legs}").filled(arms=_ARMS.filled(how=arms), legs=_LEGS.filled(how=legs))
        parts += [_stop(both), _feeling(found)]
    if before is not None:
        parts += _changes(looked, before)
    return _joined((text[language] for text in parts), language)


def _pulses(signs: Signs, where: Text) -> Text:
    return _PULSES.filled(
        where=where, pulse=pulse(signs), refill=_QUICK if signs.bp_sys >= QUICK_REFILL_MMHG else _SLOW
    )


def _strength(muscles: Sequence[str], found: Nerves) -> Text:
    grades = {found.motor[muscle] for muscle in muscles}
    if grades == {FULL}:
        return _ALL_FULL
    if grades == {0}:
        return _NOTHING
    each = [_MUSCLE.filled(muscle=MUSCLES[one], grade=str(found.motor[one])) for one in muscles]
    return _listed(each)


def _feeling(found: Nerves) -> Text:
    level = level_of(Nerves({}, found.touch, found.anal))
    if level == SEGMENTS[-1]:
        return _FEELS_ALL
    above = [place for segment, place in PLACES.items() if SEGMENTS.index(segment) <= SEGMENTS.index(level)]
    lowest = found.touch[SEGMENTS[-1]]
    return (_GONE if lowest == 0 else _DULL).filled(place=above[-1])


def _changes(looked: Looked, before: Looked) -> list[Text]:
    """Only what both looks have seen can be compared."""
    muscles = LEG_MUSCLES if "legs" in (looked.extent, before.extent) else (*ARM_MUSCLES, *LEG_MUSCLES)
    weaker = [MUSCLES[one] for one in muscles if looked.nerves.motor[one] < before.nerves.motor[one]]
    felt = ("S1",) if "legs" in (looked.extent, before.extent) else SEGMENTS
    duller = any(looked.nerves.touch[one] < before.nerves.touch[one] for one in felt)
    changes = [_WEAKER.filled(muscles=_listed(weaker))] if weaker else []
    return [*changes, _DULLER] if duller else changes or [_SAME]


def _coarse(found: Nerves) -> tuple[int, int, int]:
    """What a patient can tell by himself of hands, legs and feet: 0 nothing, 1 less, 2 as ever."""

    def moves(muscles: Iterable[str]) -> int:
        grades = [found.motor[one] for one in muscles]
        return 0 if max(grades) == 0 else 2 if min(grades) == FULL else 1

    return (moves(ARM_MUSCLES[1:]), moves(LEG_MUSCLES), min(found.touch["S1"], NORMAL_TOUCH))


def _asked(found: Nerves) -> list[Text]:
    arms, legs, felt = _coarse(found)
    return [_ARMS_SAID[arms], _LEGS_SAID[legs], _FELT_SAID[felt]]


def _listed(texts: Sequence[Text]) -> Text:
    return Text(*(_AND[lang].join(text[lang] for text in texts) for lang in ("en", "zh")))


def _stop(text: Text) -> Text:
    return Text(text.en + ".", text.zh + "。")


def _joined(sentences: Iterable[str], language: str) -> str:
    return ("" if language == "zh" else " ").join(one for one in sentences if one)
