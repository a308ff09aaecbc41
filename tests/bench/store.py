"""The store with 100, 1,000 and 10,000 sessions of 200 events: opening, filters, cohort figures, one more session."""

import hashlib
import json
import os
import random
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from unittest.mock import patch

from scoring import cohort as figures
from simulator.app.catalogue import Catalogue
from simulator.app.cohorts import cards, shares
from simulator.app.demo import perform_script
from simulator.app.index import fresh_index
from simulator.app.summing import summary
from simulator.recording.store import (
    Query,
    Store,
    Summary,
    ask,
    cohort,
    count,
    follow,
    learners,
    open_file,
    open_url,
    put,
    scenes,
    send,
)
from tests.program import LEARNERS, SCENE
from tests.recording.store.server import Server

SIZES = (100, 1_000, 10_000)
PERFORMANCES = ("perfect", "slow", "late-padding", "e03-reversed-collar", "e05-head-before-torso", "e14-lifted-loose")
WANTED = {"open": 1.5, "worst filter": 0.2, "cohort figures": 2.0}

QUERIES = {
    "all": Query(limit=100),
    "learner": Query(learner="L007", limit=100),
    "scene and mode": Query(scene=SCENE, mode="assess", limit=100),
    "failed": Query(verdict="failed", limit=100),
    "dates": Query(since="2026-02-01", until="2026-03-01", limit=100),
    "words": Query(text="l00 spinal", limit=100),
    "nothing found": Query(text="nobody is called so", limit=100),
    "by points": Query(order="percent", limit=100),
    "by points of another rubric": Query(order="percent", rubric="nremt-14", limit=100),
    "who broke a rule": Query(fault="fit-collar", limit=100),
    "the last page": Query(limit=100, offset=9_900),
}


class Template:
    """A performed session as lines without their chain; any number of journals are made of it."""

    def __init__(self, path: Path) -> None:
        self.lines = []
        for raw in path.read_text(encoding="utf-8").splitlines():
            content = json.loads(raw)
            for name in ("sha256", "before"):
                del content[name]
            if content["kind"] in ("head", "action", "tick"):
                self.lines.append(content)

    def write(self, path: Path, session: str, learner: str, started: str) -> None:
        """A whole journal without a seal."""
        before, out = "0" * 64, []
        for number, line in enumerate(self.lines, start=1):
            content = {**line, "n": number, "before": before}
            if number == 1:
                content |= {"session": session, "learner": learner, "started": started}
            before = hashlib.sha256(_text(content).encode()).hexdigest()
            out.append(_text({**content, "sha256": before}))
        path.write_text("\n".join(out) + "\n", encoding="utf-8")


def _text(content: object) -> str:
    return json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def main() -> None:
    """Print a table over the sizes, for the index of one computer and for a PostgreSQL server."""
    with tempfile.TemporaryDirectory() as folder, patch.dict(os.environ, MANIKIN_HOME=folder):
        os.environ.pop("MANIKIN_STORE", None)
        home, catalogue = Path(folder), Catalogue()
        templates = performed(home)
        server = Server()
        try:
            for size in SIZES:
                _measure(home, catalogue, templates, size, server)
        finally:
            server.remove()


def performed(home: Path) -> list[Template]:
    """Perform what the journals are made of, in folders of `home`."""
    for name in PERFORMANCES:
        perform_script(SCENE, LEARNERS / f"{name}.yaml", home / name)
    return [Template(home / name / "session.jsonl") for name in PERFORMANCES]


def _measure(home: Path, catalogue: Catalogue, templates: list[Template], size: int, server: Server) -> None:
    folder = home / "sessions"
    folder.mkdir(exist_ok=True)
    judged = journals(folder, templates, size, catalogue)
    told = {"journals": f"{sum(path.stat().st_size for path in folder.iterdir()) / 1e6:.0f} MB"}
    for path in home.glob("sessions.sqlite*"):
        path.unlink()
    some = sorted(folder.iterdir())[:50]
    took = _seconds(lambda: [summary(path, catalogue) for path in some])
    told["read and judge one journal"] = f"{1e3 * took / len(some):.1f} ms"
    local = open_file(home / "sessions.sqlite")
    took = _seconds(lambda: follow(local, folder, lambda path: judged[path.name]), times=1)
    told["put one session in"] = f"{1e3 * took / size:.2f} ms"
    local.close()

    print(f"{size} sessions")
    print("".join(f"  {what:<34} {value:>12}\n" for what, value in told.items()), end="")
    with _lab(home, server) as lab:
        stores = (("SQLite", None), ("PostgreSQL", lab))
        for kind, store in stores:
            for what, (took, where) in _times(catalogue, store).items():
                limit = WANTED.get(what)
                wanted = f"   wanted: under {limit:g} s" if limit else ""
                print(f"  {kind + ': ' + what:<34} {took:>10.3f} s{wanted}{f'   ({where})' if where else ''}")


def journals(folder: Path, templates: list[Template], size: int, catalogue: Catalogue) -> dict[str, Summary]:
    """Write the journals that are missing; their summaries, each taken from its template's."""
    dice, first = random.Random(1), datetime(2026, 1, 1, 8, tzinfo=UTC)
    made: dict[str, Summary] = {}
    models: dict[int, Summary] = {}
    for number in range(size):
        kind = dice.choice(range(len(templates)))
        session, learner = f"{number:032x}", f"L{dice.randrange(400):03d}"
        started = (first + timedelta(minutes=11 * number)).isoformat(timespec="seconds")
        path = folder / f"{number:06d}-{SCENE}-{learner}.jsonl"
        if not path.exists():
            templates[kind].write(path, session, learner, started)
        if kind not in models:
            models[kind] = summary(path, catalogue)
        about = {"session": session, "learner": learner, "started": started, "file": path.name}
        made[path.name] = replace(models[kind], **about)  # type: ignore[arg-type]
    return made


def _times(catalogue: Catalogue, store: Store | None) -> dict[str, tuple[float, str]]:
    """What -> (seconds, which of several was the worst); with the index of this computer if `store` is None."""

    def opened() -> None:
        with fresh_index(catalogue) as index:
            asked = index if store is None else store
            ask(asked, QUERIES["all"])
            count(asked)
            learners(asked)
            scenes(asked)

    def filtered(asked: Store, query: Query) -> None:
        ask(asked, query)
        count(asked, query)

    def judged(asked: Store) -> None:
        found = cohort(asked, Query(scene=SCENE))
        scores = shares(found)
        figures.item_figures(found.items, scores)
        figures.cronbach_alpha(scores)
        together = cards(found)
        figures.deviations(together)
        figures.broken_orders(together)
        figures.learning_curve([row.percent or 0.0 for row in found.rows])

    times = {"open": (_seconds(opened), "")}
    with fresh_index(catalogue) as index:
        asked = index if store is None else store
        each = {what: _seconds(lambda query=query: filtered(asked, query)) for what, query in QUERIES.items()}
        worst = max(each, key=lambda what: each[what])
        times["worst filter"] = (each[worst], worst)
        times["cohort figures"] = (_seconds(lambda: judged(asked)), "")
        times["everything, all rows"] = (_seconds(lambda: ask(asked)), "")
        one = ask(asked, Query(limit=1))[0]
        more = Summary(one.session, one.file, one.started, "finished", learner="somebody else", lines=1_000)
        times["one session more"] = (_seconds(lambda: put(asked, [replace(more, session="more")]), times=1), "")
    return times


@contextmanager
def _lab(home: Path, server: Server) -> Iterator[Store]:
    with fresh_index(Catalogue()) as local:
        lab = open_url(server.url)
        try:
            send(local, lab)
            yield lab
        finally:
            lab.close()


def _seconds(what: Callable[[], object], times: int = 3) -> float:
    """The best of a few runs, as the machine is shared."""
    best = float("inf")
    for _ in range(times):
        began = time.perf_counter()
        what()
        best = min(best, time.perf_counter() - began)
    return best


if __name__ == "__main__":
    main()
