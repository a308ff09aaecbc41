"""Makes the practice screen's view from the state of a session."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from simulator.core import events as ev
from simulator.core.scene import ActionRule, Scene
from simulator.core.state import State
from simulator.core.twin import chance
from simulator.presenting import laying_out, vitalsigns, wording
from simulator.presenting.bedside import Bedside
from simulator.presenting.judging_words import JudgingWord
from simulator.presenting.language import Language, Word, clock_text, say
from simulator.presenting.practice import (
    Actor,
    CameraPreset,
    Choice,
    LogLine,
    MenuEntry,
    Movement,
    Option,
    PhaseLines,
    PracticeView,
    Region,
    StepLine,
    Toast,
)

GROUND = "ground"
"""The id of the free floor beside the patient, where equipment is laid ready."""


@dataclass(frozen=True, slots=True)
class Standing:
    """Where the learner stands in the protocol: which steps can come next, which are done and when, which with a
    fault (by the last judgement), which of the next were done before and need not be done again, and which of them were
    done before and have to be done again because what came of it holds no longer."""

    next_steps: frozenset[str] = frozenset()
    done_s: Mapping[str, float] = field(default_factory=dict)
    faulty: frozenset[str] = frozenset()
    complete: bool = False
    again: frozenset[str] = frozenset()
    undone: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Screen:
    """What belongs to the screen alone and not to the session's state; `seed` orders the answers of its questions,
    `nowhere` are the answers that bring an item to no place."""

    language: Language = "en"
    theme: str = "light"
    camera_id: str = "overview"
    see_through: bool = False
    hint: str = ""
    toast: Toast | None = None
    seed: int = 0
    nowhere: laying_out.Nowhere = frozenset()


def practice_view(
    scene: Scene,
    mode: str,
    state: State,
    at_s: float,
    happened: Sequence[ev.Event],
    standing: Standing,
    movement: Movement,
    screen: Screen,
    faults: Mapping[float, str],
    icons: Mapping[str, str],
    bedside: Bedside | None = None,
) -> PracticeView:
    """The whole practice screen at `at_s` (s). `faults`: time of a fact -> a sentence about what was wrong with it;
    `icons`: model -> path of its icon; `bedside` knows the patient (a new one of seed 0 if None)."""
    lang = screen.language
    patient = bedside or Bedside(scene, screen.seed).follow(happened)
    silent = mode == "assess"
    goal, goal_help = ("", "") if silent else _goal(scene, standing, lang)
    return PracticeView(
        title=scene.title[lang],
        subtitle=scene.subtitle[lang],
        mode=mode,
        clock_s=at_s,
        language=lang,
        theme=screen.theme,
        vitals=vitalsigns.monitor(scene, patient.signs(at_s)),
        movement=movement,
        goal=goal,
        goal_help=goal_help,
        phases=() if silent else _phases(scene, standing, lang),
        log=_log(scene, happened, lang, {} if silent else faults, silent, patient),
        items=laying_out.tray(scene, state, mode, lang, icons, screen.nowhere),
        regions=regions(scene, lang, screen.seed),
        people=people(scene, lang, screen.seed),
        commands=_commands(scene, standing, mode, lang, screen.seed, can_stop=movement.can_stop),
        cameras=tuple(CameraPreset(id_, view.name[lang]) for id_, view in scene.views.items()),
        camera_id=screen.camera_id,
        toast=screen.toast if screen.toast and not (silent and screen.toast.tone) else None,
        hint="" if silent else screen.hint,
        see_through=screen.see_through,
        complete=standing.complete,
    )


def hint(scene: Scene, standing: Standing, language: Language, *, where: bool = False) -> str:
    """One sentence that helps on: the hint of the first step that can come next; with `where` also where to find it.

    What was done and only may be done again is the last to be hinted at: a circle of such steps would never end. What
    was done and is undone again is told as that. When all is done, what is left is to finish.
    """
    can_come = [id_ for id_ in scene.steps if id_ in standing.next_steps]
    first = next((id_ for id_ in can_come if id_ not in standing.again), can_come[0] if can_come else None)
    if standing.complete and (first is None or first in standing.again):
        return say(Word.HINT_FINISH, language)
    if first is None:
        return ""
    rule = scene.steps[first]
    said = rule.hint[language]
    if first in standing.undone:
        said = say(Word.HINT_AGAIN, language, step=rule.name[language], hint=said)
    if not where:
        return said
    offered = regions(scene, language)
    places = [place.text for place in offered if any(entry.action_id == rule.action for entry in place.entries)]
    if scene.actions[rule.action].command:
        places = [say(Word.TEAM, language)]
    order = wording.capital(scene.actions[rule.action].name[language])
    return say(Word.HINT_WHERE, language, hint=said, where=" / ".join(places[:2]), order=order)


def regions(scene: Scene, language: Language, seed: int = 0) -> tuple[Region, ...]:
    """Every place on the patient, and the floor beside, with what can be done there; right and wrong alike.

    A scene may call the floor otherwise: it is one of its regions then.
    """
    beside = [id_ for id_, rule in scene.actions.items() if (rule.using and not rule.on) or GROUND in rule.on]
    name = scene.regions[GROUND][language] if GROUND in scene.regions else say(JudgingWord.GROUND, language)
    ground = Region(GROUND, name, tuple(entry(scene, a, language, seed=seed) for a in beside))
    on_body = tuple(
        Region(
            id_,
            name[language],
            tuple(entry(scene, a, language, seed=seed) for a, rule in scene.actions.items() if id_ in rule.on),
        )
        for id_, name in scene.regions.items()
        if id_ != GROUND
    )
    return (*on_body, ground) if beside else on_body


def people(scene: Scene, language: Language, seed: int = 0) -> tuple[Region, ...]:
    """Every person of the team with what they can be told to do; right and wrong alike."""

    def told(id_: str, action: str) -> MenuEntry:
        offered = entry(scene, action, language, seed=seed)
        return replace(offered, actors=tuple(actor for actor in offered.actors if actor.actor_id == id_))

    return tuple(
        Region(id_, who.name[language], tuple(told(id_, a) for a, rule in scene.actions.items() if id_ in rule.by))
        for id_, who in scene.team.items()
    )


def entry(
    scene: Scene, action: str, language: Language, *, primary: bool = False, enabled: bool = True, seed: int = 0
) -> MenuEntry:
    """An action as it is offered; `seed` is the session's."""
    rule = scene.actions[action]
    return MenuEntry(
        action_id=action,
        text=wording.capital(rule.name[language]),
        choices=tuple(_choice(action, name, rule, language, seed) for name in rule.choices),
        actors=tuple(Actor(id_, scene.team[id_].name[language]) for id_ in rule.by),
        key=rule.key or "",
        item=rule.using or "",
        enabled=enabled,
        primary=primary,
    )


def _choice(action: str, name: str, rule: ActionRule, language: Language, seed: int) -> Choice:
    """A question with its answers in an order of this session's own: an author writes the right one first too often."""
    asked = rule.choices[name]
    order = sorted(asked.options, key=lambda value: chance.named(seed, action, name, value))
    options = tuple(Option(value, wording.capital(asked.options[value][language])) for value in order)
    return Choice(name, asked.name[language], options)


def _commands(
    scene: Scene, standing: Standing, mode: str, language: Language, seed: int, *, can_stop: bool
) -> tuple[MenuEntry, ...]:
    """The words to the team, always in the scene's order. Only the word to stop can be of no use at all; whatever else
    is not possible now is ordered and refused with a reason, as that is an error to learn from."""
    wanted = {scene.steps[id_].action for id_ in standing.next_steps} if mode == "learn" else set()
    return tuple(
        entry(scene, id_, language, primary=id_ in wanted, enabled=can_stop or not rule.stops, seed=seed)
        for id_, rule in scene.actions.items()
        if rule.command
    )


def _goal(scene: Scene, standing: Standing, language: Language) -> tuple[str, str]:
    """The goal of the first phase that is not done."""
    for phase in scene.phases:
        if any(step in standing.next_steps for step in phase.steps):
            return phase.goal[language], phase.help[language]
    last = scene.phases[-1] if scene.phases else None
    return (last.goal[language], last.help[language]) if last else ("", "")


def _phases(scene: Scene, standing: Standing, language: Language) -> tuple[PhaseLines, ...]:
    return tuple(
        PhaseLines(
            phase.id, phase.goal[language], tuple(_step_line(scene, step, standing, language) for step in phase.steps)
        )
        for phase in scene.phases
    )


def _step_line(scene: Scene, step: str, standing: Standing, language: Language) -> StepLine:
    name = scene.steps[step].name[language]
    if step in standing.done_s:
        state = "warn" if step in standing.faulty else "done"
        return StepLine(step, name, state, clock_text(standing.done_s[step]))
    return StepLine(step, name, "next" if step in standing.next_steps else "open")


def _log(
    scene: Scene,
    happened: Sequence[ev.Event],
    language: Language,
    faults: Mapping[float, str],
    with_refusals: bool,
    patient: Bedside,
) -> tuple[LogLine, ...]:
    """What was done or came about by itself, newest first by the time that stands there. Assess shows no messages, so
    a refusal is told here."""
    lines: list[tuple[float, LogLine]] = []

    def add(at_s: float, said: str, tone: str = "") -> None:
        lines.append((at_s, LogLine(clock_text(at_s), said, tone)))

    for event in happened:
        match event:
            case ev.ActionFinished():
                said = " ".join(s for s in (wording.done(scene, event, language), patient.answer(event, language)) if s)
                tone = "warn" if event.at_s in faults or event.started_s in faults else ""
                add(event.started_s, said, tone)
            case ev.ActionStopped():
                add(event.started_s, wording.stopped(scene, event, language))
            case ev.Happened() if said := wording.happened(scene, event.event, language):
                add(event.at_s, said)
            case ev.ActionRefused() if with_refusals and event.action in scene.actions:
                add(event.at_s, wording.refused(scene, event, language))
            case _:
                pass
    lines.sort(key=lambda one: one[0])
    return tuple(line for _, line in reversed(lines))
