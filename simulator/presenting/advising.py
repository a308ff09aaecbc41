"""What to practise next: three concrete things, what fails the candidate first, then what cost most."""

from collections.abc import Mapping

from scoring.scorecard import Finding, Scorecard
from simulator.core.procedure import Forbidden, Kept, Limited, StepRule
from simulator.core.scene import Scene
from simulator.presenting.debrief import Advice
from simulator.presenting.language import Language

MOST = 3
"""More than that nobody takes in at once (own choice)."""

Subject = StepRule | Kept | Forbidden | Limited


def advice(scene: Scene, card: Scorecard, language: Language) -> tuple[Advice, ...]:
    """Each thing once, whatever number of findings it has; its own words say how it is done rightly."""
    subjects = _subjects(scene)
    lost: dict[str, float] = {}
    for finding in card.findings:
        id_ = _about(scene, finding, subjects)
        if id_ is not None and (finding.points > 0 or finding.critical):
            lost[id_] = lost.get(id_, 0.0) + finding.points + (card.of if finding.critical else 0.0)
    worst = sorted(lost, key=lambda id_: -lost[id_])[:MOST]
    return tuple(Advice(subjects[id_].name[language], subjects[id_].instead[language]) for id_ in worst)


def _subjects(scene: Scene) -> Mapping[str, Subject]:
    rules: tuple[Kept | Forbidden | Limited, ...] = (*scene.keep, *scene.never, *scene.limits)
    return {**{rule.id: rule for rule in rules}, **scene.steps}


def _about(scene: Scene, finding: Finding, subjects: Mapping[str, Subject]) -> str | None:
    """The step or rule that a finding is about: of what follows from another finding its cause, of a limit the step of
    the action whose handling went beyond it."""
    action = finding.evidence.get("action") if finding.kind == "limit_exceeded" else None
    of_action = next((rule.id for rule in scene.steps.values() if rule.action == action), None)
    causes = finding.evidence.get("because_of", ())
    return next((id_ for id_ in (*causes, finding.step, of_action, finding.rule) if id_ in subjects), None)
