"""The installation's key: made once, kept readable by its owner only."""

import os
from pathlib import Path

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from simulator.recording.journal import JournalError

KEY_FILE = "installation-key.pem"


def installation_key(folder: Path) -> Ed25519PrivateKey:
    """The Ed25519 key in `folder`, made when there is none; JournalError if it cannot be read or made."""
    path = folder / KEY_FILE
    try:
        if not path.exists():
            folder.mkdir(parents=True, exist_ok=True)
            _write_new(path)
        key = serialization.load_pem_private_key(path.read_bytes(), password=None)
    except OSError as error:
        raise JournalError(
            f"{path}: the key of this installation cannot be read or made ({error.strerror}), so the record is kept "
            "without a seal; give write access to this folder, or name another in MANIKIN_HOME."
        ) from error
    except ValueError as error:
        raise JournalError(
            f"{path}: the key of this installation is damaged, so the record is kept without a seal; "
            "remove the file and a new key is made."
        ) from error
    if not isinstance(key, Ed25519PrivateKey):
        raise JournalError(f"{path}: this is not an Ed25519 key; remove it and a new one is made.")
    return key


def _write_new(path: Path) -> None:
    pem = Ed25519PrivateKey.generate().private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    # Written aside and linked in, so that two programs starting together end with one whole key.
    aside = path.with_name(f"{path.name}.{os.getpid()}")
    file = os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    try:
        os.write(file, pem)
        os.fsync(file)
    finally:
        os.close(file)
    if path.exists():
        aside.unlink()
    else:
        aside.replace(path)
