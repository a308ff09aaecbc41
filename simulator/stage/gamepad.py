"""A game pad, if one is attached: its sticks and buttons as the learner's hands understand them.

Panda3D knows the pads of every system; nothing is opened before somebody asks, and a pad may come and go at any time.
"""

from typing import Any

from panda3d.core import GamepadButton, InputDevice, InputDeviceManager, load_prc_file_data

from simulator.presenting.steering import Sticks

# Where the system has no input devices at all, Panda3D would say so on the console: no pad is nothing to report.
load_prc_file_data("", "notify-level-device fatal")


class GamePad:
    """The first game pad that is attached. `devices` stands in for the system's list of devices."""

    def __init__(self, devices: Any = None) -> None:
        self._devices = devices

    def read(self) -> Sticks | None:
        """The pad as it is now; None while none is attached."""
        if self._devices is None:
            self._devices = InputDeviceManager.get_global_ptr()
        self._devices.update()
        pads = self._devices.get_devices(InputDevice.DeviceClass.gamepad)
        pad = next((pad for pad in pads if pad.connected), None)
        if pad is None:
            return None
        pad.poll()
        return Sticks(
            turn=pad.find_axis(InputDevice.Axis.left_x).value,
            height=pad.find_axis(InputDevice.Axis.right_y).value,
            pull=_down(pad, GamepadButton.rshoulder()) - _down(pad, GamepadButton.lshoulder()),
            stop=bool(_down(pad, GamepadButton.face_b())),
        )


def _down(pad: Any, button: Any) -> float:
    return 1.0 if pad.find_button(button).pressed else 0.0
