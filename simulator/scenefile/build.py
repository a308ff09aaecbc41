"""From the shape of a file to the values of the core. Nothing is checked here: what comes in is right."""

from collections.abc import Mapping
from typing import Any

from simulator.core import procedure as pr
from simulator.core import scene as sc
from simulator.core.physiology.rules import Examination, PhysiologyRule
from simulator.core.text import Text
from simulator.scenefile.shapes import action as act
from simulator.scenefile.shapes import base, case, happening, judging, rubrics, tree
from simulator.scenefile.shapes import physiology as ph
from simulator.scenefile.shapes import twin as tw
from simulator.scenefile.shapes.scene import SceneShape
from simulator.scenefile.shapes.tree import Part


def scene(shape: SceneShape, sha256: str, models: Mapping[str, str]) -> sc.Scene:
    """The scene that the file describes; `sha256` is the hash of its content, `models` the files of its own models."""
    return sc.Scene(
        id=shape.id,
        title=text(shape.title),
        subtitle=text(shape.subtitle),
        summary=text(shape.summary),
        minutes=shape.minutes,
        level=shape.level,
        sha256=sha256,
        patient=_patient(shape.patient),
        team=sc.frozen_map({id_: _person(person) for id_, person in shape.team.items()}),
        stations=sc.frozen_map({id_: _station(station) for id_, station in shape.stations.items()}),
        places=sc.frozen_map({id_: _own_place(place) for id_, place in shape.places.items()}),
        equipment=sc.frozen_map({id_: _item(item) for id_, item in shape.equipment.items()}),
        regions=sc.frozen_map({id_: text(name) for id_, name in shape.regions.items()}),
        conditions=sc.frozen_map({id_: _condition(one) for id_, one in shape.conditions.items()}),
        at_start=tuple(shape.at_start),
        events=sc.frozen_map({id_: _event(event) for id_, event in shape.events.items()}),
        actions=sc.frozen_map({id_: _action(action) for id_, action in shape.actions.items()}),
        steps=sc.frozen_map({id_: _step(id_, step) for id_, step in shape.steps.items()}),
        protocol=node(shape.protocol),
        phases=tuple(
            sc.Phase(phase.id, text(phase.goal), text(phase.help), tuple(phase.steps)) for phase in shape.phases
        ),
        keep=tuple(_kept(kept) for kept in shape.keep),
        never=tuple(_forbidden(forbidden) for forbidden in shape.never),
        limits=tuple(_limited(limit) for limit in shape.limits),
        twin=tuple(_twin_fact(fact) for fact in shape.twin),
        physiology=tuple(_physiology(rule) for rule in shape.physiology),
        rubrics=sc.frozen_map({id_: _rubric(rubric) for id_, rubric in shape.rubrics.items()}),
        views=sc.frozen_map({id_: _view(view) for id_, view in shape.views.items()}),
        picture=shape.picture,
        models=sc.frozen_map(models),
    )


def text(shape: base.TextShape) -> Text:
    """A text in all languages; empty where a language is missing."""
    return Text(shape.en, shape.zh or "")


def node(part: Part) -> pr.Node:
    """A part of the protocol as a node of the core's tree."""
    match part:
        case tree.StepPart():
            return pr.StepNode(part.step, tuple(part.after))
        case tree.ListPart():
            return pr.Sequence(tuple(node(child) for child in part.root))
        case tree.AnyOrderPart():
            return pr.AnyOrder(tuple(node(child) for child in part.any_order))
        case tree.OneOfPart():
            return pr.OneOf(tuple(node(child) for child in part.one_of))
        case tree.OptionalPart():
            return pr.OptionalNode(node(part.optional))
        case tree.RepeatPart():
            return pr.Repeat(node(part.repeat), part.at_most)


def _maybe(shape: base.TextShape | None) -> Text | None:
    return None if shape is None else text(shape)


def _options(with_: Mapping[str, list[str]]) -> Mapping[str, tuple[str, ...]]:
    return sc.frozen_map({choice: tuple(options) for choice, options in with_.items()})


def _patient(shape: case.PatientShape) -> sc.Patient:
    return sc.Patient(
        name=text(shape.name),
        story=text(shape.story),
        figure=shape.figure,
        pose=shape.pose,
        injury=sc.frozen_map(shape.injury),
        vitals=sc.frozen_map(shape.vitals.model_dump(exclude_none=True)),
        head_support=shape.head_support,
        head_turn_deg=shape.head_turn_deg,
        physique=sc.Physique(shape.physique.height_m, shape.physique.mass_kg, shape.physique.build),
    )


def _person(shape: case.PersonShape) -> sc.Person:
    return sc.Person(text(shape.name), shape.figure, _stance(shape.stance), shape.learner)


def _stance(shape: case.StanceShape) -> sc.Stance:
    return sc.Stance(shape.at or "", shape.posture, shape.left, shape.right, shape.look)


def _station(shape: case.StationShape) -> sc.Station:
    return sc.Station(shape.x_m, shape.y_m, shape.facing_deg, shape.posture)


def _own_place(shape: case.RoomPlaceShape | case.BodyPlaceShape) -> sc.OwnPlace:
    match shape:
        case case.RoomPlaceShape():
            point, at = (shape.x_m, shape.y_m, shape.z_m), None
        case case.BodyPlaceShape():
            point, at = (shape.along_m, shape.across_m, shape.out_m), shape.at
    return sc.OwnPlace(point, shape.heading_deg, shape.pitch_deg, shape.tilt_deg, at, shape.fingers or "")


def _item(shape: case.ItemShape) -> sc.Item:
    return sc.Item(text(shape.name), shape.model, shape.place, shape.tray, shape.tool)


def _view(shape: case.ViewShape) -> sc.View:
    x_m, y_m, z_m = shape.target
    return sc.View(
        name=text(shape.name),
        target=(x_m, y_m, z_m),
        distance_m=shape.distance_m,
        azimuth_deg=shape.azimuth_deg,
        elevation_deg=shape.elevation_deg,
        fov_deg=shape.fov_deg,
    )


def _condition(shape: act.ConditionShape) -> sc.Condition:
    return sc.Condition(
        text(shape.name), _maybe(shape.missing), _maybe(shape.present), shape.hands, tuple(shape.any_of)
    )


def _event(shape: happening.EventShape) -> sc.Happening:
    return sc.Happening(
        for_s=shape.for_s,
        while_=tuple(shape.while_),
        unless=tuple(shape.unless),
        starts=tuple(shape.starts),
        ends=tuple(shape.ends),
        says=_maybe(shape.says),
        again=shape.again,
        bars=shape.bars,
        show=sc.Show(
            people=sc.frozen_map({id_: _stance(stance) for id_, stance in shape.show.people.items()}),
            items=sc.frozen_map(shape.show.items),
            patient=shape.show.patient,
        ),
    )


def _choice(shape: act.ChoiceShape) -> sc.Choice:
    return sc.Choice(
        text(shape.name),
        sc.frozen_map({id_: text(o) for id_, o in shape.options.items()}),
        starts=sc.frozen_map({id_: tuple(names) for id_, names in shape.starts.items()}),
        ends=sc.frozen_map({id_: tuple(names) for id_, names in shape.ends.items()}),
    )


def _action(shape: act.ActionShape) -> sc.ActionRule:
    return sc.ActionRule(
        name=text(shape.name),
        done=text(shape.done),
        takes_s=shape.takes_s,
        by=tuple(shape.by),
        on=tuple(shape.on),
        using=shape.using,
        command=shape.command,
        key=shape.key,
        choices=sc.frozen_map({id_: _choice(choice) for id_, choice in shape.choices.items()}),
        requires=tuple(shape.requires),
        unless=tuple(shape.unless),
        starts=tuple(shape.starts),
        ends=tuple(shape.ends),
        hands=shape.hands,
        touches=shape.touches,
        team=tuple(shape.team),
        stoppable=shape.stoppable,
        stops=shape.stops,
        neutral=shape.neutral,
        answer=_maybe(shape.answer),
        answer_with=sc.frozen_map(
            {
                choice: sc.frozen_map({id_: text(said) for id_, said in by.items()})
                for choice, by in shape.answer_with.items()
            }
        ),
        examines=None if shape.examines is None else _examination(shape.examines),
        show=sc.Show(
            people=sc.frozen_map({id_: _stance(stance) for id_, stance in shape.show.people.items()}),
            items=sc.frozen_map(shape.show.items),
            patient=shape.show.patient,
            camera=shape.show.camera,
            stay=shape.show.stay,
        ),
        handling=None if shape.handling is None else _handling(shape.handling),
    )


def _handling(shape: tw.HandlingShape) -> sc.HandlingRule:
    return sc.HandlingRule(
        plan=shape.plan,
        hold_s=shape.hold_s,
        move_s=shape.move_s,
        other=sc.frozen_map({choice: sc.frozen_map(plans) for choice, plans in shape.other.items()}),
        counted=_options(shape.counted),
        pulls_m=sc.frozen_map({choice: sc.frozen_map(ways) for choice, ways in shape.pulls_m.items()}),
        led=tuple(shape.led),
        count=shape.count,
    )


def _examination(shape: ph.ExaminationShape) -> Examination:
    return Examination(shape.choice, sc.frozen_map(shape.extents))


def _physiology(shape: ph.PhysiologyShape) -> PhysiologyRule:
    return PhysiologyRule(shape.effect, shape.action, _options(shape.choose), shape.while_)


def _twin_fact(shape: tw.TwinFactShape) -> sc.TwinFact:
    return sc.TwinFact(
        action=shape.action,
        choose=_options(shape.choose),
        while_=shape.while_,
        collar=shape.collar,
        tie=tuple(shape.tie),
        support=shape.support,
        squeeze=shape.squeeze,
        briefed=bool(shape.briefed),
        asked=bool(shape.asked),
        placed=bool(shape.placed),
        helmet=bool(shape.helmet),
        below=tuple(shape.below),
    )


def _step(id_: str, shape: judging.StepShape) -> pr.StepRule:
    return pr.StepRule(
        id=id_,
        action=shape.action,
        name=text(shape.name),
        why=text(shape.why),
        instead=text(shape.instead),
        hint=text(shape.hint),
        points=shape.points,
        section=shape.section,
        critical=shape.critical,
        with_=_options(shape.with_),
        by=tuple(shape.by),
        wrong=sc.frozen_map(dict[str, str](shape.wrong)),
        share=sc.frozen_map(shape.share),
        within_s=shape.within_s,
        within_of=shape.within_of,
        at_most_s=shape.at_most_s,
        ref=shape.ref,
    )


def _kept(shape: judging.KeptShape) -> pr.Kept:
    return pr.Kept(
        id=shape.id,
        condition=shape.condition,
        from_step=shape.from_step,
        until_step=shape.until_step,
        max_gap_s=shape.max_gap_s,
        points=shape.points,
        critical=shape.critical,
        name=text(shape.name),
        why=text(shape.why),
        instead=text(shape.instead),
        section=shape.section or "",
    )


def _forbidden(shape: judging.ForbiddenShape) -> pr.Forbidden:
    return pr.Forbidden(
        id=shape.id,
        actions=tuple(shape.actions),
        touching=shape.touching,
        with_=_options(shape.with_),
        unless=shape.unless,
        until=shape.until,
        points=shape.points,
        critical=shape.critical,
        name=text(shape.name),
        why=text(shape.why),
        instead=text(shape.instead),
        section=shape.section or "",
        because_of=None if shape.because_of is None else tuple(shape.because_of),
    )


def _limited(shape: judging.LimitShape) -> pr.Limited:
    return pr.Limited(
        id=shape.id,
        track=shape.track,
        measure=shape.measure,
        limit=shape.limit,
        worst=shape.worst,
        over=shape.over,
        critical_over=shape.critical_over,
        critical_level=shape.critical_level,
        from_step=shape.from_step,
        until_step=shape.until_step,
        during=tuple(shape.during),
        together=shape.together,
        by=tuple(shape.by),
        points=shape.points,
        name=text(shape.name),
        why=text(shape.why),
        instead=text(shape.instead),
        section=shape.section or "",
    )


def _rubric(shape: rubrics.RubricShape) -> Mapping[str, Any]:
    # Missing languages are left out, as scoring's texts are plain {language: words}.
    return shape.model_dump(by_alias=True, exclude_none=True)
