"""What an examination tells depends on the patient, on how far it goes, and on what was found before."""

from dataclasses import replace

import pytest

from simulator.core.events import ActionFinished, Event
from simulator.core.physiology.cord import GRADES, SEGMENTS, CordInjury
from simulator.core.physiology.nerves import KEY_MUSCLES, nerves
from simulator.core.physiology.placeholders import PLACEHOLDERS
from simulator.core.physiology.rules import Examination, PhysiologyRule
from simulator.core.physiology.signs import AIRWAY, BREATHING, CHEST, SKIN
from simulator.core.physiology.watch import signs
from simulator.core.scene import Choice, Scene, frozen_map
from simulator.core.text import Text
from simulator.presenting import vitalsigns
from simulator.presenting.bedside import Bedside
from simulator.presenting.examining import MUSCLES, PLACES, Looked, told
from tests.core.physiology.cases import facts, moved, scene
from tests.small_scene import action, text

NOW = signs(scene(), (), (), 0.0)
B, A = nerves(CordInjury("C5", "B")), nerves(CordInjury("C5", "A"))
FAR = Choice(text("far"), frozen_map({name: text(name) for name in ("four", "feet", "ask")}))
LIMBS = Examination("far", frozen_map({"four": "all", "feet": "legs", "ask": "asked"}))
RED = [0.0, *[12.0] * 45]


def examined(*rules: PhysiologyRule) -> Scene:
    played = scene(rules=rules)
    look = action("look", 2.0, choices=frozen_map({"far": FAR}), examines=LIMBS)
    said = Text("{RR} a minute, {skin}; pulse {HR}. {chest}", "{RR}次/分，{skin}；{HR}。{chest}")
    feel = action("feel", 2.0, answer=said)
    return replace(played, actions=frozen_map({**played.actions, "look": look, "feel": feel}))


def test_every_word_of_the_tables_has_its_text() -> None:
    tables = (vitalsigns.SKIN_WORDS, vitalsigns.BREATHING_WORDS, vitalsigns.CHEST_WORDS, vitalsigns.AIRWAY_WORDS)
    for table, words in zip(tables, (SKIN, BREATHING, CHEST, AIRWAY), strict=True):
        assert tuple(table) == words
        assert all(one.en and one.zh for one in table.values())
    assert tuple(vitalsigns.words(NOW)) == PLACEHOLDERS
    assert tuple(MUSCLES) == KEY_MUSCLES
    assert set(PLACES) <= set(SEGMENTS)


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("grade", GRADES)
@pytest.mark.parametrize("level", SEGMENTS[:-1])
def test_every_injury_can_be_told(level: str, grade: str, language: str) -> None:
    found = nerves(CordInjury(level, grade))
    worse = nerves(CordInjury(level, grade).worse())
    said = [told(Looked(extent, found), NOW, None, language) for extent in ("all", "legs", "asked")]
    said.append(told(Looked("all", worse), NOW, Looked("all", found), language))
    for sentence in said:
        assert not set("{}") & set(sentence)
        assert ".." not in sentence
        assert "。。" not in sentence


def test_the_more_is_looked_at_the_more_is_told() -> None:
    four, feet, ask = (told(Looked(extent, B), NOW, None, "en") for extent in ("all", "legs", "asked"))
    assert "grip 2" in four
    assert "outer elbows" in four
    assert "refill" in four
    assert "Both legs: no movement" in feet
    assert "grip" not in feet
    assert ask == "The patient says: “My hands are weak. I cannot move my legs. My feet are numb.”"
    assert told(Looked("all", nerves(CordInjury("C5", "E"))), NOW, None, "en").count("full strength") == 2


def test_a_change_is_told_only_as_far_as_both_looks_saw_it() -> None:
    assert "No change" in told(Looked("all", B), NOW, Looked("all", B), "en")
    worse = told(Looked("all", A), NOW, Looked("all", B), "en")
    assert "Weaker than at the last check: wrist, elbow stretch" not in worse  # the wrist is as it was
    assert "Weaker than at the last check: elbow stretch, grip." in worse
    assert "Feeling is worse" in worse
    feet = told(Looked("legs", A), NOW, Looked("all", B), "en")
    assert "Weaker" not in feet
    assert "Feeling is worse" in feet
    higher = nerves(CordInjury("C4", "A"))
    assert "worse than before" not in told(Looked("asked", higher), NOW, Looked("all", A), "en")  # nothing he can tell
    assert "worse than before" in told(Looked("asked", A), NOW, Looked("asked", B), "en")


def test_harm_hides_until_the_limbs_are_looked_at_again() -> None:
    played, harm = examined(), (moved(20.0, RED),)
    told_facts = facts(played, (5.0, "look", {"far": "four"}), (40.0, "look", {"far": "feet"}),
                       (50.0, "look", {"far": "four"}), until_s=60.0)  # fmt: skip
    looks = [event for event in told_facts if isinstance(event, ActionFinished)]
    first, feet, last = (Bedside(played).follow(told_facts, harm).answer(event, "en") for event in looks)
    assert "dull below" in first
    assert "last check" not in first
    assert "grip" not in feet
    assert "No feeling there" in feet
    assert "gone below" in last
    unharmed = Bedside(played).follow(told_facts).answer(looks[2], "en")
    assert "No change since the last check." in unharmed


def test_an_answer_is_the_same_when_it_is_asked_at_once_and_when_it_is_asked_in_the_end() -> None:
    bound = PhysiologyRule("chest-bound", "tie", frozen_map({"tension": ("tight",)}), "tied")
    played, harm = examined(bound), (moved(20.0, RED),)
    whole = facts(played, (5.0, "feel", {}), (10.0, "look", {"far": "four"}), (30.0, "tie", {"tension": "tight"}),
                  (60.0, "feel", {}), (70.0, "look", {"far": "four"}), until_s=90.0)  # fmt: skip
    live, happened, at_once = Bedside(played), list[Event](), []
    for event in whole:
        happened.append(event)
        live.follow(happened, harm).signs(event.at_s)
        if isinstance(event, ActionFinished):
            at_once.append(live.answer(event, "en"))
    ended = [event for event in whole if isinstance(event, ActionFinished)]
    later = Bedside(played).follow(whole, harm)
    assert [later.answer(event, "en") for event in reversed(ended)] == list(reversed(at_once))
    assert at_once[0] != at_once[3]
    assert at_once[3].endswith("The strap holds the chest, it hardly rises.")
    assert at_once[2] == ""


def test_an_old_journal_with_an_answer_that_is_gone_tells_least() -> None:
    played = examined()
    event = ActionFinished(5.0, "look", "aide", {"far": "toes"}, 3.0)
    assert Bedside(played).follow((event,)).answer(event, "en").startswith("The patient says")


def test_the_monitor_shows_what_the_scene_gives_and_marks_what_is_out_of_range() -> None:
    shown = vitalsigns.monitor(scene(), NOW)
    assert [(one.label, one.value, one.alarm) for one in shown] == [
        ("HR", "58", False), ("BP", "96/54", False), ("RR", "22", False), ("SpO₂", "95", False),
    ]  # fmt: skip
    ill = replace(NOW, hr=44.0, bp_sys=89.0, rr=31.0, spo2=89.4)
    assert all(one.alarm for one in vitalsigns.monitor(scene(), ill))
    only = scene(vitals={"HR": 60.0})
    assert [one.label for one in vitalsigns.monitor(only, NOW)] == ["HR"]
    assert vitalsigns.on_stage(only, NOW) == {"HR": 58.0, "BP_SYS": None, "BP_DIA": None, "RR": None, "SPO2": None}
