"""What is said about a piece of equipment that is held, or brought where it is of no use: where it is used."""

from simulator.presenting.language import Word, say
from simulator.presenting.practice import PracticeView


def in_hand(view: PracticeView, item_id: str) -> str:
    """It is held now: where to click."""
    return _said(view, item_id, Word.ITEM_HELD)


def not_here(view: PracticeView, item_id: str) -> str:
    """It was brought to a place where nothing is done with it."""
    return _said(view, item_id, Word.NOT_WITH_ITEM)


def item_name(view: PracticeView, item_id: str) -> str:
    """What it is called."""
    return next((item.text for item in view.items if item.item_id == item_id), item_id)


def _said(view: PracticeView, item_id: str, word: Word) -> str:
    sentence = say(word, view.language, item=item_name(view, item_id))
    places = [place.text for place in view.regions if any(entry.item == item_id for entry in place.entries)]
    # A person who can use it is found by a click; without any place there is nothing to name.
    return say(Word.ITEM_PLACES, view.language, said=sentence, where=" / ".join(places)) if places else sentence
