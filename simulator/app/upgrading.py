"""Writes an older scene file in the format of today; comments stay."""

from simulator.app.catalogue import Catalogue
from simulator.app.problems import UserError
from simulator.app.writing import write_whole
from simulator.scenefile.document import parse
from simulator.scenefile.problems import Fault
from simulator.scenefile.source import read_text
from simulator.scenefile.upgrading import CURRENT, upgraded


def upgrade(name: str) -> str:
    """Write the scene file anew if it is older; what was done, in one sentence. UserError if it cannot be."""
    file = Catalogue().file(name)
    text = read_text(file)
    if isinstance(text, Fault):
        raise UserError(f"{file}: {text.message}")
    done = upgraded(text, parse(text))
    if done is None:
        return f"{file}: there is nothing to upgrade."
    try:
        write_whole(file, done.text.encode())
    except OSError as error:
        raise UserError(f"{file}: this cannot be written ({error.strerror}).") from error
    return f"{file}: written as format {CURRENT}; it was of format {done.was}."
