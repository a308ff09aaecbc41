"""A lab's server for the tests of the store, and a store of each kind."""

from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy

from simulator.recording.store import Store, open_file, open_url
from simulator.recording.store.tables import metadata
from tests.recording.store.server import Server


@pytest.fixture(scope="session")
def machine() -> Iterator[Server]:
    """The server itself, one for all tests of a process."""
    server = Server()
    yield server
    server.remove()


@pytest.fixture
def server(machine: Server) -> Server:
    """The server, running, with an empty database."""
    engine = sqlalchemy.create_engine(machine.url.replace("postgresql:", "postgresql+psycopg:"))
    with engine.begin() as connection:
        metadata.drop_all(connection)
    engine.dispose()
    return machine


@pytest.fixture
def local(tmp_path: Path) -> Iterator[Store]:
    """The index of one computer."""
    store = open_file(tmp_path / "home" / "sessions.sqlite")
    yield store
    store.close()


@pytest.fixture(params=["sqlite", "postgresql"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    """An empty store of each kind."""
    if request.param == "sqlite":
        opened = open_file(tmp_path / "sessions.sqlite")
    else:
        opened = open_url(request.getfixturevalue("server").url)
    yield opened
    opened.close()
