"""The reference process SP-A as a protocol for tests: supine patient, long board, log roll, four rescuers."""

from __future__ import annotations

from typing import Any

from scoring.parsing import parse_protocol
from scoring.protocol import Protocol
from scoring.rubric import Rubric, Section, TimeBand
from scoring.rules import Keep, Limit, Never, Reference, StepRule, Texts, Wrong
from scoring.trace import Act, Interval, Trace

TREE: list[Any] = [
    {"step": "secure-scene"},
    {"any_order": [{"step": "speak-to-patient"}, {"step": "hold-head"}]},
    {
        "any_order": [
            {"step": "primary-survey"},
            {"step": "check-csm-before"},
            [{"step": "check-neck"}, {"step": "fit-collar"}],
            {"step": "lay-out-board"},
            {"step": "straighten-limbs", "after": ["primary-survey"]},
        ]
    },
    {"step": "brief-team"},
    {"step": "roll-to-side"},
    {"any_order": [{"step": "inspect-back"}, {"step": "place-board"}]},
    {"step": "roll-back"},
    {"step": "centre-patient"},
    {"any_order": [{"step": "pad-voids"}, {"step": "pad-head"}, {"step": "strap-torso"}]},
    {
        "any_order": [
            [{"step": "fix-head"}, {"step": "release-head"}],
            {"step": "strap-legs"},
            {"step": "secure-arms"},
            {"step": "check-csm-after", "after": ["fix-head", "strap-legs"]},
            {"step": "recheck-breathing"},
            {"step": "lift-board", "after": ["release-head", "check-csm-after"]},
            {"step": "report", "after": ["check-csm-after"]},
        ]
    },
]

POINTS = {
    "secure-scene": 3, "speak-to-patient": 2, "hold-head": 8, "primary-survey": 6, "check-csm-before": 5,
    "check-neck": 4, "fit-collar": 8, "lay-out-board": 2, "straighten-limbs": 3, "brief-team": 4, "roll-to-side": 8,
    "inspect-back": 4, "place-board": 4, "roll-back": 6, "centre-patient": 4, "pad-voids": 2, "pad-head": 2,
    "strap-torso": 7, "fix-head": 7, "release-head": 2, "strap-legs": 3, "secure-arms": 2, "check-csm-after": 6,
    "recheck-breathing": 3, "lift-board": 4, "report": 2,
}

CHINESE = {
    "secure-scene": "确认现场安全", "speak-to-patient": "告知伤员", "hold-head": "固定头部", "fit-collar": "佩戴颈托",
    "strap-torso": "固定躯干", "fix-head": "固定头部装置", "check-csm-after": "复查肢体感觉运动",
}

ACTIONS = {"check-csm-before": "check-csm", "check-csm-after": "check-csm"}

CRITICAL = {"hold-head", "primary-survey", "fit-collar", "strap-torso", "fix-head", "check-csm-after"}

PERFECT = (
    "secure-scene", "speak-to-patient", "hold-head", "primary-survey", "check-csm", "check-neck", "fit-collar",
    "lay-out-board", "straighten-limbs", "brief-team", "roll-to-side", "inspect-back", "place-board", "roll-back",
    "centre-patient", "pad-voids", "strap-torso", "pad-head", "fix-head", "release-head", "strap-legs",
    "secure-arms", "check-csm", "recheck-breathing", "lift-board", "report",
)

BY = {"hold-head": ("leader",), "brief-team": ("leader",), "roll-to-side": ("leader",), "fit-collar": ("r1",)}
WITH = {"fit-collar": {"size": "regular", "way": "upright"}}
SECTIONS = {"prepare": 6, "examine": 10, "immobilise": 15, "move": 20, "fix": 26}


def section(step: str) -> str:
    place = list(POINTS).index(step)
    return next(name for name, end in SECTIONS.items() if place < end)


def protocol() -> Protocol:
    parsed = parse_protocol(TREE)
    assert parsed.protocol is not None, parsed.problems
    return parsed.protocol


def step_rule(name: str) -> StepRule:
    plain = name.replace("-", " ").capitalize()
    return StepRule(
        id=name, action=ACTIONS.get(name, name), with_=WITH.get(name, {}), by=BY.get(name, ()),
        points=POINTS[name], critical=name in CRITICAL, section=section(name),
        wrong={"size": Wrong(0.6, True)} if name == "fit-collar" else {},
        texts=Texts(
            name={"en": plain, "zh": CHINESE.get(name, plain)},
            why={"en": f"Why {name}.", "zh": f"{name}的原因。"},
            instead={"en": f"Instead {name}.", "zh": f"应{name}。"},
        ),
    )


def reference() -> Reference:
    return Reference(
        protocol=protocol(),
        steps=tuple(step_rule(name) for name in POINTS),
        keeps=(
            Keep(
                "head-kept", "head-held", "hold-head", "fix-head", max_gap_s=0.3, full_loss_s=2.0, critical=True,
                points=8, section="immobilise",
                texts=Texts(name={"en": "Hold on the head", "zh": "头部固定"}),
            ),
        ),
        nevers=(
            Never("touched-first", touching=True, until_step="hold-head", critical=True,
                  texts=Texts(name={"en": "the patient was touched before the head was held", "zh": "固定头部前触碰伤员"})),
            Never("head-before-torso", ("fix-head",), unless="torso-strapped", critical=True, points=6, section="fix",
                  texts=Texts(name={"en": "the head was strapped before the torso", "zh": "先固定头部后固定躯干"})),
            Never("soft-stretcher", ("lay-out-board",), with_={"device": "soft"}, points=5, section="prepare",
                  texts=Texts(name={"en": "a soft stretcher was chosen", "zh": "使用软担架"})),
        ),
        limits=(
            Limit("head-trunk", "head-trunk", "peak", 5.0, worst=15.0, critical_over=20.0, from_step="brief-team",
                  until_step="roll-back", points=6, section="move",
                  texts=Texts(name={"en": "Head against trunk", "zh": "头与躯干夹角"})),
        ),
        neutral_actions=frozenset({"look", "measure-neck"}),
        names={"actor:r1": {"en": "rescuer 1", "zh": "救援者一"}, "actor:leader": {"en": "the leader", "zh": "组长"}},
        scene="spinal-transport", scene_sha256="0" * 64,
    )


def rubric() -> Rubric:
    return Rubric(
        "hundred", form="of our own", of=100, pass_percent=70,
        sections=tuple(Section(name, {"en": name.capitalize(), "zh": name}) for name in SECTIONS),
        time=TimeBand(300, 480, 600, points=5, section="fix"),
    )


def acts(actions: tuple[str, ...] = PERFECT, every_s: float = 10.0) -> list[Act]:
    """Acts without a flaw, one every so many seconds, each 5 s long."""
    made = []
    for index, action in enumerate(actions):
        start = (index + 1) * every_s
        by = BY.get(action, ("r2",))[0]
        made.append(Act(action, by, dict(WITH.get(action, {})), start, start + 5.0,
                        touches=action not in ("secure-scene", "speak-to-patient", "lay-out-board", "report")))
    return made


def trace(made: list[Act], gaps: tuple[tuple[float, float], ...] = ()) -> Trace:
    """A trace in which the head is held from hold-head until release-head but for the gaps."""
    first = {act.action: act for act in reversed(made)}
    end_s = max((act.end_s for act in made), default=0.0)
    intervals: list[Interval] = []
    if "hold-head" in first:
        at = first["hold-head"].start_s
        for start, end in gaps:
            intervals.append(Interval("head-held", at, start))
            at = end
        intervals.append(Interval("head-held", at, first["release-head"].end_s if "release-head" in first else None))
    if "strap-torso" in first:
        intervals.append(Interval("torso-strapped", first["strap-torso"].end_s))
    return Trace(tuple(made), tuple(intervals), (), end_s)
