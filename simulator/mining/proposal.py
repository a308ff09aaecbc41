"""The protocol that several performances have in common, with the evidence for each part of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from scoring.protocol import Protocol
from scoring.trace import Trace
from simulator.mining.discovery import discover
from simulator.mining.evidence import Order, StepSeen, orders, seen
from simulator.mining.keeping import Kept, kept
from simulator.mining.performances import Known, Performance, performance


@dataclass(frozen=True, slots=True)
class Proposal:
    """What `performances` have in common: an order in which each of them fits, and what was seen of it."""

    performances: tuple[str, ...]
    protocol: Protocol
    steps: tuple[StepSeen, ...]
    orders: tuple[Order, ...]
    kept: tuple[Kept, ...]

    def step(self, name: str) -> StepSeen:
        """What was seen of a step."""
        return next(one for one in self.steps if one.step == name)


def propose(traces: Mapping[str, Trace], known: Known) -> Proposal:
    """The proposal from two or more traces by name. ValueError if nothing was done in them."""
    done = tuple(performance(name, trace, known) for name, trace in traces.items())
    return proposed(done)


def proposed(performances: Sequence[Performance]) -> Proposal:
    """The same from acts whose steps are known."""
    protocol = discover([one.run for one in performances])
    return Proposal(
        tuple(one.name for one in performances),
        protocol,
        seen(performances),
        orders(protocol, performances),
        kept(performances),
    )
