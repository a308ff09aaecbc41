"""At the patient's side: the signs of the moment, and what an examination answers."""

from collections.abc import Sequence

from simulator.core import events as ev
from simulator.core.physiology.nerves import nerves
from simulator.core.physiology.signs import Signs
from simulator.core.physiology.watch import Present, Watch
from simulator.core.scene import ActionRule, Scene
from simulator.core.twin.movement import Movement
from simulator.presenting import examining, vitalsigns, wording

_Key = tuple[float, str, str]


class Bedside:
    """One patient of one session. `follow` tells what happened so far; the rest asks about it."""

    def __init__(self, scene: Scene, seed: int = 0) -> None:
        self._scene = scene
        self._facts: Sequence[ev.Event] = ()
        self._movements: Sequence[Movement] = ()
        self._now = Watch(scene, seed)
        self._then = Watch(scene, seed)  # answers are about earlier moments, in their order
        self._seen: dict[_Key, tuple[Present, examining.Looked | None, examining.Looked | None]] = {}

    def follow(self, facts: Sequence[ev.Event], movements: Sequence[Movement] = ()) -> "Bedside":
        """These are the facts and handlings so far, in the order of time."""
        self._facts, self._movements = facts, movements
        return self

    def signs(self, at_s: float) -> Signs:
        """The signs at `at_s` (s)."""
        return self._now.at(self._facts, self._movements, at_s).signs

    def answer(self, event: ev.ActionFinished, language: str) -> str:
        """What was found out by an action, as it was when it ended; or nothing."""
        rule = self._scene.actions[event.action]
        if not _answers(rule):
            return ""
        self._look()
        present, looked, before = self._seen.get(_key(event)) or (self._at(event), None, None)
        if looked is not None:
            return examining.told(looked, present.signs, before, language)
        return wording.answer(self._scene, event, language, vitalsigns.words(present.signs))

    def _look(self) -> None:
        """Take in the examinations since the last time: each one is as it was at its moment, and stays so."""
        asked: examining.Looked | None = None
        by_hand: examining.Looked | None = None
        for event in self._facts:
            if not isinstance(event, ev.ActionFinished) or event.action not in self._scene.actions:
                continue
            rule = self._scene.actions[event.action]
            if not _answers(rule):
                continue
            key = _key(event)
            if key not in self._seen:
                present, looked = self._at(event), None
                if rule.examines is not None:
                    # A journal of an older scene may hold an answer that this one has not: then it tells least.
                    extent = rule.examines.extents.get(event.choices.get(rule.examines.choice, ""), "asked")
                    looked = examining.Looked(extent, nerves(present.cord))
                self._seen[key] = (present, looked, asked if looked and looked.extent == "asked" else by_hand)
            looked = self._seen[key][1]
            asked = looked or asked
            by_hand = looked if looked and looked.extent != "asked" else by_hand

    def _at(self, event: ev.ActionFinished) -> Present:
        return self._then.at(self._facts, self._movements, event.at_s)


def _answers(rule: ActionRule) -> bool:
    return rule.answer is not None or bool(rule.answer_with) or rule.examines is not None


def _key(event: ev.ActionFinished) -> _Key:
    return (event.at_s, event.action, event.actor)
