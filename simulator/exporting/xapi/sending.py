"""Sends what waits in the outbox to a learning record store: in batches, each statement until the store has it.

A store keeps a statement once by its id. So a batch whose answer was lost is simply sent again, and a statement that
the store already has in another form (status 409) counts as taken: the first form stays.
"""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from simulator.exporting.xapi.outbox import Outbox
from simulator.exporting.xapi.store import Answer, Store, UnreachableError

Plain = dict[str, Any]
Told = Callable[[float], None]
_BATCH = 50
_PAUSES_S = (1.0, 3.0)
_TAKEN = (200, 204)
_BUSY = (408, 425, 429, 500, 502, 503, 504)


class SendingError(Exception):
    """Sending ended before all was sent; what was not sent waits. The message says why, in one sentence."""


@dataclass(frozen=True, slots=True)
class Sent:
    """What came of it: statements `taken` now, of which the store had `known` in another form; `refused`: reasons."""

    taken: int = 0
    known: int = 0
    refused: tuple[str, ...] = ()


def send(outbox: Outbox, store: Store, told: Told, pause: Callable[[float], None] = time.sleep) -> Sent:
    """Send everything that waits for `store`. SendingError (or OutboxError) where it must end early."""
    whole = outbox.counts(store.address)["waiting"]
    done = Sent()
    while batch := outbox.waiting(store.address, _BATCH):
        now = _offer(outbox, store, batch, pause)
        done = Sent(done.taken + now.taken, done.known + now.known, (*done.refused, *now.refused))
        told(min(1.0, (done.taken + len(done.refused)) / max(whole, 1)))
    return done


def _offer(outbox: Outbox, store: Store, batch: Sequence[Plain], pause: Callable[[float], None]) -> Sent:
    """Offer a batch; one that is not taken as a whole is offered in halves, down to single statements."""
    answer = _asked(store, batch, pause)
    ids = [one["id"] for one in batch]
    if answer.status in _TAKEN:
        outbox.sent(store.address, ids)
        return Sent(taken=len(ids))
    if answer.status not in (400, 409, 413):
        raise SendingError(_why(store, answer))
    if len(batch) > 1:
        half = len(batch) // 2
        parts = [_offer(outbox, store, part, pause) for part in (batch[:half], batch[half:])]
        return Sent(
            sum(p.taken for p in parts), sum(p.known for p in parts), tuple(said for p in parts for said in p.refused)
        )
    if answer.status == 409:
        outbox.sent(store.address, ids, "the store had it already in another form")
        return Sent(taken=1, known=1)
    reason = f"{ids[0]}: {answer.said or answer.status}"
    outbox.refused(store.address, ids, answer.said)
    return Sent(refused=(reason,))


def _asked(store: Store, batch: Sequence[Plain], pause: Callable[[float], None]) -> Answer:
    """The store's answer; a store that is busy or away is asked again a few times."""
    for pause_s in _PAUSES_S:
        try:
            answer = store.post(batch)
            if answer.status not in _BUSY:
                return answer
        except UnreachableError:
            pass  # asked again below; the last time it is said
        pause(pause_s)
    try:
        return store.post(batch)
    except UnreachableError as error:
        raise SendingError(f"{error}; what was not sent waits for the next time.") from error


_REASONS = {
    401: "does not accept this key; check the key file.",
    403: "does not let this key write statements; ask who runs it for one that may.",
    404: "has no statements resource at this address; give the address that ends before /statements.",
    405: "takes no statements at this address; give the address that ends before /statements.",
}


def _why(store: Store, answer: Answer) -> str:
    if answer.status in _REASONS:
        return f"{store.address} {_REASONS[answer.status]}"
    said = f" ({answer.said})" if answer.said else ""
    return f"{store.address} answered with status {answer.status}{said}; what was not sent waits for the next time."
