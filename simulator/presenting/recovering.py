"""What is said of a session that was left without an end: what it was, and what can be done with it."""

from dataclasses import dataclass
from enum import Enum, unique

from simulator.presenting.language import Language, clock_text, mode_name, say


@unique
class RecoverWord(Enum):
    """A fixed text: (English, Chinese)."""

    TITLE = ("This session was left unfinished", "有一次练习没有结束")
    WHAT = ("{scene} · {learner} · {mode}", "{scene} · {learner} · {mode}")
    WHEN = (
        "Begun {when}, recorded up to {length}, actions: {acts}.",
        "开始于 {when}，已记录到 {length}，共 {acts} 项操作。",
    )
    MORE = ("{count} more are waiting.", "另有 {count} 次待处理。")
    ONE_MORE = ("One more is waiting.", "另有 1 次待处理。")
    RESUME = ("Go on at {length}", "从 {length} 继续")
    RESUME_SAYS = (
        "Patient, team and clock as they were at the last recorded moment.",
        "患者、队员和计时恢复到最后记录的时刻。",
    )
    CHANGED = (
        "The scene has been changed since, so it cannot go on.",
        "该场景之后已被修改，无法继续。",
    )
    GONE = (
        "The scene is not on this computer any more or has errors, so it cannot go on.",
        "这台电脑上已没有该场景，或场景有错误，无法继续。",
    )
    GONE_SCORE = ("Without its scene nobody can score it.", "没有该场景就无法评分。")
    SCORE = ("Score it as it is", "按现状评分")
    SCORE_SAYS = ("Closes the record as “not finished” and shows the debrief.", "记录以“未完成”封存，并显示讲评。")
    DISCARD = ("Discard", "放弃")
    DISCARD_SAYS = (
        "Takes it off the list. Its file is kept in the folder “{folder}”.",
        "从列表中移除，文件保留在“{folder}”文件夹中。",
    )
    LATER = ("Decide later", "稍后决定")
    GOES_ON = ("The session goes on from its last recorded moment.", "练习从最后记录的时刻继续。")
    DISCARDED = ("Discarded. The record is kept as {file}", "已放弃。记录保存为 {file}")
    NOT_MOVED = ("The record could not be moved; it stays in the list.", "记录无法移动，仍保留在列表中。")
    SET_ASIDE = (
        "A session that twice ended the program was set aside. Its record is kept as {files}",
        "有一次练习两次使程序中断，已单独存放。记录保存为 {files}",
    )


@dataclass(frozen=True, slots=True)
class Choice:
    """One thing that can be done: its name, what it does, and whether it can be done."""

    name: str
    says: str
    possible: bool = True


@dataclass(frozen=True, slots=True)
class RecoverView:
    """The question. `when` says how far the record goes, `more` that other sessions are waiting, or ""."""

    title: str
    what: str
    when: str
    more: str
    resume: Choice
    score: Choice
    discard: Choice
    later: str


def recover_view(
    scene: str,
    learner: str,
    mode: str,
    started: str,
    length_s: float,
    acts: int,
    waiting: int,
    folder: str,
    language: Language,
    changed: bool = False,
    gone: bool = False,
) -> RecoverView:
    """The question about one session. `waiting`: how many others were left; `changed`: its scene is another now;
    `gone`: there is no such scene that could be used."""

    def told(word: RecoverWord, **values: str | int) -> str:
        return say(word, language, **values)

    length = clock_text(length_s)
    more = told(RecoverWord.ONE_MORE) if waiting == 1 else told(RecoverWord.MORE, count=waiting) if waiting else ""
    return RecoverView(
        title=told(RecoverWord.TITLE),
        what=told(RecoverWord.WHAT, scene=scene, learner=learner, mode=mode_name(mode, language)),
        when=told(RecoverWord.WHEN, when=started, length=length, acts=acts),
        more=more,
        resume=Choice(
            told(RecoverWord.RESUME, length=length),
            told(RecoverWord.GONE if gone else RecoverWord.CHANGED if changed else RecoverWord.RESUME_SAYS),
            not (changed or gone),
        ),
        score=Choice(
            told(RecoverWord.SCORE), told(RecoverWord.GONE_SCORE if gone else RecoverWord.SCORE_SAYS), not gone
        ),
        discard=Choice(told(RecoverWord.DISCARD), told(RecoverWord.DISCARD_SAYS, folder=folder)),
        later=told(RecoverWord.LATER),
    )
