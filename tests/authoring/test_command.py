"""`manikin author` on a computer that cannot open it."""

from pathlib import Path

from tests.program import SCENE, manikin


def test_without_a_screen_it_says_so(tmp_path: Path) -> None:
    assert "there is no screen" in manikin("author", SCENE, home=tmp_path).sentence()


def test_an_unknown_scene_and_an_unknown_renderer_are_named(tmp_path: Path) -> None:
    assert "There is no scene 'nowhere'" in manikin("author", "nowhere", home=tmp_path).sentence()
    assert "'magic'" in manikin("author", SCENE, "--renderer", "magic", home=tmp_path).sentence()
