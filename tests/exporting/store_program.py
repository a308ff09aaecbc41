"""Runs the learning record store Ralph on loopback: `python store_program.py PORT`, in the folder of its files.

Its file backend makes a new file for every request unless it is told to append.
"""

import os
import sys

os.environ.update(
    RALPH_RUNSERVER_BACKEND="fs",
    RALPH_BACKENDS__LRS__FS__DEFAULT_DIRECTORY_PATH="store",
    RALPH_BACKENDS__LRS__FS__DEFAULT_LRS_FILE="statements.jsonl",
    RALPH_AUTH_FILE="auth.json",
)

if __name__ == "__main__":
    import uvicorn
    from ralph.api import app
    from ralph.backends.data.base import BaseOperationType
    from ralph.backends.lrs.fs import FSLRSBackend

    FSLRSBackend.default_operation_type = BaseOperationType.APPEND
    uvicorn.run(app, host="127.0.0.1", port=int(sys.argv[1]), log_level="warning")
