"""A real PostgreSQL server on loopback, with its data in a folder of its own, that tests can stop and start."""

import os
import pwd
import secrets
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Sequence
from pathlib import Path

USER, DATABASE = "manikin", "postgres"
_PATIENCE_S = 60


class Server:
    """The server. `url` is where it answers, with the right password, while it runs."""

    def __init__(self) -> None:
        self._folder = Path(tempfile.mkdtemp(prefix="manikin-postgresql-"))
        self._account = _account()
        self._data = self._folder / "data"
        self.port = _free_port()
        self.password = secrets.token_hex(12)
        secret = self._folder / "password"
        secret.write_text(self.password)
        if self._account is not None:
            os.chown(self._folder, self._account.pw_uid, self._account.pw_gid)
            os.chown(secret, self._account.pw_uid, self._account.pw_gid)
        self._run("initdb", "-D", self._data, "-U", USER, "-A", "scram-sha-256", "--pwfile", secret, "-E", "UTF8",
                  "--no-locale", "--no-sync")  # fmt: skip
        self.start()

    @property
    def url(self) -> str:
        """With this address a store can be opened."""
        return self.address()

    def address(self, user: str = USER, password: str | None = None, database: str = DATABASE) -> str:
        """The address with something else in a part of it."""
        return f"postgresql://{user}:{password or self.password}@127.0.0.1:{self.port}/{database}"

    def start(self) -> None:
        """Start it and wait until it answers."""
        options = f"-c listen_addresses=127.0.0.1 -c port={self.port} -c unix_socket_directories='' -c fsync=off"
        self._run("pg_ctl", "-D", self._data, "-l", self._folder / "log", "-w", "-o", options, "start")

    def stop(self) -> None:
        """Take it away at once, as a pulled cable or a crash does; every connection is lost."""
        self._run("pg_ctl", "-D", self._data, "-m", "immediate", "-w", "stop")

    def remove(self) -> None:
        """Stop it and remove its data."""
        try:
            self.stop()
        finally:
            shutil.rmtree(self._folder, ignore_errors=True)

    def _run(self, program: str, *arguments: object) -> None:
        done = subprocess.run(
            [str(_binaries() / program), *map(str, arguments)],
            user=None if self._account is None else self._account.pw_uid,
            group=None if self._account is None else self._account.pw_gid,
            extra_groups=None if self._account is None else [],
            cwd=self._folder,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,  # the server inherits it, so nobody may wait for its end
            stderr=subprocess.DEVNULL,
            timeout=_PATIENCE_S,
            check=False,
        )
        log = self._folder / "log"
        assert done.returncode == 0, f"{program}: {log.read_text() if log.exists() else 'no log'}"


def _account() -> pwd.struct_passwd | None:
    """Whom the server runs as: PostgreSQL refuses root."""
    if os.geteuid() != 0:
        return None
    names = {entry.pw_name: entry for entry in pwd.getpwall()}
    return names.get("postgres") or names["nobody"]


def _binaries() -> Path:
    """Where the server's programs lie: Debian keeps them out of the path."""
    found = shutil.which("initdb")
    places: Sequence[Path] = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), reverse=True)
    assert found or places, "PostgreSQL is missing; .ci/setup test installs it (Debian: postgresql)"
    return Path(found).resolve().parent if found else places[0].parent


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
