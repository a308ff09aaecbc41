"""Logs as other programs write them: names of columns, dates, encodings, packed files, life cycles."""

import gzip
import io
import sys
from pathlib import Path

import pytest

from simulator.recording.logs import NOTHING, LogError, Row, opening, read_log

Seen = list[tuple[str, str, float | None, float | None, str]]


def rows(folder: Path, name: str, text: str | bytes, encoding: str | None = None) -> list[Row]:
    path = folder / name
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return list(read_log(path, encoding))


def seen(read: list[Row]) -> Seen:
    return [(row.case, row.activity, row.start_s, row.end_s, row.actor) for row in read]


# -- tables ---------------------------------------------------------------------------------------------------------

# pm4py's writer of tables, Disco's export, Celonis' tables, a spreadsheet as a person fills it in.
TABLES = {
    "pm4py": (
        "concept:name,time:timestamp,lifecycle:transition,org:resource,case:concept:name\n"
        "wash,2026-01-01 10:00:00+00:00,start,r1,c 1\n"
        "wash,2026-01-01 10:00:04.500000+00:00,complete,r1,c 1\n"
        "fit,2026-01-01 10:00:10+00:00,complete,,c 1\n"
    ),
    "intervals": (
        ",case:concept:name,concept:name,start_timestamp,time:timestamp,org:resource\n"
        "0,c 1,wash,2026-01-01T10:00:00Z,2026-01-01T10:00:04.5Z,r1\n"
        "1,c 1,fit,2026-01-01T10:00:10Z,2026-01-01T10:00:10Z,\n"
    ),
    "Disco": (
        "Case ID,Activity,Resource,Start Timestamp,Complete Timestamp,Variant,Variant index\n"
        "c 1,wash,r1,2026/01/01 10:00:00.000,2026/01/01 10:00:04.500,Variant 1,1\n"
        "c 1,fit,,2026/01/01 10:00:10.000,2026/01/01 10:00:10.000,Variant 1,1\n"
    ),
    "Celonis": (
        "_CASE_KEY;ACTIVITY_EN;START_TIME;END_TIME;USER;_SORTING\n"
        '"c 1";"wash";"2026-01-01 10:00:00,000";"2026-01-01 10:00:04,500";"r1";1\n'
        '"c 1";"fit";"2026-01-01 10:00:10,000";"2026-01-01 10:00:10,000";"";2\n'
    ),
    "a spreadsheet": (
        "sep=\t\r\nActivity\tCase\tStarted\tCompleted\tActor\tRemarks\r\n"
        "wash\tc 1\t2026/1/1 10:00\t2026/1/1 10:00:04.5\tr1\r\n"
        'fit\tc 1\t2026/1/1 10:00:10\t2026/1/1 10:00:10\t\t"two\r\nlines"\r\n\t\t\t\t\t\r\n'
    ),
    "since 1970": "case|activity|start|end|actor\nc 1|wash|1767261600|1767261604.5|r1\n"
    "c 1|fit|1767261610|1767261610|\n",
    "thousandths since 1970": "case,activity,start,end,actor\nc 1,wash,1767261600000,1767261604500,r1\n"
    "c 1,fit,1767261610000,1767261610000,\n",
    "zones": "case,activity,start,end,actor\nc 1,wash,2026-01-01T10:00:00Z,2026-01-01 11:00:04.5 +0100,r1\n"
    "c 1,fit,2026-01-01T18:00:10+08:00,2026-01-01 10:00:10 UTC,\n",
}


@pytest.mark.parametrize("what", TABLES)
def test_tables_of_other_programs_say_the_same(what: str, tmp_path: Path) -> None:
    wanted = [("c 1", "wash", 0.0, 4.5, "r1"), ("c 1", "fit", 10.0, 10.0, "")]
    assert seen(rows(tmp_path, "a.csv", TABLES[what])) == wanted
    assert seen(rows(tmp_path, "a.CSV.GZ", gzip.compress(TABLES[what].encode()))) == wanted


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030", "big5", "utf-16-le"])
def test_a_table_in_any_encoding(encoding: str, tmp_path: Path) -> None:
    table = "case,activity\n王 1,戴手套\n".encode(encoding)
    wanted = [("王 1", "戴手套", None, None, "")]
    if encoding in ("utf-8", "utf-8-sig", "utf-16"):
        assert seen(rows(tmp_path, "a.csv", table)) == wanted
    else:  # never guessed: any bytes are text in some encoding
        with pytest.raises(LogError, match=r"a\.csv:[12]: this is not UTF-8 text.*--encoding gb18030"):
            rows(tmp_path, "a.csv", table)
    if encoding != "utf-8-sig":
        assert seen(rows(tmp_path, "b.csv", table, encoding)) == wanted


def test_an_event_log_in_an_encoding_that_is_named(tmp_path: Path) -> None:
    event = '<event><string key="concept:name" value="戴手套"/></event>'
    log = f'<log><trace><string key="concept:name" value="王"/>{event}</trace></log>'.encode("gb18030")
    (row,) = rows(tmp_path, "a.xes", log, "gb18030")
    assert (row.case, row.activity) == ("王", "戴手套")
    with pytest.raises(LogError, match="not BIG5 text"):
        rows(tmp_path, "a.xes", log + b"\xff", "big5")


@pytest.mark.parametrize(
    "encoding", ["gb18030", "gbk", "big5", "shift-jis", "utf-7", "iso-8859-1", "windows-1252", "utf-8", "utf-16"]
)
def test_an_event_log_in_the_encoding_that_it_declares(encoding: str, tmp_path: Path) -> None:
    who = "Zoë" if encoding in ("iso-8859-1", "windows-1252") else "王"
    event = '<event><string key="concept:name" value="wash"/></event>'
    trace = f'<trace><string key="concept:name" value="{who}"/>{event}</trace>'
    log = f"<?xml version='1.0' encoding = '{encoding}' ?>\n<log>{trace}</log>".encode(encoding)
    (row,) = rows(tmp_path, "a.xes", log)
    assert row.case == who


@pytest.mark.parametrize(
    ("table", "said"),
    [
        ("Cases,activity\n1,a\n", r"a\.csv:1: the column 'case' is missing; is it 'Cases'\?"),
        ("id,what,when\n1,a,3\n", r"only 'id', 'what', 'when'; name one 'case' or 'case:concept:name'"),
        ("case;activity;start\n1;a\n1;a;3;4\n", r"a\.csv:3: this line has 4 cells and the first line names 3"),
        ("case,activity\n1,a\n1,b\0\n", r"a\.csv:3: .* holds NUL"),
        ("case,activity\n1,a\n1,b\ud800\n".encode("utf-8", "surrogatepass"), r"a\.csv:3: this is not UTF-8"),
        ("case,activity\n1," + "a" * 200_000, r"a\.csv:2: this is not a table \(field larger"),
        ("case,activity\n1,a\n1," + "a" * 2_000_000, r"a\.csv:3: this line has no end"),
        ("x" * 2_000_000, r"a\.csv:1: this line has no end"),
        ("case,activity,start\n1,a,01/02/2026 10:00\n", r"'01/02/2026 10:00' is no time; .* begins with the year"),
        ("case,activity,start\n1,a,2026-13-01 1:00\n", r"a\.csv:2: '2026-13-01 1:00' is no time"),
        ("case,activity,start\n1,a,1e300\n", r"a\.csv:2: '1e300' is no time"),
        ("case,activity,start\n1,a,2026-01-01\n1,b,2026-01-01T00:00Z\n", r"a\.csv:3: .* not of one kind"),
        ("case,activity,time,lifecycle\n1,a,5,start\n1,a,4,complete\n", r"a\.csv:3: this event ends before it starts"),
    ],
)
def test_bad_tables_are_told_in_one_sentence_with_the_place(table: str | bytes, said: str, tmp_path: Path) -> None:
    with pytest.raises(LogError, match=said) as told:
        rows(tmp_path, "a.csv", table)
    assert len(str(told.value)) < 400 + len(str(tmp_path))


@pytest.mark.parametrize("name", ["klingon", "hex", "", "a\0b"])
def test_an_encoding_that_there_is_not(name: str, tmp_path: Path) -> None:
    for log in ("a.csv", "a.xes"):
        with pytest.raises(LogError, match="there is no encoding"):
            rows(tmp_path, log, "<log/>", name)


def test_acts_that_overlap_may_stand_in_the_order_of_their_ends(tmp_path: Path) -> None:
    read = rows(tmp_path, "a.csv", "case,activity,start,end\n1,a,3,5\n1,b,0,6\n")
    assert [row.start_s for row in read] == [3.0, 0.0]
    with pytest.raises(LogError, match="time runs backwards"):
        rows(tmp_path, "a.csv", "case,activity,start,end\n1,a,3,5\n1,b,0,4\n")


def test_a_table_may_say_what_was_chosen_and_what_came_by_itself(tmp_path: Path) -> None:
    read = rows(tmp_path, "a.csv", "case,activity,by_itself,choice_size\n1,fit,,tall\n1,worse,True,\n1,roll,,\n")
    assert [(row.activity, row.choices) for row in read] == [("fit", {"size": "tall"}), ("roll", {})]


# -- event logs -----------------------------------------------------------------------------------------------------


def _xes(*traces: str, head: str = "") -> str:
    name = '<string key="concept:name" value="c"/>'
    return f"<log>{head}{''.join(f'<trace>{name}{events}</trace>' for events in traces)}</log>"


def _event(activity: str, second: int, transition: str = "", inside: str = "") -> str:
    life = f'<string key="lifecycle:transition" value="{transition}"/>' if transition else ""
    moment = f'<date key="time:timestamp" value="2026-01-01T10:00:{second:02d}.000+01:00"/>'
    return f'<event><string key="concept:name" value="{activity}">{inside}</string>{life}{moment}</event>'


def test_what_the_standard_allows_around_the_events(tmp_path: Path) -> None:
    head = """
      <extension name="Concept" prefix="concept" uri="http://www.xes-standard.org/concept.xesext"/>
      <global scope="trace"><string key="concept:name" value="__INVALID__"/></global>
      <global scope="event"><string key="concept:name" value="__INVALID__"/></global>
      <classifier name="Activity" keys="concept:name lifecycle:transition"/>
      <list key="meta"><values><string key="concept:name" value="no event"/></values></list>
    """
    nested = '<string key="concept:name" value="not this"><int key="deep" value="1"/></string>'
    text = _xes(_event("wash", 1, "COMPLETE", nested), head=head)
    assert [row.activity for row in rows(tmp_path, "a.xes", text)] == ["wash"]
    prefixed = text.replace("<", "<x:").replace("<x:/", "</x:").replace("<x:log", '<x:log xmlns:x="http://x"')
    assert [row.activity for row in rows(tmp_path, "b.xes", prefixed)] == ["wash"]
    assert [row.activity for row in rows(tmp_path, "c.xes.gz", gzip.compress(text.encode("utf-16")))] == ["wash"]


@pytest.mark.parametrize(
    "transition", ["schedule", "assign", "reassign", "suspend", "resume", "autoskip", "manualskip"]
)
def test_what_was_planned_paused_or_skipped_was_not_done(transition: str, tmp_path: Path) -> None:
    events = _event("roll", 1, transition) + _event("roll", 2, "start") + _event("roll", 3, transition.upper())
    (done,) = rows(tmp_path, "a.xes", _xes(events + _event("roll", 6, "complete")))
    assert (done.activity, done.line) == ("roll", 1)
    assert (done.end_s or 0.0) - (done.start_s or 0.0) == 4.0
    (nothing,) = rows(tmp_path, "b.xes", _xes(_event("roll", 1, transition)))
    assert nothing.activity == NOTHING


def test_two_traces_of_one_name_are_two_cases(tmp_path: Path) -> None:
    read = rows(tmp_path, "a.xes", _xes(_event("a", 9), _event("a", 1)))
    assert [row.case for row in read] == ["c", "c (2)"]


def test_an_act_that_ends_before_it_starts_is_told(tmp_path: Path) -> None:
    with pytest.raises(LogError, match=r"a\.xes:1: this event ends before it starts"):
        rows(tmp_path, "a.xes", _xes(_event("a", 9, "start") + _event("a", 1, "complete")))


def test_an_event_outside_of_every_trace_is_told(tmp_path: Path) -> None:
    with pytest.raises(LogError, match=r"a\.xes:1: this event stands in no trace"):
        rows(tmp_path, "a.xes", f"<log>{_event('a', 1)}</log>")


# -- packed files and the standard input ----------------------------------------------------------------------------


def test_packed_files_that_are_damaged(tmp_path: Path) -> None:
    packed = gzip.compress(b"case,activity\n" + b"1,a\n" * 1000)
    for damaged in (packed[:-10], packed[:20], packed[:30] + b"xxxx" + packed[34:], packed[:-8] + bytes(8)):
        with pytest.raises(LogError, match=r"a\.csv\.gz: this packed file is damaged or cut off"):
            rows(tmp_path, "a.csv.gz", damaged)


def test_a_packed_file_that_never_ends(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opening, "MOST_UNPACKED_BYTES", 3 << 20)
    spaces = gzip.compress(b"<log>" + b" " * (4 << 20))
    with pytest.raises(LogError, match=r"a\.xes\.gz: this packed file holds more than"):
        rows(tmp_path, "a.xes.gz", spaces)


@pytest.mark.parametrize("content", ["case,activity\nc,a\n", _xes(_event("a", 0)), "\n\ncase;activity\nc;a\n"])
@pytest.mark.parametrize("pack", [bytes, gzip.compress], ids=["plain", "packed"])
def test_the_standard_input_is_known_by_its_first_byte(
    content: str, pack: type[bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BufferedReader(io.BytesIO(pack(content.encode())))))
    (row,) = read_log(Path("-"))
    assert (row.case, row.activity) == ("c", "a")


def test_the_standard_input_is_named_in_sentences(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BufferedReader(io.BytesIO(b"case,activity\n1,\n"))))
    with pytest.raises(LogError, match=r"^standard input:2: the activity is empty"):
        list(read_log(Path("-")))
    monkeypatch.setattr(sys, "stdin", None)
    with pytest.raises(LogError, match=r"^standard input: there is none"):
        list(read_log(Path("-")))
