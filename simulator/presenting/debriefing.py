"""Makes the debrief's view from a judgement."""

from collections.abc import Mapping, Sequence

from scoring.scorecard import Finding as Judgement
from scoring.scorecard import LaneMove, Scorecard
from scoring.trace import Trace
from simulator.core.scene import Scene
from simulator.core.twin.exposure import RED
from simulator.presenting import wording
from simulator.presenting.advising import advice
from simulator.presenting.debrief import (
    ComparisonRow,
    Curve,
    DebriefView,
    DoneBlock,
    ExpectedBlock,
    Fact,
    Finding,
    SectionScore,
)
from simulator.presenting.due import due_s
from simulator.presenting.judging_words import JudgingWord as Word
from simulator.presenting.language import Language, clock_text, mode_name, say
from simulator.presenting.motion import motion_panels
from simulator.presenting.motion_words import MotionWord
from simulator.presenting.moving import GAUGE_AXES, STILL_DEG, Axis
from simulator.presenting.practice import CameraPreset
from simulator.presenting.welcome import when

_ROW_TONES = {"matched": "ok", "missed": "bad", "extra": "", "late": "warn"}
_ROW_WORDS = {"matched": Word.ROW_RIGHT, "missed": Word.ROW_MISSED, "extra": Word.ROW_EXTRA, "late": Word.ROW_ORDER}


def debrief_view(
    scene: Scene,
    trace: Trace,
    card: Scorecard,
    mode: str,
    started: str,
    language: Language,
    theme: str,
    notice: str = "",
    curves: tuple[Curve, ...] = (),
    occurred: Sequence[tuple[float, str]] = (),
    learner: str = "",
    finished: bool = True,
) -> DebriefView:
    """The whole debrief of one performance, judged by `card`.

    `curves` are shown under the lanes where no handling was measured; `occurred`: what came about by itself. Who broke
    off has neither passed nor failed: without `finished` there is no verdict.
    """
    told = [(at_s, said) for at_s, event in occurred if (said := wording.happened(scene, event, language))]
    due = due_s(card)
    # A consequence stands after what it follows from.
    critical = sorted(
        (f for f in card.findings if f.critical), key=lambda f: ("because_of" in f.evidence, _moment(f, due) or 0.0)
    )
    lost = [f for f in card.findings if not f.critical and f.points > 0]
    coming = advice(scene, card, language)
    ids = {id(f): f"f{n}" for n, f in enumerate(card.findings)}
    faults = _fault_by_act(card)
    rows = tuple(
        _row(scene, trace, move, faults, due, language) for move in card.alignment.moves if not _is_shadow(move)
    )
    return DebriefView(
        title=scene.title[language],
        subtitle=f"{mode_name(mode, language)} · {when(started)}",
        learner=learner,
        verdict=say((Word.PASSED if card.passed else Word.NOT_PASSED) if finished else Word.NOT_FINISHED, language),
        passed=card.passed if finished else None,
        sentence=verdict_sentence(card, language) if finished else say(Word.SO_FAR, language, points=_points(card)),
        length_s=trace.end_s,
        language=language,
        theme=theme,
        facts=_facts(card, trace, language),
        sections=tuple(SectionScore(s.title.get(language, s.id), s.total, s.of) for s in card.sections),
        critical=tuple(_finding(f, ids[id(f)], due, language) for f in critical),
        lost=tuple(_finding(f, ids[id(f)], due, language) for f in lost),
        well=_well(scene, card, language),
        advice=coming,
        first=say(Word.FIRST_NEXT, language, what=coming[0].title) if coming else "",
        expected=tuple(
            ExpectedBlock(_block(m), _step_name(scene, m.step, language), _expected_tone(m))
            for m in card.alignment.moves
            if m.kind in ("matched", "missed")
        ),
        done=(
            *(_done(scene, trace, m, faults, ids, language) for m in card.alignment.moves if m.act is not None),
            *(DoneBlock(f"event{n}", said, at_s, at_s, "event") for n, (at_s, said) in enumerate(told)),
        ),
        curves=exposure_curves(trace, language) or curves,
        motion=motion_panels(scene, trace, card.measures, language),
        rows=_with_events(rows, told, language),
        cameras=tuple(CameraPreset(id_, view.name[language]) for id_, view in scene.views.items()),
        notice=notice,
    )


def curves(samples: Sequence[tuple[float, tuple[float, float, float]]], language: Language) -> tuple[Curve, ...]:
    """The head against the trunk about the axis that came nearest to its limit, or nothing if it never moved.

    `samples`: (time in s, angles in deg: flexion, lateral bending, turn).
    """

    def share(axis: Axis) -> float:
        return max((abs(angles[axis.index]) for _, angles in samples), default=0.0) / axis.limit_deg

    worst = max(GAUGE_AXES, key=share)
    values = tuple(abs(angles[worst.index]) for _, angles in samples)
    if max(values, default=0.0) < STILL_DEG:
        return ()
    text = say(Word.HEAD_CURVE, language, axis=say(worst.name, language))
    return (Curve(text, "°", tuple(at_s for at_s, _ in samples), values, worst.limit_deg),)


def exposure_curves(trace: Trace, language: Language) -> tuple[Curve, ...]:
    """The motion exposure of the injured level through the whole session, nought where nothing is moved; or nothing."""
    tracks = sorted((one for one in trace.tracks if one.name == "injured.exposure"), key=lambda one: float(one.t_s[0]))
    if not tracks:
        return ()
    t_s, values = [0.0], [0.0]
    for track in tracks:
        t_s += [float(track.t_s[0]), *(float(one) for one in track.t_s), float(track.t_s[-1])]
        values += [0.0, *(float(one) for one in track.values), 0.0]
    text = say(MotionWord.EXPOSURE_WITH_LEVEL, language, level=tracks[0].where)
    return (Curve(text, "", (*t_s, trace.end_s), (*values, 0.0), RED),)


def verdict_sentence(card: Scorecard, language: Language) -> str:
    """Why it is passed or not, in one sentence."""
    points = _points(card)
    mark = f"{card.pass_percent:g}"
    number = sum(1 for finding in card.findings if finding.critical)
    if number == 1:
        return say(Word.ONE_CRITICAL, language, points=points)
    if number:
        return say(Word.SOME_CRITICAL, language, count=number, points=points)
    if card.passed:
        flawless = card.total == card.of
        return say(Word.ALL_RIGHT if flawless else Word.ENOUGH, language, points=points, mark=mark)
    return say(Word.TOO_FEW, language, points=points, mark=mark)


def _points(card: Scorecard) -> str:
    return f"{_number(card.total)} / {_number(card.of)}"


def _facts(card: Scorecard, trace: Trace, language: Language) -> tuple[Fact, ...]:
    exposures = [one["injured"]["exposure_peak"] for one in card.measures.get("handlings", ()) if one["measured"]]
    worst = (
        [
            Fact(
                say(MotionWord.EXPOSURE, language),
                f"{max(exposures):.2f}",
                say(MotionWord.RED_FROM, language, level=f"{RED:g}"),
            )
        ]
        if exposures
        else []
    )
    return (
        Fact(say(Word.POINTS, language), _number(card.total), f"/ {_number(card.of)}"),
        *worst,
        Fact(say(Word.TIME, language), clock_text(trace.end_s)),
    )


def _well(scene: Scene, card: Scorecard, language: Language) -> tuple[str, ...]:
    measures = card.measures
    said = [
        say(Word.STEPS_IN_ORDER, language, count=measures["steps_in_order"], of=measures["steps_expected"]),
    ]
    faulty = {f.step for f in card.findings} | {f.rule for f in card.findings}
    broken = {f.rule for f in card.findings if f.kind == "condition_broken"}
    said += [say(Word.KEPT, language, what=rule.name[language]) for rule in scene.keep if rule.id not in broken]
    critical = [rule for rule in scene.steps.values() if rule.critical]
    clean = [rule for rule in critical if rule.id not in faulty]
    if clean and len(clean) == len(critical):
        said.append(say(Word.ALL_CRITICAL_DONE, language))
    return tuple(said)


def _moment(finding: Judgement, due: Mapping[str, float]) -> float | None:
    """When it happened; of what was left out, when it was due."""
    return finding.at_s if finding.at_s is not None else due.get(finding.step or "")


def _finding(finding: Judgement, finding_id: str, due: Mapping[str, float], language: Language) -> Finding:
    if finding.critical:
        points, tone = say(Word.FAILS, language), "bad"
    else:
        points, tone = f"−{_number(finding.points)}", "warn"
    act = finding.evidence.get("act")
    block = f"act{act}" if act is not None else f"step:{finding.step}" if finding.step else ""
    at_s, left_out = _moment(finding, due), finding.at_s is None
    clock = clock_text(at_s) if at_s is not None else ""
    said = say(Word.DUE, language, at=clock) if clock and left_out else clock
    title, text = finding.title[language], finding.text[language]
    return Finding(finding_id, title, text, points, tone, at_s, block, said, left_out and at_s is not None)


def _fault_by_act(card: Scorecard) -> Mapping[int, Judgement]:
    """The worst finding of each act: a card names what weighs most first."""
    found: dict[int, Judgement] = {}
    for finding in card.findings:
        for act in (finding.evidence.get("act"), *finding.evidence.get("again", ())):
            if isinstance(act, int) and act not in found and (finding.critical or finding.points > 0):
                found[act] = finding
    return found


def _is_shadow(move: LaneMove) -> bool:
    """The extra move of a step that was done out of order: its missed move already tells of it."""
    return move.kind == "extra" and move.pair is not None


def _block(move: LaneMove) -> str:
    return f"step:{move.step}"


def _expected_tone(move: LaneMove) -> str:
    if move.kind == "matched":
        return ""
    return "bad" if move.pair is None else "warn"


def _done(
    scene: Scene,
    trace: Trace,
    move: LaneMove,
    faults: Mapping[int, Judgement],
    ids: Mapping[int, str],
    language: Language,
) -> DoneBlock:
    assert move.act is not None
    act = trace.acts[move.act]
    fault = faults.get(move.act)
    fulfils = move.kind == "matched" or move.pair is not None
    tone = "bad" if fault and fault.critical else "warn" if fault else "ok" if move.kind == "matched" else ""
    if move.pair is not None and tone == "":
        tone = "warn"
    return DoneBlock(
        f"act{move.act}",
        scene.actions[act.action].name[language] if act.action in scene.actions else act.action,
        act.start_s,
        act.end_s,
        tone,
        f"step:{move.step}" if fulfils else "",
        ids.get(id(fault), "") if fault else "",
    )


def _row(
    scene: Scene,
    trace: Trace,
    move: LaneMove,
    faults: Mapping[int, Judgement],
    due: Mapping[str, float],
    language: Language,
) -> ComparisonRow:
    late = move.kind == "missed" and move.pair is not None
    index = move.pair if late else move.act
    act = trace.acts[index] if index is not None else None
    fault = faults.get(index) if index is not None else None
    kind = "late" if late else move.kind
    verdict, tone = say(_ROW_WORDS[kind], language), _ROW_TONES[kind]
    if fault is not None and kind != "late":
        verdict, tone = fault.title[language].rpartition("：" if language == "zh" else ": ")[2], "warn"
    if fault is not None and fault.critical:
        tone = "bad"
    return ComparisonRow(
        expected=_step_name(scene, move.step, language) if move.kind != "extra" else "",
        done=scene.actions[act.action].name[language] if act and act.action in scene.actions else "",
        who=scene.team[act.actor].name[language] if act and act.actor in scene.team else "",
        time=clock_text(act.start_s) if act else "",
        verdict=verdict,
        tone=tone,
        at_s=act.start_s if act else due.get(move.step),
    )


def _with_events(
    rows: tuple[ComparisonRow, ...], told: Sequence[tuple[float, str]], language: Language
) -> tuple[ComparisonRow, ...]:
    """The rows with what came about by itself, each before the first thing that was done after it."""
    all_rows = list(rows)
    for at_s, said in told:
        later = (n for n, row in enumerate(all_rows) if row.time and row.at_s is not None and row.at_s > at_s)
        row = ComparisonRow("", said, "", clock_text(at_s), say(Word.ROW_BY_ITSELF, language), "", at_s)
        all_rows.insert(next(later, len(all_rows)), row)
    return tuple(all_rows)


def _step_name(scene: Scene, step: str, language: Language) -> str:
    return scene.steps[step].name[language] if step in scene.steps else step


def _number(value: float) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".")
