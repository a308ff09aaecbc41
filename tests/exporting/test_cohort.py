"""The report of a cohort: its figures, its words in both languages, its pictures and its pages."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from simulator.app import printed
from simulator.exporting import cohort_charts
from simulator.exporting.case import Case
from simulator.exporting.cohort import figures, groups
from simulator.exporting.cohort_report import cohort_html
from simulator.exporting.cohort_words import CohortWord
from simulator.panels.charting import picture
from simulator.panels.theme import DARK, LIGHT
from simulator.presenting.charts import Attempts, Bar, Bars, Chart, Histogram
from simulator.presenting.language import LANGUAGES, Language, say
from tests.exporting.cases import CARRIED, LOOSE, PERFECT, REVERSED, case, cohort

CHINESE = re.compile("[\u4e00-\u9fff]")


@pytest.fixture(scope="module")
def cases() -> list[Case]:
    return [*cohort(), case(PERFECT, "Gone home", upto=30)]


def html(cases: list[Case], language: Language) -> tuple[str, list[Chart]]:
    drawn: list[Chart] = []

    def painted(chart: Chart) -> str:
        drawn.append(chart)
        return f"data:chart-{len(drawn)}"

    return cohort_html(cases, language, painted), drawn


def test_the_figures_of_a_cohort(cases: list[Case]) -> None:
    (group,) = groups(cases)
    of = figures(group)
    assert (len(of.cases), of.unfinished, len(of.attempts)) == (16, 1, 4)
    assert of.passed == sum(one.card.passed for one in of.cases)
    assert of.critical == sum(bool(one.card.critical) for one in of.cases) > 0
    assert all(len(one) == 4 for one in of.attempts)
    carried = case(CARRIED).card
    missed = {f.rule for f in carried.findings if f.kind == "missed"}
    assert {one.rule for one in of.deviations if one.kind == "missed"} >= missed
    hard = {item.figures.item for item in of.items if item.figures.difficulty < 1.0}
    assert missed <= hard
    assert [one for one in of.doubtful if one.kind == "missed"] == [], "a quarter left them out, not half"
    assert of.curve is not None


def test_what_half_of_a_cohort_does_alike_is_a_question_to_the_protocol() -> None:
    (group,) = groups(cohort((CARRIED, CARRIED, PERFECT), learners=3))
    of = figures(group)
    assert {one.rule for one in of.doubtful} >= {f.rule for f in case(CARRIED).card.findings if f.kind == "missed"}
    for language in LANGUAGES:
        page, _ = html(list(group), language)
        assert say(CohortWord.DOUBT, language) in page


def test_different_sheets_are_different_groups() -> None:
    assert [len(group) for group in groups([case(), case(rubric="hand-lock"), case(CARRIED)])] == [1, 2]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_speaks_one_language(cases: list[Case], language: Language) -> None:
    page, drawn = html(cases, language)
    assert bool(CHINESE.search(page)) == (language == "zh")
    assert {type(chart) for chart in drawn} == {Histogram, Bars, Attempts}
    for chart in drawn:
        texts = [chart.title, *(bar.label for bar in chart.bars)] if isinstance(chart, Bars) else [chart.title]
        assert all(bool(CHINESE.search(text)) == (language == "zh") for text in texts), texts
    assert page.count("data:chart-") == len(drawn)
    assert "built-in" not in page
    for number in range(4):
        assert page.count(f">Learner {number}</td>") == 4


def test_names_and_texts_are_escaped() -> None:
    page, _ = html([case(CARRIED, "<script>x</script>")], "en")
    assert "<script>" not in page
    assert "&lt;script&gt;" in page


def test_a_cohort_in_which_nobody_finished_says_so() -> None:
    page, drawn = html([case(upto=10)], "en")
    assert say(CohortWord.NONE_FINISHED, "en") in page
    assert drawn == []


def test_only_steps_are_left_out_and_nothing_is_told_twice(cases: list[Case]) -> None:
    (group,) = groups(cases)
    of = figures(group)
    _, missed, *rest = cohort_charts.pictures(of, "en").overview
    assert isinstance(missed, Bars)
    names = {step.name["en"] for step in of.cases[0].scene.steps.values()}
    assert {bar.label for bar in missed.bars} <= names
    told = [bar.label for chart in rest if isinstance(chart, Bars) for bar in chart.bars]
    assert told
    assert not {bar.label for bar in missed.bars} & set(told)


def test_the_spread_of_points_tells_who_failed_with_nearly_all_of_them(cases: list[Case]) -> None:
    (group,) = groups(cases)
    of = figures(group)
    spread = cohort_charts.pictures(of, "en").overview[0]
    assert isinstance(spread, Histogram)
    assert (sum(spread.counts), sum(spread.failed)) == (len(of.cases), len(of.cases) - of.passed)
    assert spread.failed[-1] > 0, "a critical error with more than 90 % of the points"
    assert all(failed <= count for failed, count in zip(spread.failed, spread.counts, strict=True))


def test_long_sheets_are_shared_out_evenly() -> None:
    (group,) = groups([case()])
    items = figures(group).items
    parts = cohort_charts.batched([*items] * 2)
    assert sum(map(len, parts)) == 2 * len(items)
    assert max(map(len, parts)) - min(map(len, parts)) <= 1
    assert max(map(len, parts)) <= 32
    assert cohort_charts.batched(()) == []
    assert max(map(len, cohort_charts.batched([*items] * 2, 10))) <= 10


def test_a_long_sheet_is_told_in_pictures_that_belong_together(cases: list[Case]) -> None:
    (group,) = groups(cases)
    parts = cohort_charts.pictures(figures(group), "en", most_items=10).items
    assert len(parts) > 2
    assert [part.title.rpartition(" ")[2] for part in parts] == [
        f"({n}/{len(parts)})" for n in range(1, len(parts) + 1)
    ]
    assert len({part.room_for for part in parts}) == 1, "their bars begin at the same place"
    assert set(parts[0].room_for) == {bar.label for part in parts for bar in part.bars}
    (whole,) = cohort_charts.pictures(figures(group), "en", most_items=1000).items
    assert "(1" not in whole.title


CHARTS: list[Chart] = [
    Histogram("Spread", "percent", "sessions", (0.0, 50.0, 100.0), (2, 9), 60.0, "pass mark", (2, 3), ("in", "out")),
    Bars("Missed", (Bar("a step", 0.5, "50 %", "bad"), Bar("长的名称" * 20, 0.1, "10 %", "warn"))),
    Bars("Items", (Bar("an item", 0.7, "70 %", "bad", -0.2, "−0.20"),), "share", "discrimination"),
    Attempts("Curve", "attempt", "percent", ((50.0, 70.0),), (50.0, 70.0), (52.0, 69.0), (1, 1), "mean", "fitted"),
]


@pytest.mark.parametrize("chart", CHARTS, ids=lambda chart: chart.title)
@pytest.mark.parametrize("palette", [LIGHT, DARK], ids=lambda palette: palette.name)
def test_a_chart_is_painted_sharp_in_both_themes(qapp: QApplication, chart: Chart, palette: object) -> None:
    once = picture(chart, 400, 1.0, palette)  # type: ignore[arg-type]
    twice = picture(chart, 400, 2.0, palette)  # type: ignore[arg-type]
    assert (twice.width(), twice.height()) == (2 * once.width(), 2 * once.height())
    ground = once.pixelColor(399, 0)
    inked = sum(once.pixelColor(x, y) != ground for x in range(0, once.width(), 2) for y in range(0, once.height(), 2))
    assert inked > 150
    edge = [once.pixelColor(x, y) for y in range(once.height()) for x in (0, once.width() - 1)]
    assert sum(one != ground for one in edge) < once.height(), "nothing runs over the edge"


def test_a_column_shows_how_many_of_it_failed(qapp: QApplication) -> None:
    def painted(failed: int) -> tuple[int, int]:
        chart = Histogram("t", "", "", (0.0, 100.0), (4,), None, "", (failed,), ("passed", "failed"))
        image = picture(chart, 400, 1.0)
        column = [image.pixelColor(200, y).name() for y in range(image.height())]
        return column.count(LIGHT.accent.lower()), column.count(LIGHT.mark("warn").lower())

    whole, none = painted(0)
    assert (whole > 0, none) == (True, 0)
    assert painted(1) == (pytest.approx(0.75 * whole, abs=2), pytest.approx(0.25 * whole, abs=2))
    assert painted(4)[0] == 0


def test_a_longer_bar_is_more(qapp: QApplication) -> None:
    def length(share: float) -> int:
        image = picture(Bars("t", (Bar("x", share, ""),)), 400, 1.0)
        ink = LIGHT.accent.lower()
        return max(sum(image.pixelColor(x, y).name() == ink for x in range(400)) for y in range(image.height()))

    assert length(0.0) == 0
    assert length(0.8) == pytest.approx(2 * length(0.4), abs=2)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_printed_report_has_numbered_pages_and_real_glyphs(
    qapp: QApplication, cases: list[Case], language: Language, tmp_path: Path
) -> None:
    printed.make_ready()
    file = tmp_path / "cohort.pdf"
    file.write_bytes(printed.cohort(cases, language))
    assert shutil.which("pdftotext"), ".ci/setup test installs poppler-utils"
    text = subprocess.run(["pdftotext", "-layout", file, "-"], capture_output=True, text=True, check=True).stdout
    pages = text.rstrip("\f").split("\f")
    assert len(pages) >= 3
    for number, page in enumerate(pages, start=1):
        assert say(CohortWord.PAGE, language, page=number, of=len(pages)) in page
    fonts = subprocess.run(["pdffonts", file], capture_output=True, text=True, check=True).stdout
    assert "ManikinSans" in fonts
    assert all(line.split()[-5] == "yes" for line in fonts.splitlines()[2:]), "every font is embedded"
    if language == "zh":
        assert "ManikinSansSC" in fonts
        assert CHINESE.search(text)


@pytest.mark.parametrize("count", [2, 5, 16])
def test_no_page_but_the_last_of_a_scene_is_half_empty(qapp: QApplication, count: int, tmp_path: Path) -> None:
    printed.make_ready()
    file = tmp_path / "cohort.pdf"
    file.write_bytes(printed.cohort(cohort(learners=4)[:count], "en"))
    assert shutil.which("pdftoppm"), ".ci/setup test installs poppler-utils"
    subprocess.run(["pdftoppm", "-r", "24", "-gray", file, tmp_path / "page"], check=True)
    pages = [QImage(str(path)) for path in sorted(tmp_path.glob("page*.pgm"))]
    assert len(pages) >= 3
    for page in pages[:-1]:
        inked = [
            y
            for y in range(int(0.94 * page.height()))
            if any(page.pixelColor(x, y).value() < 200 for x in range(page.width()))
        ]
        assert inked[-1] > 0.6 * page.height()


def test_one_session_prints_alone(qapp: QApplication) -> None:
    printed.make_ready()
    assert printed.session(case(LOOSE), "en").startswith(b"%PDF")
    assert printed.session(case(REVERSED), "zh").startswith(b"%PDF")
