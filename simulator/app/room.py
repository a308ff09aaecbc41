"""The practice room: a session, its screen and its stage, brought together and kept in step with the clock."""

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from PySide6.QtCore import QObject, QPoint, QTimer, Signal

from simulator import assessment
from simulator.app.at_table import AtTable
from simulator.app.in_sight import keep_in_sight
from simulator.app.naming import PATIENT, name_of, place_of
from simulator.app.telling import beside_fault, told
from simulator.app.theatre import Theatre
from simulator.core import events as ev
from simulator.core.state import State
from simulator.core.twin.bodies import body_for
from simulator.panels.checklist import Checklist
from simulator.panels.practice import PracticeScreen
from simulator.panels.viewport import Viewport
from simulator.presenting import moving, practising, vitalsigns
from simulator.presenting.bedside import Bedside
from simulator.presenting.frames import Picked
from simulator.presenting.hands import LearnersHands, told_of, verdict
from simulator.presenting.language import Language
from simulator.presenting.practice import Movement, Toast, Vital
from simulator.presenting.practising import Screen
from simulator.presenting.told import in_language
from simulator.recording.journal import JournalError
from simulator.session import Session

_TICK_MS = 50  # while something moves
_HANDLING_MS = 33  # while the learner's hands and the patient's body move
_SECOND_MS = 1000  # while nothing does: only the clock goes on
_ITEM = "item."


class PracticeRoom(QObject):
    """One session on the screen. `clock` tells seconds; it begins when the room is opened."""

    finished = Signal()
    recording_failed = Signal(str)
    language_chosen = Signal(str)
    theme_chosen = Signal(str)
    remembered = Signal(dict)  # preferences that were chosen here

    def __init__(
        self,
        session: Session,
        theatre: Theatre | None,
        screen: Screen,
        icons: Mapping[str, str],
        clock: Callable[[], float] = time.monotonic,
        hands: LearnersHands | None = None,
        from_s: float = 0.0,
    ) -> None:
        """Without `hands` the session is only watched, and its own leader leads. `from_s`: where its clock stands."""
        super().__init__()
        self.session = session
        self.hands = hands
        self._told = 0  # so many movements have been told of
        self.theatre = theatre
        self._look = screen
        self._icons = icons
        self._clock = clock
        self._began_s = clock() - from_s
        if theatre is not None:
            theatre.follow(session.movements)
        self._body = theatre.body if theatre else body_for(session.scene, session.movements)
        self._bedside = Bedside(session.scene, session.seed).follow(session.events, session.movements)
        self._judge = assessment.LiveJudge(session.scene)
        self._standing = self._judge.standing(())
        self._faults: dict[float, str] = {}
        self._fault = ""  # the one that is on the screen
        self._said = 0
        self._hint_asked = False
        self._trouble = ""
        self._monitor: tuple[Vital, ...] = ()
        self._closed = False
        self.viewport = Viewport(theatre.view) if theatre else None
        self.checklist = None if theatre else Checklist()
        slot = self.viewport or self.checklist
        assert slot is not None
        self.screen = PracticeScreen(slot, flat=theatre is None)
        self._connect()
        self.at_table = AtTable(self, screen.language) if theatre is not None and hands is not None else None
        if session.events:
            self._take_up()
        session.listen(self._heard)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.tick)
        if theatre is not None and screen.camera_id:
            theatre.view.fly(screen.camera_id)
        self.show()
        self._timer.start(_TICK_MS)

    def _take_up(self) -> None:
        """What was done before the room was opened is known, and told to nobody again."""
        session = self.session
        self._told = sum(movement.ended != "going" for movement in session.movements)
        if session.mode != "assess":
            faults = self._judge.new_faults(session.events, self._look.language, session.movements)
            self._faults.update((at_s, sentence) for at_s, sentence in faults if at_s > 0.0)
        self._standing = self._judge.standing(session.events)

    def now_s(self) -> float:
        """Seconds of the session."""
        return self._clock() - self._began_s

    def watch(self, camera: str | None) -> None:
        """Fly to a view, for a session that is only watched."""
        if self.theatre is not None and camera in self.session.scene.views:
            self._fly(camera)

    def tell(self, sentence: str) -> None:
        """Say something that the learner should know."""
        self._look = replace(self._look, toast=self._say(in_language(sentence, self._look.language), "warn"))
        self.show()

    def _tell_trouble(self, sentence: str) -> None:
        if sentence and sentence != self._trouble:
            self._trouble = sentence
            self.tell(sentence)

    def close(self) -> None:
        """Stop the clock; the session stays as it is."""
        self._closed = True
        self._timer.stop()
        if self.at_table is not None:
            self.at_table.close()
        if self.viewport is not None:
            self.viewport.set_source(None)

    # -- what the learner wants ------------------------------------------------------------------------------

    def order(self, action: str, actor: str, choices: dict[str, str]) -> None:
        """An order from the screen."""
        self._recorded(lambda: self.session.perform(self.now_s(), action, actor or None, choices))

    def stop(self) -> None:
        """The word that stops whatever the team is moving."""
        word = next((id_ for id_, rule in self.session.scene.actions.items() if rule.stops), None)
        if word is not None:
            self.order(word, "", {})

    def finish(self) -> None:
        """The learner says that the case is over."""
        self._recorded(lambda: self.session.finish(self.now_s()))

    def tick(self) -> None:
        """Let the session's time follow the clock: often while something moves, else with every full second."""
        if self.session.state.finished or self._closed:
            return
        now = self.now_s()
        if self.hands is not None:
            self.hands.look(self.session.moving)
        self._recorded(lambda: self.session.tick(now))
        self._tell_of_movements()
        self._go_on(now)  # before anything is drawn: a stage that fails does not stop the clock
        if self.theatre is not None:
            changed = self.theatre.show(self.session.state, now)
            self._tell_trouble(self.theatre.trouble)
            if self.viewport is not None and (changed or self.theatre.moving(self.session.state, now)):
                self.viewport.wake()
        self.screen.show_clock(now)
        self._show_signs(now)
        self.screen.show_movement(self._movement(now))

    def _show_signs(self, now_s: float) -> None:
        """The patient's monitor, on the screen and on the stage."""
        scene, signs = self.session.scene, self._bedside.signs(now_s)
        shown = vitalsigns.monitor(scene, signs)
        if shown == self._monitor:
            return  # a stage on which nothing else moves stays at rest
        self._monitor = shown
        self.screen.show_vitals(shown)
        if self.theatre is not None and self.viewport is not None:
            self.theatre.show_signs(vitalsigns.on_stage(scene, signs))
            self.viewport.wake()

    def _movement(self, now_s: float) -> Movement:
        body = self._body.pose(self.session.state, now_s)
        scene, state = self.session.scene, self.session.state
        going, hands = self.session.moving, self.hands
        live = None
        if going is not None and hands is not None:
            live = hands.live(going, scene.actions[going.action].handling)
        if self.viewport is not None:
            self.viewport.hold(on=live is not None and live.steers)
        pad, table = hands is not None and hands.attached, self.at_table.scale if self.at_table is not None else None
        inputs = moving.Inputs(pointer=self.viewport is not None, pad=pad, table=table)
        return moving.movement(scene, state, now_s, body, self.session.mode, self._look.language, live, inputs)

    def _tell_of_movements(self) -> None:
        """Say of each movement that is over how it went. Assess hears it in the debrief."""
        while self._told < len(self.session.movements) and self.session.movements[self._told].ended != "going":
            over = self.session.movements[self._told]
            self._told += 1
            if self.session.mode != "assess" and self.hands is not None and told_of(over):
                sentence, tone = verdict(self.session.scene, over, self._look.language)
                self._look = replace(self._look, toast=self._say(sentence, tone))
                self.show()

    def _go_on(self, now_s: float) -> None:
        """Ask for the next tick, unless the session is over."""
        state = self.session.state
        if state.finished or self._closed:
            return
        if self.session.moving is not None:
            self._timer.start(_HANDLING_MS)
            return
        moves = bool(state.running) or (self.theatre is not None and self.theatre.moving(state, now_s))
        self._timer.start(_TICK_MS if moves else max(_TICK_MS, _SECOND_MS - int(now_s * 1000) % _SECOND_MS))

    def ask_hint(self) -> None:
        """Say what helps on."""
        said = practising.hint(self.session.scene, self._standing, self._look.language)
        self._hint_asked = True
        self._look = replace(self._look, hint=said)
        self.show()

    def look(self, language: Language, theme: str) -> None:
        """Show everything in `language` and `theme`."""
        self._look = replace(self._look, language=language, theme=theme, toast=None, hint="")
        if self.viewport is not None:
            self.viewport.name_things(self._name_of)
        if self.at_table is not None:
            self.at_table.speak(language)
        self.show()

    def show(self) -> None:
        """Bring the screen up to the session."""
        now = self.now_s()
        look = self._look
        if self.session.mode == "learn":
            said = practising.hint(self.session.scene, self._standing, look.language, where=self._hint_asked)
            look = replace(look, hint=said)
        self.screen.show_view(
            practising.practice_view(
                self.session.scene,
                self.session.mode,
                self.session.state,
                now,
                self.session.events,
                self._standing,
                self._movement(now),
                look,
                self._faults,
                self._icons,
                self._bedside,
            )
        )

    # -- what happened ---------------------------------------------------------------------------------------

    def _heard(self, events: Sequence[ev.Event], state: State) -> None:
        reacts = self.session.mode != "assess"
        acts = [e for e in events if isinstance(e, ev.ActionFinished | ev.ActionStopped | ev.ActionStarted)]
        over = [e for e in acts if not isinstance(e, ev.ActionStarted)]
        if acts:
            self._hint_asked = False
            self._look = replace(self._look, hint="")
        if self._fault not in self.screen.stage.toast.text:
            self._fault = ""  # it was read, or something else was told since then
        faults: list[tuple[float, str]] = []
        session, language = self.session, self._look.language
        if reacts and over:  # what is still going on is judged when it is over
            found = self._judge.new_faults(session.events, language, session.movements)
            # What has no moment of its own is not done yet, and still can be. The worst comes first.
            faults = [(at_s, sentence) for at_s, sentence in found if at_s > 0.0]
        if faults:
            self._faults.update(reversed(faults))
            self._fault = faults[0][1]
        said = told(session.scene, self._bedside, events, language)
        said = beside_fault(session.scene, said, self._fault, events, language, new=bool(faults))
        if acts:  # after the faults: a step with one has no tick
            self._standing = self._judge.standing(self.session.events)
        if said is not None:
            self._look = replace(self._look, toast=self._say(*said))
        if self.theatre is not None:
            self.theatre.show(state, max(self.now_s(), state.at_s))
            if self.viewport is not None:
                self.viewport.wake()
        self.show()
        if any(isinstance(e, ev.SessionFinished) for e in events):
            self._timer.stop()
            self.finished.emit()
        else:
            self._go_on(self.now_s())

    def _say(self, sentence: str, tone: str) -> Toast:
        """A message; in assess it is only heard, without a judgement in its colour."""
        self._said += 1
        return Toast(self._said, sentence, "" if self.session.mode == "assess" else tone)

    def _recorded(self, act: Callable[[], object]) -> None:
        try:
            act()
        except JournalError as error:
            self.close()
            self.recording_failed.emit(str(error))

    # -- wiring ----------------------------------------------------------------------------------------------

    def _connect(self) -> None:
        screen = self.screen
        screen.action_chosen.connect(self.order)
        screen.hint_asked.connect(self.ask_hint)
        screen.stop_asked.connect(self.stop)
        screen.finish_asked.connect(self.finish)
        screen.language_chosen.connect(self.language_chosen)
        screen.theme_chosen.connect(self.theme_chosen)
        screen.region_marked.connect(self._mark)
        if self.hands is not None:
            self.session.lead(self.hands)
            self.hands.stop, self.hands.catch_up = self.stop, self._catch_up
            screen.hand_keys_changed.connect(self.hands.hold_keys)
            screen.stage.push.changed.connect(self.hands.hold_button)
            screen.hands_dragged.connect(self.hands.drag)
            if self.viewport is not None:
                self.viewport.held_moved.connect(self.hands.drag)
        if self.checklist is not None:
            self.checklist.region_clicked.connect(screen.open_region)
            self.checklist.item_dropped.connect(screen.use_item)
        if self.viewport is not None and self.theatre is not None:
            screen.see_through_toggled.connect(self._see_through)
            screen.camera_chosen.connect(self._fly)
            self.viewport.name_things(self._name_of)
            self.viewport.picked.connect(self._picked)
            self.viewport.dropped.connect(self._dropped)
            self.viewport.turned.connect(self._turned)
            self.viewport.lost.connect(self.tell)

    def _catch_up(self) -> None:
        """A handling comes up to this moment with the hands as they were: no push waits for the next picture."""
        if self.session.moving is not None and not self.session.state.finished:
            now = self.now_s()
            self._recorded(lambda: self.session.tick(now))

    def _mark(self, region: str) -> None:
        """Light up what the open menu is about."""
        if region:
            keep_in_sight(self.screen, self.viewport, region)
        if self.viewport is not None:
            self.viewport.light_up(PATIENT + region if region else None)
        elif self.checklist is not None:
            self.checklist.map.mark(region)

    def _turned(self) -> None:
        if self._look.camera_id:
            self._look = replace(self._look, camera_id="")
            self.show()

    def _see_through(self, on: bool) -> None:
        assert self.theatre is not None
        assert self.viewport is not None
        self._look = replace(self._look, see_through=on)
        self.theatre.see_through(on)
        self.viewport.wake()
        self.show()

    def _fly(self, camera: str | None) -> None:
        assert self.theatre is not None
        assert self.viewport is not None
        assert camera is not None
        self._look = replace(self._look, camera_id=camera)
        self.theatre.view.fly(camera)
        self.viewport.wake()
        self.show()

    def _picked(self, picked: Picked | None, at: QPoint) -> None:
        assert self.viewport is not None
        keep_in_sight(self.screen, self.viewport, place_of(picked))
        where = self.viewport.mapToGlobal(at)
        if place := place_of(picked):
            self.screen.open_region(place, where)
        elif picked is not None and picked.tag.startswith(_ITEM):
            self.screen.toggle_item(picked.tag.removeprefix(_ITEM))
        elif picked is not None and picked.tag in self.session.scene.team:
            self.screen.open_person(picked.tag, where)
        else:
            self.screen.click_nowhere(practising.GROUND, where)

    def _dropped(self, item: str, picked: Picked | None, at: QPoint) -> None:
        assert self.viewport is not None
        keep_in_sight(self.screen, self.viewport, place_of(picked))
        # Whatever else it falls on lies on the floor.
        place = place_of(picked) or practising.GROUND
        if picked is not None and picked.tag in self.session.scene.team and self.screen.is_for(picked.tag, item):
            place = picked.tag
        self.screen.use_item(item, place, self.viewport.mapToGlobal(at))

    def _name_of(self, tag: str) -> str | None:
        return name_of(self.session.scene, tag, self._look.language)
