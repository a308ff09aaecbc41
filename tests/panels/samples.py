"""Rich sample views in both languages, as the real scene would give them."""

# ruff: noqa: E501 (two languages side by side read better on one line)

from math import sin

from simulator.presenting.debrief import (
    Advice,
    ComparisonRow,
    Curve,
    DebriefView,
    DoneBlock,
    ExpectedBlock,
    Fact,
    Finding,
    SectionScore,
)
from simulator.presenting.home import HomeView, RecentSession, SceneCard
from simulator.presenting.language import Language, say
from simulator.presenting.moving_words import MovingWord
from simulator.presenting.practice import (
    Actor,
    CameraPreset,
    ChartLine,
    Choice,
    GaugeLine,
    Going,
    HandsMark,
    LiveChart,
    LogLine,
    MenuEntry,
    Movement,
    Option,
    PhaseLines,
    PracticeView,
    Region,
    StepLine,
    Toast,
    TrayItem,
    Vital,
)

# (id, English, Chinese, state, time)
STEPS = (
    ("approach", "Approach", "接近患者", (
        ("scene-safe", "Scene safe, gloves on", "确认现场安全，戴手套", "done", "0:08"),
        ("speak", "Spoken to the patient, told not to move", "与患者沟通，嘱其不要移动", "warn", "0:12"),
        ("hold-head", "Head held in line", "保持头颈轴线固定", "done", "0:21"),
    )),
    ("assess", "Find out how the patient is", "了解患者情况", (
        ("abc", "Airway, breathing, circulation", "气道、呼吸、循环", "done", "1:02"),
        ("csm", "Movement, feeling, pulse in four limbs", "检查四肢运动、感觉、脉搏", "next", ""),
        ("neck", "Neck looked at and felt", "查看并触诊颈部", "next", ""),
        ("collar", "Collar measured and fitted", "测量并佩戴颈托", "open", ""),
        ("board-ready", "Board, straps and blocks ready", "备好脊柱板、固定带和头部固定器", "open", ""),
        ("legs", "Legs straight, arms at the sides", "双腿伸直，双臂置于体侧", "open", ""),
    )),
    ("roll", "Roll onto the board", "轴线翻身上板", (
        ("brief", "Hands placed, team briefed", "各就各位，说明口令", "open", ""),
        ("roll-to-side", "Rolled to the side as one unit", "整体翻身至侧卧", "open", ""),
        ("back", "Back looked at and felt", "检查背部", "open", ""),
        ("board", "Board placed", "放置脊柱板", "open", ""),
        ("roll-back", "Rolled back as one unit", "整体翻回仰卧", "open", ""),
        ("centre", "Centred along the long axis", "沿长轴居中", "open", ""),
    )),
    ("fix", "Fix, torso first", "固定，先躯干", (
        ("torso", "Chest and pelvis strapped", "固定胸部和骨盆", "open", ""),
        ("head", "Head blocks and head straps on", "安装头部固定器并固定头部", "open", ""),
        ("legs-strapped", "Legs strapped above and below the knees", "膝上膝下固定双腿", "open", ""),
        ("csm-again", "Movement, feeling, pulse checked again", "复查四肢运动、感觉、脉搏", "open", ""),
    )),
)  # fmt: skip
ITEMS = (
    ("gloves", "Gloves", "手套", True), ("long-board", "Long board", "脊柱板", False),
    ("collar", "Collar", "颈托", False), ("head-blocks", "Head blocks", "头部固定器", False),
    ("straps", "Straps", "固定带", False), ("padding", "Padding", "衬垫", False),
    ("soft-stretcher", "Soft stretcher", "软担架", False), ("penlight", "Penlight", "瞳孔笔", False),
)  # fmt: skip
REGIONS = (
    ("head", "Head", "头部"), ("face", "Face and mouth", "面部和口"), ("neck", "Neck", "颈部"),
    ("chest", "Chest", "胸部"), ("back", "Back", "背部"), ("pelvis", "Pelvis", "骨盆"),
    ("right-arm", "Right arm", "右臂"), ("left-arm", "Left arm", "左臂"), ("hands", "Hands", "双手"),
    ("legs", "Legs", "双腿"), ("knees", "Knees", "膝部"), ("feet", "Feet", "双足"),
)  # fmt: skip
TEAM = (Actor("r1", "Rescuer 1"), Actor("r2", "Rescuer 2"), Actor("r3", "Rescuer 3"))
TEAM_ZH = (Actor("r1", "救援员 1"), Actor("r2", "救援员 2"), Actor("r3", "救援员 3"))


def _pick(language: Language, en: str, zh: str) -> str:
    return zh if language == "zh" else en


def fit_collar(language: Language) -> MenuEntry:
    """An entry with two choices and one possible actor."""

    def t(en: str, zh: str) -> str:
        return _pick(language, en, zh)

    size = Choice(
        "size",
        t("Size", "尺寸"),
        (
            Option("short", t("Short", "短")),
            Option("regular", t("Regular", "标准")),
            Option("tall", t("Tall", "长")),
        ),
    )
    way = Choice(
        "way",
        t("Way", "方向"),
        (
            Option("upright", t("Chin rest in front", "下颌托朝前")),
            Option("reversed", t("Chin rest behind", "下颌托朝后")),
        ),
    )
    return MenuEntry("fit-collar", t("Fit collar", "佩戴颈托"), (size, way), TEAM[:1], item="collar")


def _entries(language: Language, region_id: str) -> tuple[MenuEntry, ...]:
    def t(en: str, zh: str) -> str:
        return _pick(language, en, zh)

    team = TEAM_ZH if language == "zh" else TEAM
    look = MenuEntry(f"look-{region_id}", t("Look and feel", "查看并触诊"), (), team)
    if region_id == "neck":
        return (
            MenuEntry("check-neck", t("Check for tenderness", "检查压痛"), (), team[:1]),
            MenuEntry("measure-collar", t("Measure for a collar", "测量颈托尺寸"), (), team[:1]),
            fit_collar(language),
            MenuEntry("let-go", t("Let go of the head", "松开头部"), (), (Actor("leader", "Leader"),)),
        )
    if region_id == "chest":
        straps = MenuEntry("strap-torso", t("Strap the chest", "固定胸部"), (), team[:1], item="straps")
        return (
            look,
            straps,
            MenuEntry("place-board", t("Slide the board in", "插入脊柱板"), (), team[2:], item="long-board"),
        )
    return (look,)


def gauge(language: Language) -> tuple[GaugeLine, ...]:
    """The head a little to the side."""
    words = _pick(language, "turn side nod", "旋转 侧屈 屈伸").split()
    return tuple(
        GaugeLine(text, value, limit) for text, value, limit in zip(words, (2.1, 3.9, -0.8), (3, 3, 5), strict=True)
    )


def rolling(language: Language = "en", steers: bool = True) -> Movement:
    """A roll that goes on, led by the learner, while somebody holds the board ready."""

    def t(en: str, zh: str) -> str:
        return _pick(language, en, zh)

    names = _pick(language, "turn side nod", "旋转 侧屈 屈伸").split()
    lines = tuple(
        ChartLine(name, tuple((124 + 0.1 * n, high * sin(0.07 * n + high)) for n in range(101)), limit)
        for name, high, limit in zip(names, (2.4, 4.6, -1.5), (3.0, 3.0, 5.0), strict=True)
    )
    return Movement(
        gauge=gauge(language),
        going=(
            Going(t("You · Roll to the side", "你 · 翻至侧卧位"), 0.45, 2.7),
            Going(t("Rescuer 3 · Lay the board ready", "队员3 · 备好脊柱板"), 0.8, 1.1),
        ),
        can_stop=True,
        controls=say(MovingWord.BY_POINTER if steers else MovingWord.NOBODY_HOLDS, language),
        steers=steers,
        hands=HandsMark(31.0, 0.05, (38.0, 0.062), 90.0, -0.04, 0.20, *t("turn height", "转动 高度").split())
        if steers
        else None,
        chart=LiveChart(t("Motion at C5–C6, last 10 s", "C5–C6 节段活动（最近 10 秒）"), lines, 134.0, 10.0),
    )


def practice_view(
    language: Language = "en", mode: str = "practise", theme: str = "light", **changes: object
) -> PracticeView:
    """The practice screen in the middle of a session."""

    def t(en: str, zh: str) -> str:
        return _pick(language, en, zh)

    phases = tuple(
        PhaseLines(id_, t(en, zh), tuple(StepLine(step, t(a, b), state, time) for step, a, b, state, time in steps))
        for id_, en, zh, steps in STEPS
    )
    commands = (
        MenuEntry("brief-team", t("Brief the team", "布置任务"), key="B"),
        MenuEntry("ready", t("Everyone ready?", "都准备好了吗？"), key="E"),
        MenuEntry("roll", t("Roll on three", "数到三翻身"), key="R", primary=mode == "learn"),
        MenuEntry("roll-back", t("Roll back", "翻回仰卧"), key="T"),
        MenuEntry(
            "lift",
            t("Lift", "抬起"),
            (
                Choice(
                    "way",
                    t("How", "方式"),
                    (
                        Option("level", t("Level, feet leading", "水平，足先行")),
                        Option("shoulders", t("By shoulders and legs", "抬肩和腿")),
                    ),
                ),
            ),
            key="L",
        ),
        MenuEntry("report", t("Hand over", "交接汇报")),
        MenuEntry("stop", t("Stop", "停"), key="Space", enabled=False),
    )
    fields: dict[str, object] = {
        "title": t("Spinal-injury transport", "脊柱损伤搬运"),
        "subtitle": t("Log roll · C5–C6 · four rescuers", "轴线翻身 · C5–C6 · 四人"),
        "mode": mode, "clock_s": 134.0, "language": language, "theme": theme,
        "vitals": (Vital("HR", "58", "heart"), Vital("BP", "96/54", "pressure"), Vital("RR", "22", "breath"),
                   Vital("SpO₂", "95", "oxygen")),
        "movement": Movement(gauge=gauge(language)),
        "goal": t("Find out how the patient is, before anything moves", "任何移动之前，先了解患者情况"),
        "goal_help": t("The head stays in your hands. Ask your team for the checks; their order is yours.",
                       "头部始终由你固定。请队员完成检查，顺序由你决定。"),
        "phases": phases,
        "log": (LogLine("1:02", t("Rescuer 1 checked airway and breathing", "救援员 1 检查了气道和呼吸"), "ok"),
                LogLine("0:21", t("You took the head, neutral", "你将头部固定于中立位"), "ok"),
                LogLine("0:12", t("You told the patient not to move, from outside the patient's view",
                                  "你在患者视线之外嘱其不要移动"), "warn")),
        "items": tuple(TrayItem(id_, t(en, zh), used=used) for id_, en, zh, used in ITEMS),
        "regions": tuple(Region(id_, t(en, zh), _entries(language, id_)) for id_, en, zh in REGIONS),
        "commands": commands,
        "cameras": (CameraPreset("overview", t("Overview", "全景")), CameraPreset("head", t("Head", "头部")),
                    CameraPreset("side", t("Side", "侧面")), CameraPreset("top", t("Top", "俯视"))),
        "camera_id": "overview",
        "toast": Toast(1, t("Not yet: nobody holds the head. Take the head first, then measure the collar.",
                            "还不行：没有人固定头部。请先固定头部，再测量颈托。"), "warn"),
    }  # fmt: skip
    fields.update(changes)
    return PracticeView(**fields)  # type: ignore[arg-type]


def home_view(language: Language = "en", theme: str = "light", **changes: object) -> HomeView:
    """The home screen with a good scene, a broken one and some history."""

    def t(en: str, zh: str) -> str:
        return _pick(language, en, zh)

    scenes = (
        SceneCard("spinal-transport", t("Spinal-injury transport", "脊柱损伤搬运"),
                  t("A worker has fallen from a scaffold and says that the neck hurts. Lead three rescuers: hold, examine, "
                    "fit the collar, roll, fix, lift, without moving the spine.",
                    "工人从脚手架坠落，诉颈部疼痛。请带领三名救援员：固定、检查、佩戴颈托、翻身、固定、搬运，全程保护脊柱。"),
                  t("about 8 min", "约 8 分钟"), 2, t("Intermediate", "中级"), "86 %"),
        SceneCard("severe-bleeding", t("Severe bleeding", "严重出血"),
                  t("A cut on the forearm that will not stop.", "前臂切割伤，出血不止。"),
                  t("about 4 min", "约 4 分钟"), 1, t("Beginner", "初级")),
        SceneCard("broken", t("Night shift", "夜班"), t("Not finished yet.", "尚未完成。"), t("about 5 min", "约 5 分钟"),
                  3, t("Advanced", "高级"), problems=(
                      t("scene.yaml:41:7: the step 'fit-colar' is not defined (did you mean 'fit-collar'?)",
                        "scene.yaml:41:7：没有定义步骤 'fit-colar'（是否指 'fit-collar'？）"),
                      t("scene.yaml:88:3: 'size' has no option 'medium'", "scene.yaml:88:3：'size' 没有选项 'medium'"),
                  )),
    )  # fmt: skip
    recent = (
        RecentSession(
            "s1",
            scenes[0].title,
            t("Practise", "练习"),
            t("today 10:42", "今天 10:42"),
            t("Not passed", "未通过"),
            "bad",
        ),
        RecentSession("s2", scenes[0].title, t("Learn", "学习"), t("yesterday 16:10", "昨天 16:10"), "93", "ok"),
        RecentSession(
            "s3", scenes[1].title, t("Assess", "考核"), t("12 Nov 09:05", "11月12日 09:05"), t("Broken off", "中断")
        ),
    )
    fields: dict[str, object] = {
        "language": language, "theme": theme, "learner": "A-1042", "mode": "practise", "scenes": scenes, "recent": recent,
    }  # fmt: skip
    fields.update(changes)
    return HomeView(**fields)  # type: ignore[arg-type]


def debrief_view(language: Language = "en", theme: str = "light", **changes: object) -> DebriefView:
    """A session with one critical error, a swap, a missed step and an extra act."""

    def t(en: str, zh: str) -> str:
        return _pick(language, en, zh)

    steps = [(step, t(en, zh)) for _, _, _, lines in STEPS for step, en, zh, _, _ in lines]
    expected = tuple(
        ExpectedBlock(f"e-{step}", text, {"csm-again": "bad", "head": "warn"}.get(step, "")) for step, text in steps
    )
    order = [step for step, _ in steps if step != "csm-again"]
    torso, head = order.index("torso"), order.index("head")
    order[torso], order[head] = order[head], order[torso]
    names = dict(steps)
    done = [
        DoneBlock(
            f"d-{step}",
            names[step],
            8.0 + 20 * number,
            18.0 + 20 * number,
            {"head": "bad", "torso": "warn", "speak": "warn"}.get(step, "ok"),
            f"e-{step}",
        )
        for number, step in enumerate(order)
    ]
    done.insert(5, DoneBlock("d-extra", t("Looked at the feet", "查看双足"), 103.0, 107.0, ""))
    critical = (
        Finding(
            "f-letgo",
            t("You let go of the head before it was fixed", "头部固定之前松开了手"),
            t(
                "At 5:31, for 1.8 s. Until the head straps are on, your hands are the only thing that keeps the neck "
                "still. Strap the torso, then the head, then let go.",
                "5:31，持续 1.8 秒。头带固定之前，只有你的双手能保持颈部不动。应先固定躯干，再固定头部，最后松手。",
            ),
            t("fails", "不合格"),
            "bad",
            331.0,
            "d-head",
        ),
    )
    lost = (
        Finding("f-order", t("Head strapped before the torso", "先固定头部后固定躯干"),
                t("If the body slides while only the head is tied, the neck bends.", "只固定头部时，躯干一旦滑动，颈部就会弯曲。"),
                "−6", "warn", 338.0, "d-torso"),
        Finding("f-csm", t("Feeling in the limbs not checked again", "未复查四肢感觉"),
                t("A change after the move is the first sign of harm.", "搬运后的变化是损伤的最早信号。"), "−5", "warn", None,
                "e-csm-again"),
        Finding("f-late", t("Rescuer 3 started 0.4 s late", "救援员 3 晚动 0.4 秒"),
                t("You did not ask whether everyone was ready.", "你没有确认大家是否准备好。"), "−3", "", 210.0, "d-roll-to-side"),
    )  # fmt: skip
    rows = tuple(
        ComparisonRow(names[step], "" if step == "csm-again" else names[step], "" if step == "csm-again" else "R1",
                      "" if step == "csm-again" else f"{(8 + 20 * number) // 60}:{(8 + 20 * number) % 60:02d}",
                      t("missed", "漏做") if step == "csm-again" else t("out of order", "顺序错误") if step == "head" else t("right", "正确"),
                      "bad" if step == "csm-again" else "warn" if step == "head" else "ok",
                      None if step == "csm-again" else 8.0 + 20 * number)
        for number, (step, _) in enumerate(steps)
    )  # fmt: skip
    curve = [
        (t_s, 1.0 + (3.4 if 205 < t_s < 228 else 0.3) + (4.6 if 326 < t_s < 336 else 0.0)) for t_s in range(0, 409, 4)
    ]
    fields: dict[str, object] = {
        "title": t("Spinal-injury transport", "脊柱损伤搬运"), "subtitle": t("Practise · today 10:42", "练习 · 今天 10:42"),
        "verdict": t("Not passed", "未通过"), "passed": False,
        "sentence": t("One critical error. Everything else was good: 86 of 100.", "有一项关键错误。其余良好：100 分中得 86 分。"),
        "length_s": 408.0, "language": language, "theme": theme,
        "facts": (Fact(t("Score", "得分"), "86", t("of 100, pass 80", "/ 100，80 及格")),
                  Fact(t("Motion exposure", "运动暴露"), "0.34", t("limit 0.60", "限值 0.60")), Fact(t("Time", "用时"), "6:48")),
        "sections": (SectionScore(t("Scene and approach", "现场与接近"), 9, 10), SectionScore(t("Examination", "检查"), 25, 25),
                     SectionScore(t("Roll", "翻身"), 27, 30), SectionScore(t("Fixation", "固定"), 15, 25),
                     SectionScore(t("Lift and handover", "抬运与交接"), 10, 10)),
        "critical": critical, "lost": lost,
        "well": (t("17 steps in a right order.", "17 个步骤顺序正确。"), t("Collar in the right size.", "颈托尺寸正确。"),
                 t("Roll within 3.1° of the trunk.", "翻身时头与躯干偏差不超过 3.1°。")),
        "advice": (Advice(t("Fixation only", "只练固定"), t("Four minutes, starting with the patient on the board.",
                                                       "四分钟，从患者已在板上开始。")),),
        "expected": expected, "done": tuple(done), "rows": rows,
        "curves": (Curve("C5–C6", "°", tuple(float(a) for a, _ in curve), tuple(b for _, b in curve), 5.0),),
    }  # fmt: skip
    fields.update(changes)
    return DebriefView(**fields)  # type: ignore[arg-type]
