"""The store: an index over journals, in an SQLite file or in a PostgreSQL database of a lab.

The journals are the record; everything here is taken from them and can be made again. Nothing else in the program
speaks to that database.
"""

from simulator.recording.store.asking import ask, cohort, count, learners, rubrics, scenes
from simulator.recording.store.following import (
    VERSION_SHOWN,
    Instead,
    changes,
    damaged_id,
    follow,
    instead,
    judged_by_another,
    judged_otherwise,
    set_aside,
    start_anew,
)
from simulator.recording.store.opening import Store, open_file, open_memory, open_url
from simulator.recording.store.outbox import send, send_all_again, summaries, waiting
from simulator.recording.store.values import (
    BusyIndexError,
    Cohort,
    DamagedIndexError,
    Fault,
    Judgement,
    Patience,
    Query,
    Row,
    StoreError,
    Summary,
)
from simulator.recording.store.writing import put

__all__ = [
    "VERSION_SHOWN",
    "BusyIndexError",
    "Cohort",
    "DamagedIndexError",
    "Fault",
    "Instead",
    "Judgement",
    "Patience",
    "Query",
    "Row",
    "Store",
    "StoreError",
    "Summary",
    "ask",
    "changes",
    "cohort",
    "count",
    "damaged_id",
    "follow",
    "instead",
    "judged_by_another",
    "judged_otherwise",
    "learners",
    "open_file",
    "open_memory",
    "open_url",
    "put",
    "rubrics",
    "scenes",
    "send",
    "send_all_again",
    "set_aside",
    "start_anew",
    "summaries",
    "waiting",
]
