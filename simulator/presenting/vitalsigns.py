"""The patient's signs as the monitor shows them and as words in answers."""

from collections.abc import Mapping

from simulator.core.physiology.signs import Signs
from simulator.core.scene import Scene
from simulator.core.text import Text
from simulator.presenting.practice import Vital

# Where a value is shown in the alarm colour: per minute, mmHg, %. Own choice, near what monitors are delivered with;
# nothing is judged by it.
ALARMS: Mapping[str, tuple[float, float]] = {
    "HR": (50.0, 120.0),
    "BP_SYS": (90.0, 160.0),
    "RR": (10.0, 30.0),
    "SPO2": (90.0, 101.0),
}

SKIN_WORDS: Mapping[str, Text] = {
    "normal": Text("skin warm and dry", "皮肤温暖干燥"),
    "warm-below-neck": Text("skin warm and dry below the neck", "颈部以下皮肤温暖干燥"),
    "warm-below-chest": Text("skin warm and dry below the chest", "胸部以下皮肤温暖干燥"),
    "pale": Text("skin pale and cold", "皮肤苍白、发凉"),
    "cold-wet": Text("skin pale, cold and wet", "皮肤苍白、湿冷"),
    "blue": Text("lips blue", "口唇发绀"),
}
BREATHING_WORDS: Mapping[str, Text] = {
    "normal": Text("calm and deep", "平稳"),
    "shallow": Text("shallow", "浅"),
    "belly": Text("shallow and from the belly", "浅，以腹式为主"),
    "failing": Text("shallow and failing", "浅弱，呼吸衰竭"),
    "none": Text("no breath at all", "无自主呼吸"),
}
CHEST_WORDS: Mapping[str, Text] = {
    "free": Text("The chest rises freely, no strap holds it back.", "胸廓起伏自如，固定带不影响呼吸。"),
    "bound": Text("The strap holds the chest, it hardly rises.", "胸部固定带过紧，胸廓起伏受限。"),
    "belly-bound": Text("A strap presses on the belly and hinders breathing.", "固定带压迫腹部，影响呼吸。"),
}
AIRWAY_WORDS: Mapping[str, Text] = {
    "free": Text("The airway is free.", "气道通畅。"),
    "covered": Text("A hand covers mouth and nose.", "口鼻被手遮盖。"),
    "blocked": Text("The airway is blocked.", "气道阻塞。"),
}
PULSE_WORDS: tuple[tuple[float, Text], ...] = (
    (90.0, Text("pulses are there", "脉搏可触及")),
    (70.0, Text("pulses are weak", "脉搏弱")),
    (1.0, Text("pulses are hardly felt", "脉搏几乎摸不到")),
    (-1.0, Text("there is no pulse", "无脉搏")),
)
"""From which systolic pressure (mmHg) on a pulse feels how: own choice."""


def monitor(scene: Scene, signs: Signs) -> tuple[Vital, ...]:
    """The patient's monitor: the signs that the scene gives, as they are now."""
    given, now = scene.patient.vitals, signs.values
    shown = []
    if "HR" in given:
        shown.append(Vital("HR", f"{now['HR']:.0f}", "heart", "/min", _alarms(now, "HR")))
    if "BP_SYS" in given and "BP_DIA" in given:
        both = f"{now['BP_SYS']:.0f}/{now['BP_DIA']:.0f}"
        shown.append(Vital("BP", both, "pressure", "mmHg", _alarms(now, "BP_SYS")))
    if "RR" in given:
        shown.append(Vital("RR", f"{now['RR']:.0f}", "breath", "/min", _alarms(now, "RR")))
    if "SPO2" in given:
        shown.append(Vital("SpO₂", f"{now['SPO2']:.0f}", "oxygen", "%", _alarms(now, "SPO2")))
    return tuple(shown)


def on_stage(scene: Scene, signs: Signs) -> Mapping[str, float | None]:
    """The same for the monitor on the stage."""
    return {name: value if name in scene.patient.vitals else None for name, value in signs.values.items()}


def words(signs: Signs) -> Mapping[str, Text | str]:
    """What the placeholders of `core.physiology.placeholders` stand for at this moment."""
    return {
        "HR": f"{signs.hr:.0f}",
        "BP": f"{signs.bp_sys:.0f}/{signs.bp_dia:.0f}",
        "RR": f"{signs.rr:.0f}",
        "SPO2": f"{signs.spo2:.0f}",
        "skin": SKIN_WORDS[signs.skin],
        "breathing": BREATHING_WORDS[signs.breathing],
        "chest": CHEST_WORDS[signs.chest],
        "airway": AIRWAY_WORDS[signs.airway],
        "pulse": pulse(signs),
    }


def pulse(signs: Signs) -> Text:
    """How the pulses feel."""
    return next(text for least, text in PULSE_WORDS if signs.bp_sys >= least)


def _alarms(now: Mapping[str, float], name: str) -> bool:
    low, high = ALARMS[name]
    return not low <= round(now[name]) <= high
