"""A scene small enough to read at a glance: hold something, fit something, turn the patient, stop."""

from simulator.core.procedure import Kept, Sequence, StepNode, StepRule
from simulator.core.scene import (
    ActionRule,
    Choice,
    Condition,
    Item,
    Patient,
    Person,
    Phase,
    Scene,
    Show,
    Stance,
    Station,
    View,
    frozen_map,
)
from simulator.core.text import Text


def text(en: str) -> Text:
    return Text(en, f"{en} (zh)")


HANDS = Condition(text("head held"), missing=text("Nobody holds the head."), hands=True)


def action(name: str, takes_s: float, **rest: object) -> ActionRule:
    known: dict[str, object] = {"by": ("lead", "aide"), "on": ("head",)}
    return ActionRule(text(name), text("{actor}: " + name), takes_s, **(known | rest))  # type: ignore[arg-type]


def step(name: str, **rest: object) -> StepRule:
    said = text(name)
    known: dict[str, object] = {"action": name, "points": 10.0, "section": "all"}
    return StepRule(name, name=said, why=said, instead=said, hint=said, **(known | rest))  # type: ignore[arg-type]


SIZES = Choice(text("size"), frozen_map({"small": text("small"), "large": text("large")}))

SCENE = Scene(
    id="small",
    title=text("Small"),
    subtitle=text("A small scene"),
    summary=text("For tests"),
    minutes=1,
    level=1,
    sha256="0" * 64,
    patient=Patient(
        text("Patient"),
        text("Fell"),
        "patient",
        "found",
        frozen_map({"level": "C5-C6"}),
        frozen_map({"HR": 60.0}),
        "held",
    ),
    team=frozen_map(
        {
            "lead": Person(text("You"), "leader", Stance("door", "stand"), learner=True),
            "aide": Person(text("Aide"), "r1", Stance("door", "stand")),
        }
    ),
    stations=frozen_map({"door": Station(2, 2, 180, "stand"), "head": Station(1, 0, 180), "side": Station(0, 1, 270)}),
    equipment=frozen_map({"collar": Item(text("Collar"), "collar-{size}", "kit")}),
    regions=frozen_map({"head": text("Head")}),
    conditions=frozen_map(
        {
            "by-hand": HANDS,
            "by-collar": Condition(text("collar on")),
            "held": Condition(text("head held"), missing=text("The head is loose."), any_of=("by-hand", "by-collar")),
            "lying": Condition(text("lying")),
            "turned": Condition(text("turned")),
        }
    ),
    at_start=("lying",),
    actions=frozen_map(
        {
            "hold": action(
                "hold",
                1.5,
                unless=("by-hand",),
                starts=("by-hand",),
                show=Show(people=frozen_map({"lead": Stance("head", None, "head.left", "head.right")})),
            ),
            "let-go": action("let-go", 0.5, requires=("by-hand",), ends=("by-hand",)),
            "fit": action(
                "fit",
                4.0,
                by=("aide", "lead"),
                choices=frozen_map({"size": SIZES}),
                starts=("by-collar",),
                show=Show(
                    people=frozen_map({"aide": Stance("side", None, "neck.left", "neck.right")}),
                    items=frozen_map({"collar": "neck"}),
                ),
            ),
            "turn": action(
                "turn",
                3.0,
                by=("lead",),
                on=(),
                command=True,
                hands=False,
                team=("aide",),
                requires=("lying",),
                ends=("lying",),
                starts=("turned",),
                stoppable=True,
                show=Show(patient="side"),
            ),
            "say": action("say", 0.0, by=("lead",), hands=False, touches=False),
            "stop": action(
                "stop", 0.0, by=("lead",), command=True, hands=False, touches=False, stops=True, neutral=True
            ),
        }
    ),
    steps=frozen_map(
        {
            "hold": step("hold", critical=True),
            "fit": step("fit", with_=frozen_map({"size": ("small",)}), by=("aide",)),
            "turn": step("turn"),
        }
    ),
    protocol=Sequence((StepNode("hold"), StepNode("fit"), StepNode("turn"))),
    phases=(Phase("all", text("Do it"), text("All of it"), ("hold", "fit", "turn")),),
    keep=(Kept("keep-held", "held", "hold", None, 0.3, 5.0, True, text("held"), text("why"), text("instead")),),
    never=(),
    rubrics=frozen_map({}),
    views=frozen_map({"overview": View(text("Overview"), (0.0, 0.0, 0.5), 3.0, -90.0, 25.0)}),
)
