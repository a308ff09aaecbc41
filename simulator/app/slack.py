"""What a closed stage leaves in memory, given back to the computer before the next one opens."""

import ctypes
import gc
import sys


def give_back() -> None:
    """Collect what is not used any more and give free memory back.

    A session and its stage refer to each other in circles, and hold far more outside Python than its collector counts:
    by itself it would wait for the stages of several scenes. The GNU C library then keeps what was freed for itself.
    """
    gc.collect()
    if sys.platform == "linux":
        trim = getattr(ctypes.CDLL(None), "malloc_trim", None)  # other C libraries have no such call, and need none
        if trim is not None:
            trim(0)
