"""The outbox and the way to a store: nothing lost, nothing twice, whatever the store and the network do."""

import socket
import sqlite3
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from simulator.exporting.xapi.outbox import Outbox, OutboxError
from simulator.exporting.xapi.sending import SendingError, Sent, send
from simulator.exporting.xapi.store import AddressError, Store, UnreachableError, address, in_the_clear
from tests.exporting.stub import KEY, Shelf, serving

Plain = dict[str, Any]


def some(count: int, start: int = 0) -> list[Plain]:
    return [{"id": f"id-{number:04d}", "actor": "a", "text": "王"} for number in range(start, start + count)]


@pytest.fixture
def shelf() -> Shelf:
    return Shelf()


@pytest.fixture
def store(shelf: Shelf) -> Iterator[Store]:
    with serving(shelf) as at:
        yield Store(at, KEY, timeout_s=5.0)


@pytest.fixture
def outbox(tmp_path: Path) -> Iterator[Outbox]:
    box = Outbox(tmp_path / "home" / "outbox.sqlite3")
    yield box
    box.close()


def sent(outbox: Outbox, store: Store) -> Sent:
    return send(outbox, store, lambda share: None, pause=lambda seconds: None)


def test_everything_arrives_once(outbox: Outbox, store: Store, shelf: Shelf) -> None:
    shares: list[float] = []
    assert outbox.put(store.address, some(120)) == 120
    assert send(outbox, store, shares.append).taken == 120
    assert list(shelf.kept.values()) == some(120)
    assert (shares, shelf.requests[0]) == (sorted(shares), some(50))
    assert shares[-1] == 1.0
    assert outbox.put(store.address, some(130)) == 10
    assert sent(outbox, store).taken == 10
    assert len(shelf.kept) == sum(map(len, shelf.requests)) == 130


def test_an_answer_that_was_lost_does_no_harm(outbox: Outbox, store: Store, shelf: Shelf) -> None:
    """The store kept the batch, and the line broke before it could say so."""
    shelf.mood = lambda number, batch: "hang up" if number == 1 else None
    outbox.put(store.address, some(60))
    assert sent(outbox, store).taken == 60
    assert list(shelf.kept) == [one["id"] for one in some(60)]


def test_a_busy_store_is_asked_again(outbox: Outbox, store: Store, shelf: Shelf) -> None:
    shelf.mood = lambda number, batch: {1: 503, 2: 429}.get(number)
    outbox.put(store.address, some(3))
    assert sent(outbox, store).taken == 3
    assert len(shelf.requests) == 3


def test_a_store_that_is_away_gets_them_after_a_restart(tmp_path: Path, shelf: Shelf) -> None:
    with serving(shelf) as at:
        pass
    box = Outbox(tmp_path / "outbox")
    box.put(at, some(70))
    with pytest.raises(SendingError, match="could not be reached"):
        sent(box, Store(at, KEY))
    box.close()
    again = Outbox(tmp_path / "outbox")
    assert again.counts(at) == {"waiting": 70, "sent": 0, "refused": 0}
    with serving(shelf) as other:
        again.put(other, some(70))
        assert sent(again, Store(other, KEY)).taken == 70
    assert again.counts(at)["waiting"] == 70, "what waits for one store is not sent to another"
    again.close()


def test_only_what_was_not_taken_is_sent_after_a_break(outbox: Outbox, store: Store, shelf: Shelf) -> None:
    shelf.mood = lambda number, batch: None if number == 1 else 500
    outbox.put(store.address, some(120))
    with pytest.raises(SendingError, match=r"status 500 \(.*\); what was not sent waits"):
        sent(outbox, store)
    assert outbox.counts(store.address) == {"waiting": 70, "sent": 50, "refused": 0}
    shelf.mood = lambda number, batch: None
    assert sent(outbox, store).taken == 70


def test_one_bad_statement_does_not_keep_the_others(outbox: Outbox, store: Store, shelf: Shelf) -> None:
    bad = {"id": "bad", "text": "nobody did it"}
    outbox.put(store.address, [*some(20), bad, *some(20, 20)])
    done = sent(outbox, store)
    assert (done.taken, len(done.refused)) == (40, 1)
    assert done.refused[0].startswith("bad: ")
    assert set(shelf.kept) == {one["id"] for one in some(40)}
    assert outbox.counts(store.address) == {"waiting": 0, "sent": 40, "refused": 1}
    outbox.put(store.address, [{**bad, "actor": "a"}])
    assert sent(outbox, store).taken == 1, "it is offered again, as it is now"


def test_what_the_store_has_in_another_form_stays(outbox: Outbox, store: Store, shelf: Shelf) -> None:
    shelf.kept["id-0003"] = {"id": "id-0003", "actor": "a", "text": "first"}
    outbox.put(store.address, some(10))
    assert sent(outbox, store) == Sent(taken=10, known=1)
    assert shelf.kept["id-0003"]["text"] == "first"
    assert outbox.counts(store.address)["sent"] == 10


def test_a_batch_that_is_too_large_is_halved(outbox: Outbox, store: Store, shelf: Shelf) -> None:
    shelf.mood = lambda number, batch: 413 if len(batch) > 10 else None
    outbox.put(store.address, some(50))
    assert sent(outbox, store).taken == 50
    assert list(shelf.kept.values()) == some(50)


@pytest.mark.parametrize(("status", "why"), [(401, "key"), (403, "key"), (404, "address"), (405, "address")])
def test_what_the_user_can_mend_is_said(outbox: Outbox, store: Store, shelf: Shelf, status: int, why: str) -> None:
    shelf.mood = lambda number, batch: status
    outbox.put(store.address, some(3))
    with pytest.raises(SendingError, match=why):
        sent(outbox, store)
    assert outbox.counts(store.address)["waiting"] == 3
    assert len(shelf.requests) == 1


def test_a_wrong_key_is_refused(outbox: Outbox, store: Store) -> None:
    outbox.put(store.address, some(1))
    with pytest.raises(SendingError, match="does not accept this key"):
        sent(outbox, Store(store.address, "lab:wrong"))


@pytest.mark.parametrize("first", [b"", b"HTTP/1.1 200 OK\r\n"])
def test_a_store_that_says_nothing_or_drips_for_ever_is_given_up(first: bytes) -> None:
    """A byte now and then keeps each single wait short: the whole of it has an end of its own."""
    over = threading.Event()

    def drip(listening: socket.socket) -> None:
        connection, _ = listening.accept()
        with connection:
            connection.sendall(first)
            while first and not over.wait(0.1):
                try:
                    connection.sendall(b"x")
                except OSError:
                    return  # given up
            over.wait()

    with socket.create_server(("127.0.0.1", 0)) as listening:
        thread = threading.Thread(target=drip, args=(listening,), daemon=True)
        thread.start()
        began_s = time.monotonic()
        with pytest.raises(UnreachableError):
            Store(f"http://127.0.0.1:{listening.getsockname()[1]}", KEY, timeout_s=0.4).post(some(1))
        assert time.monotonic() - began_s < 10.0
        over.set()
        thread.join()


def test_the_key_follows_no_redirection(outbox: Outbox, store: Store, shelf: Shelf) -> None:
    shelf.mood = lambda number, batch: 302
    outbox.put(store.address, some(1))
    with pytest.raises(SendingError, match="status 302"):
        sent(outbox, store)
    assert len(shelf.requests) == 1


def test_two_programs_may_use_one_outbox(tmp_path: Path, store: Store, shelf: Shelf) -> None:
    first, second = Outbox(tmp_path / "box"), Outbox(tmp_path / "box")
    assert first.put(store.address, some(30)) == 30
    assert second.put(store.address, some(40)) == 10
    assert sent(second, store).taken == 40
    assert sent(first, store).taken == 0
    assert len(shelf.kept) == 40
    first.close()
    second.close()


def test_an_outbox_that_cannot_be_used_is_said(tmp_path: Path) -> None:
    (tmp_path / "noise").write_bytes(b"no database at all, only noise" * 50)
    with pytest.raises(OutboxError, match=r"noise: the outbox cannot be used"):
        Outbox(tmp_path / "noise")
    with pytest.raises(OutboxError, match="cannot be used"):
        Outbox(tmp_path / "noise" / "below a file")
    newer = sqlite3.connect(tmp_path / "newer")
    newer.execute("pragma user_version=99")
    newer.close()
    with pytest.raises(OutboxError, match="newer program"):
        Outbox(tmp_path / "newer")


@pytest.mark.parametrize(
    "said",
    [
        "store",
        "ftp://a/b",
        "https://",
        "http://u:p@a/b",
        "http://a/b?c",
        "http://a:x/b",
        "http://[::1",
        "http://a\udcff/",
    ],
)
def test_what_is_no_address_is_said(said: str) -> None:
    with pytest.raises(AddressError):
        address(said)


def test_one_store_has_one_address() -> None:
    for said in ("https://LRS.invalid/xAPI", "https://lrs.invalid/xAPI/", " https://lrs.invalid/xAPI/statements "):
        assert address(said) == "https://lrs.invalid/xAPI"
    assert in_the_clear("http://lrs.invalid/x")
    assert not in_the_clear("http://127.0.0.1:80/x")
    assert not in_the_clear("https://lrs.invalid/x")
