"""Logs that were recorded elsewhere: tables and XES."""

from pathlib import Path

import pytest

from simulator.recording.logs import NOTHING, LogError, Row, read_log

XES = """<?xml version="1.0" encoding="UTF-8"?>
<log xes.version="1849.2016" xmlns="http://www.xes-standard.org/">
  <string key="concept:name" value="whole log"/>
  <trace>
    <event>
      <string key="concept:name" value="wash"/>
      <date key="time:timestamp" value="2026-01-01T10:00:00+00:00"/>
    </event>
    <event>
      <string key="concept:name" value="fit"/>
      <string key="lifecycle:transition" value="start"/>
      <date key="time:timestamp" value="2026-01-01T10:00:10+00:00"/>
    </event>
    <event>
      <string key="concept:name" value="fit"/>
      <string key="org:resource" value="r1"/>
      <string key="lifecycle:transition" value="complete"/>
      <date key="time:timestamp" value="2026-01-01T10:00:14.500+00:00"/>
    </event>
    <string key="concept:name" value="学生 1"/>
  </trace>
</log>
"""


def rows(folder: Path, name: str, text: str | bytes) -> list[Row]:
    path = folder / name
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return list(read_log(path))


def test_a_table_is_read_in_the_order_of_its_lines(tmp_path: Path) -> None:
    read = rows(tmp_path, "a.csv", "\ufeffCase,Activity,start,end\n1,wash,0,2.5\n2,fit,,\n1,fit,3,4\n")
    assert [(r.case, r.activity, r.start_s, r.end_s, r.line) for r in read] == [
        ("1", "wash", 0.0, 2.5, 2),
        ("2", "fit", None, None, 3),
        ("1", "fit", 3.0, 4.0, 4),
    ]


def test_dates_count_from_the_first_of_their_case(tmp_path: Path) -> None:
    table = "case,activity,start\n1,a,2026-01-01T10:00:00\n1,b,2026-01-01T10:01:30\n2,a,2026-02-01T08:00:00\n"
    assert [r.start_s for r in rows(tmp_path, "a.csv", table)] == [0.0, 90.0, 0.0]


def test_xes_is_read_with_lifecycles_resources_and_a_name_behind_the_events(tmp_path: Path) -> None:
    wash, fit = rows(tmp_path, "a.xes", XES)
    assert (wash.case, wash.activity, wash.start_s) == ("学生 1", "wash", 0.0)
    assert (fit.activity, fit.actor, fit.start_s, fit.end_s) == ("fit", "r1", 10.0, 14.5)


BOMB = '<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><log>&b;</log>'


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("a.csv", "", r"a\.csv:1: the column 'case' is missing"),
        ("a.csv", "case,act\n1,a\n", r"a\.csv:1: the column 'activity' is missing"),
        ("a.csv", "case,activity\n1,\n", r"a\.csv:2: the activity is empty"),
        ("a.csv", "case,activity\n ,wash\n", r"a\.csv:2: the case is empty"),
        ("a.csv", "case,activity,start\n1,a,5\n1,b,4\n", r"a\.csv:3: time runs backwards in case '1'"),
        ("a.csv", "case,activity,start,end\n1,a,5,4\n", r"a\.csv:2: this event ends before it starts"),
        ("a.csv", "case,activity,start\n1,a,soon\n", r"a\.csv:2: 'soon' is no time"),
        ("a.csv", "case,activity,start\n1,a,nan\n", r"a\.csv:2: 'nan' is no time"),
        ("a.csv", "case,activity\n1,\u0000a\n".encode("utf-16"), r"a\.csv:2: this is not UTF-16 text \(it holds NUL"),
        ("a.csv", 'case,activity\n1,"never closed\n', r"a\.csv:2: this is not a table"),
        ("a.xes", "<log><trace>", r"a\.xes:1: this is not XES"),
        ("a.xes", BOMB, r"a\.xes:1: a document type is not allowed"),
        ("a.xes", "<html></html>", r"begins with <html>"),
        ("a.xes", "<log><trace/></log>", r"this trace has no concept:name"),
        ("a.xes", '<?xml version="1.0" encoding="klingon"?><log/>', r"a\.xes:1: .* encoding UTF-8"),
        ("a.xes", b'<?xml version="1.0" encoding="gbk"?><log>' + b"\xff", r"a\.xes: this is not GBK text"),
        ("a.xes", "<log>" + "<list>" * 100, r"nested too deeply"),
        ("a.txt", "", r"this kind of log is unknown"),
    ],
)
def test_bad_logs_are_told_in_one_sentence_with_the_place(
    tmp_path: Path, name: str, text: str | bytes, said: str
) -> None:
    with pytest.raises(LogError, match=said) as told:
        rows(tmp_path, name, text)
    assert "\n" not in str(told.value)


def _event(activity: str, transition: str, second: int, **more: str) -> str:
    words = {"concept:name": activity, "lifecycle:transition": transition, **more}
    strings = "".join(f'<string key="{key}" value="{value}"/>' for key, value in words.items())
    return f'<event>{strings}<date key="time:timestamp" value="2026-01-01T10:00:{second:02d}+00:00"/></event>'


@pytest.mark.parametrize("transition", ["pi_abort", "ate_abort", "withdraw"])
def test_what_was_broken_off_was_not_done(tmp_path: Path, transition: str) -> None:
    name = '<string key="concept:name" value="a"/>'
    events = _event("roll", "start", 1) + _event("roll", transition, 3)
    events += _event("roll", "start", 5) + _event("roll", "complete", 9)
    (done,) = rows(tmp_path, "a.xes", f"<log><trace>{name}{events}</trace></log>")
    assert done.activity == "roll"
    assert done.start_s is not None
    assert done.end_s == done.start_s + 4.0


@pytest.mark.parametrize(
    "events",
    ["", _event("roll", "start", 1), _event("roll", "withdraw", 1), _event("roll", "complete", 1, by_itself="true")],
)
def test_a_case_in_which_nothing_was_done_is_a_case(tmp_path: Path, events: str) -> None:
    name = '<string key="concept:name" value="a"/>'
    other = f'<trace><string key="concept:name" value="b"/>{_event("roll", "complete", 1)}</trace>'
    nothing, done = rows(tmp_path, "a.xes", f"<log><trace>{name}{events}</trace>{other}</log>")
    assert (nothing.case, nothing.activity, nothing.start_s) == ("a", NOTHING, None)
    assert (done.case, done.activity) == ("b", "roll")


def test_the_choices_of_an_event_are_read(tmp_path: Path) -> None:
    name = '<string key="concept:name" value="a"/>'
    event = _event("fit", "complete", 1, choice_size="tall", choice_way="right", colour="red")
    (done,) = rows(tmp_path, "a.xes", f"<log><trace>{name}{event}</trace></log>")
    assert done.choices == {"size": "tall", "way": "right"}


def test_a_missing_log_is_told(tmp_path: Path) -> None:
    with pytest.raises(LogError, match="cannot be read"):
        list(read_log(tmp_path / "none.csv"))
