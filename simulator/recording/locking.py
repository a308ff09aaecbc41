"""A lock on an open file that holds between programs, and goes with the program that holds it."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager

if sys.platform == "win32":
    import msvcrt

    _PLACE = 1 << 30  # far behind the content, which others may go on reading

    def claim(file: int) -> bool:
        """Is the file ours alone from now on, until it is closed? False if another program has claimed it."""
        os.lseek(file, _PLACE, os.SEEK_SET)
        try:
            msvcrt.locking(file, msvcrt.LK_NBLCK, 1)
        except PermissionError:
            return False
        except OSError:
            return True  # a network drive that knows no locks: nobody can be asked
        return True

    @contextmanager
    def locked(file: int) -> Iterator[None]:
        """Wait until the file is ours alone (at most ten seconds, then OSError)."""
        os.lseek(file, _PLACE, os.SEEK_SET)
        msvcrt.locking(file, msvcrt.LK_LOCK, 1)
        try:
            yield
        finally:
            os.lseek(file, _PLACE, os.SEEK_SET)
            msvcrt.locking(file, msvcrt.LK_UNLCK, 1)

else:
    import fcntl

    def claim(file: int) -> bool:
        """Is the file ours alone from now on, until it is closed? False if another program has claimed it."""
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        except OSError:
            return True  # a network drive that knows no locks: nobody can be asked
        return True

    @contextmanager
    def locked(file: int) -> Iterator[None]:
        """Wait until the file is ours alone."""
        fcntl.flock(file, fcntl.LOCK_EX)
        try:
            yield
        finally:
            fcntl.flock(file, fcntl.LOCK_UN)
