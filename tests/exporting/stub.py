"""A store on loopback whose moods a test sets: what it answers, and whether it keeps what it was sent."""

import base64
import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

Plain = dict[str, Any]
KEY = "lab:secret"


class Shelf:
    """What the store holds. `mood` answers a request instead of the store: a status, None for as usual, or "hang up".

    As the standard asks: a statement is known by its id, the same again is no error, and a batch in which one differs
    from what is there is refused as a whole (409); so is a batch that holds a statement without an actor (400).
    """

    def __init__(self) -> None:
        self.kept: dict[str, Plain] = {}
        self.requests: list[list[Plain]] = []
        self.headers: list[dict[str, str]] = []
        self.mood: Callable[[int, list[Plain]], int | str | None] = lambda number, batch: None

    def take(self, batch: list[Plain]) -> int:
        """Keep a batch; the status of the answer."""
        if any("actor" not in one for one in batch):
            return 400
        if any(self.kept.get(one["id"], one) != one for one in batch):
            return 409
        self.kept |= {one["id"]: one for one in batch}
        return 200


@contextmanager
def serving(shelf: Shelf) -> Iterator[str]:
    """The store's address while it runs."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            batch = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            shelf.requests.append(batch)
            shelf.headers.append(dict(self.headers))
            said = shelf.mood(len(shelf.requests), batch)
            if said == "hang up":
                shelf.take(batch)
                return
            wanted = f"Basic {base64.b64encode(KEY.encode()).decode()}"
            right = self.headers["Authorization"] == wanted and self.headers["X-Experience-API-Version"] == "1.0.3"
            status = said if isinstance(said, int) else shelf.take(batch) if right else 401
            body = json.dumps({"said": f"status {status}"}).encode()
            self.send_response(status)
            if status == 302:
                self.send_header("Location", f"http://127.0.0.1:{self.server.server_address[1]}/elsewhere")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def do_GET(self) -> None:
            shelf.requests.append([])
            self.send_error(404)

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}/xapi"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
