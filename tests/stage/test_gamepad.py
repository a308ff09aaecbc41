"""A pretended game pad: what its sticks and buttons become, and that it may come and go."""

from types import SimpleNamespace

from panda3d.core import GamepadButton, InputDevice

from simulator.presenting.steering import Sticks
from simulator.stage.gamepad import GamePad


class PretendedPad:
    """A pad that answers as Panda3D's do."""

    def __init__(self, axes: dict[object, float], down: set[object]) -> None:
        self.axes, self.down = axes, down
        self.connected, self.polled = True, 0

    def poll(self) -> None:
        self.polled += 1

    def find_axis(self, axis: object) -> SimpleNamespace:
        return SimpleNamespace(value=self.axes.get(axis, 0.0))

    def find_button(self, button: object) -> SimpleNamespace:
        return SimpleNamespace(pressed=button in self.down)


class PretendedDevices:
    """A system with these pads and a keyboard."""

    def __init__(self, *pads: PretendedPad) -> None:
        self.pads, self.looked = list(pads), 0

    def update(self) -> None:
        self.looked += 1

    def get_devices(self, kind: object) -> list[PretendedPad]:
        return self.pads if kind == InputDevice.DeviceClass.gamepad else []


def test_sticks_and_shoulder_buttons_become_turn_height_and_pull() -> None:
    axes = {InputDevice.Axis.left_x: 0.5, InputDevice.Axis.right_y: -0.25, InputDevice.Axis.left_y: 0.9}
    pad = PretendedPad(axes, {GamepadButton.lshoulder()})
    assert GamePad(PretendedDevices(pad)).read() == Sticks(turn=0.5, height=-0.25, pull=-1.0)
    assert pad.polled == 1
    pad.down = {GamepadButton.rshoulder(), GamepadButton.face_b()}
    assert GamePad(PretendedDevices(pad)).read() == Sticks(turn=0.5, height=-0.25, pull=1.0, stop=True)


def test_both_shoulder_buttons_pull_nowhere() -> None:
    pad = PretendedPad({}, {GamepadButton.rshoulder(), GamepadButton.lshoulder()})
    assert GamePad(PretendedDevices(pad)).read() == Sticks()


def test_a_pad_may_come_and_go() -> None:
    devices = PretendedDevices()
    reader = GamePad(devices)
    assert reader.read() is None
    pad = PretendedPad({InputDevice.Axis.left_x: 1.0}, set())
    devices.pads.append(pad)
    assert reader.read() == Sticks(turn=1.0)
    pad.connected = False
    assert reader.read() is None
    assert devices.looked == 3


def test_a_computer_without_a_pad_says_nothing(capfd) -> None:
    assert GamePad().read() is None or isinstance(GamePad().read(), Sticks)
    assert capfd.readouterr() == ("", "")
