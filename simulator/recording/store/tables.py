"""The tables of the index. Everything in them is taken from journals and can be made again from them."""

from sqlalchemy import Boolean, Column, Float, ForeignKey, Index, Integer, MetaData, String, Table, Text

SCHEMA = 4
"""Raise it with every change of a table; an index of another number is made anew, never changed in place.

A column that programs without it need not know (it has a default) is put into `ADDED` instead: it is added to the
stores that there are, and computers of a lab that have not been updated yet go on using theirs.
"""

metadata = MetaData()

# One row: the number of the schema, and the name that this database got when it was made. A computer remembers under
# that name what it has sent; an emptied database gets another one, and is sent everything again.
about = Table(
    "manikin_store",
    metadata,
    Column("schema_number", Integer, nullable=False),
    Column("store", String(32), nullable=False),
    Column("only", Integer, primary_key=True),
)

sessions = Table(
    "manikin_sessions",
    metadata,
    Column("session", String(64), primary_key=True),
    Column("file", Text, nullable=False),
    Column("computer", Text, nullable=False),
    Column("scene", Text, nullable=False),
    Column("scene_sha256", String(64), nullable=False),
    Column("program", Text, nullable=False),
    Column("learner", Text, nullable=False),
    Column("mode", Text, nullable=False),
    Column("started", String(40), nullable=False),
    Column("length_s", Float(53), nullable=False),
    Column("exposure", Float(53)),  # without a handling that was measured there is none
    Column("lines", Integer, nullable=False),
    Column("state", String(12), nullable=False),
    Column("sealed_by", String(64), nullable=False),
    Column("last_sha256", String(64), nullable=False),
    Column("problem", Text, nullable=False),
    Column("search", Text, nullable=False),
    # SHA-256 of all the rest: a row that is there already is not written again.
    Column("digest", String(64), nullable=False),
    # The judging part of the program that read the record; "" before that was kept.
    Column("judge", String(16), nullable=False, server_default=""),
    Index("manikin_sessions_started", "started", "file", "session"),
    Index("manikin_sessions_learner", "learner"),
    Index("manikin_sessions_scene", "scene"),
    Index("manikin_sessions_file", "file"),
)

judgements = Table(
    "manikin_judgements",
    metadata,
    Column("session", ForeignKey("manikin_sessions.session", ondelete="CASCADE"), primary_key=True),
    Column("rubric", String(120), primary_key=True),
    Column("usual", Boolean, nullable=False),
    Column("judged_sha256", String(64), nullable=False),
    Column("total", Float(53), nullable=False),
    Column("of", Float(53), nullable=False),
    Column("percent", Float(53), nullable=False),
    Column("passed", Boolean, nullable=False),
    Column("critical", Text, nullable=False),  # JSON list of rules
    # The lines of the sheet with their points, the same text for every session that one version of a rubric judged, so
    # that it is read once; and the points got, in the same order.
    Column("sheet", Text, nullable=False),  # JSON [[item, ...], [of, ...]]
    Column("got", Text, nullable=False),  # JSON [got, ...]
    Column("faults", Text, nullable=False),  # JSON, see `plain`
    # Holds all that lists are filtered and sorted by, so that the long texts beside it are not passed through.
    Index("manikin_judgements_result", "session", "rubric", "usual", "percent", "passed"),
)

ADDED = (sessions.c.judge,)

# Only what sessions are looked for by; the findings themselves lie with their judgement.
faults = Table(
    "manikin_faults",
    metadata,
    Column("rule", String(200), primary_key=True),
    Column("rubric", String(120), primary_key=True),
    Column("session", ForeignKey("manikin_sessions.session", ondelete="CASCADE"), primary_key=True),
    Index("manikin_faults_session", "session"),
)

# The next two are of use in the index of one computer only.
files = Table(
    "manikin_files",
    metadata,
    Column("file", Text, primary_key=True),
    Column("size", Integer, nullable=False),
    Column("changed_ns", Text, nullable=False),  # more than 32 bits, and never counted with
    Column("session", String(64), nullable=False),
    Column("last_sha256", String(64), nullable=False),
    Index("manikin_files_session", "session"),
)

sent = Table(
    "manikin_sent",
    metadata,
    Column("store", String(32), primary_key=True),
    Column("session", String(64), primary_key=True),
    Column("digest", String(64), nullable=False),
)
