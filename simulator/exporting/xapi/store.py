"""A learning record store at an address, spoken to with the standard library."""

import base64
import http.client
import json
import threading
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Sequence
from concurrent.futures import Future
from concurrent.futures import TimeoutError as FutureTimeoutError
from dataclasses import dataclass
from typing import Any

from simulator.exporting.xapi.vocabulary import VERSION

_TIMEOUT_S = 20.0
_WHOLE = 4.0
_LONGEST_ANSWER = 1 << 20
_LONGEST_REASON = 200  # what a server that speaks something else sent is no sentence
_LONGEST_SAID = 200


class AddressError(ValueError):
    """The address cannot be one of a store; the message says why, in one sentence."""


class UnreachableError(Exception):
    """No answer came; the message says so in a sentence without its full stop."""


@dataclass(frozen=True, slots=True)
class Answer:
    """The HTTP status, and what the store said about it in a few words."""

    status: int
    said: str = ""


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    """The key is for the address that was given, not for where that may send us."""

    def redirect_request(self, *_: Any, **__: Any) -> None:
        return None


@dataclass(frozen=True, slots=True)
class Store:
    """The store at `address` (without /statements), opened by `key` ("user:password")."""

    address: str
    key: str
    timeout_s: float = _TIMEOUT_S

    def post(self, statements: Sequence[dict[str, Any]]) -> Answer:
        """Offer statements; UnreachableError where no answer came, or none came to its end in a few times `timeout_s`.

        A server that sends a byte now and then never exceeds the time for a single wait, so that the whole is waited
        for beside it.
        """
        answered: Future[Answer] = Future()

        def ask() -> None:
            try:
                answered.set_result(self._post(statements))
            except Exception as error:  # noqa: BLE001 (raised again by `result`)
                answered.set_exception(error)

        threading.Thread(target=ask, name="store", daemon=True).start()
        try:
            return answered.result(_WHOLE * self.timeout_s)
        except FutureTimeoutError:
            raise UnreachableError(f"{self.address} did not come to an end with its answer") from None

    def _post(self, statements: Sequence[dict[str, Any]]) -> Answer:
        request = urllib.request.Request(
            f"{self.address}/statements",
            data=json.dumps(list(statements), ensure_ascii=False).encode(),
            headers={
                "Authorization": f"Basic {base64.b64encode(self.key.encode()).decode()}",
                "Content-Type": "application/json; charset=utf-8",
                "X-Experience-API-Version": VERSION,
                "User-Agent": "Manikin",
            },
            method="POST",
        )
        opener = urllib.request.build_opener(_NoRedirect)
        try:
            with opener.open(request, timeout=self.timeout_s) as answer:
                answer.read(_LONGEST_ANSWER)
                return Answer(answer.status)
        except urllib.error.HTTPError as error:
            return Answer(error.code, _words(error))
        except (OSError, http.client.HTTPException) as error:
            reason = getattr(error, "reason", None) or error
            raise UnreachableError(f"{self.address} could not be reached ({str(reason)[:_LONGEST_REASON]})") from error


def address(said: str) -> str:
    """The address of a store as it is used and remembered; AddressError."""
    try:
        said.encode()
        parts = urllib.parse.urlsplit(said.strip())
    except ValueError as error:
        raise AddressError(f"{said!r} is no address of a store ({error}); correct it.") from error
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise AddressError(f"{said!r} is no address of a store; it begins with https:// (or http://).")
    if parts.username or parts.password:
        raise AddressError("the address must not hold the key: it would be seen by others; use a key file.")
    if parts.query or parts.fragment:
        raise AddressError(f"{said!r}: give the address of the store without a question mark or a hash.")
    try:
        parts.port  # noqa: B018  (reading it checks it)
    except ValueError as error:
        raise AddressError(f"{said!r}: {error}.") from error
    path = parts.path.rstrip("/").removesuffix("/statements")
    return urllib.parse.urlunsplit((parts.scheme, parts.netloc.lower(), path, "", ""))


def in_the_clear(store: str) -> bool:
    """Would the key go unencrypted over a network?"""
    parts = urllib.parse.urlsplit(store)
    return parts.scheme == "http" and parts.hostname not in ("localhost", "127.0.0.1", "::1")


def _words(error: urllib.error.HTTPError) -> str:
    """What the store says, on one line and not long."""
    try:
        said = error.read(_LONGEST_ANSWER).decode(errors="replace")
    except (OSError, http.client.HTTPException):
        return ""  # the status alone must do
    return " ".join("".join(sign if sign.isprintable() else " " for sign in said).split())[:_LONGEST_SAID]
