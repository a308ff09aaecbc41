"""Limits on what the handlings are measured by: they measure something, and their figures go together."""

from collections.abc import Iterator

from simulator.core.procedure import CHEST_TRACKS, TRACKS
from simulator.core.twin.plans import COMPRESSIONS
from simulator.scenefile.problems import Finding, Path, Severity
from simulator.scenefile.shapes.judging import LimitShape
from simulator.scenefile.shapes.scene import SceneShape

# The measures that ask for a level.
_OVER = ("low", "exposure", "time_over", "longest_over", "below", "above")
# The measures of single samples: of the time between two handlings nothing is known.
_OF_SAMPLES = ("peak", "low", "span", "below", "above")
# The signals of the whole session have no action and nobody who did it.
_OF_ALL = ("chest.pause", "chest.hands-off")


def of_limits(scene: SceneShape) -> Iterator[Finding]:
    """All that is wrong with the limits but words that name nothing."""
    for index, limit in enumerate(scene.limits):
        path: Path = ("limits", index)
        yield from _figures(path, limit)
        yield from _window(path, limit)
        yield from _measures_nothing(scene, path, limit)
        if not limit.points and limit.critical_over is None:
            message = f"`{limit.id}` costs nothing: no points, and it is not critical"
            yield Finding(path, message, "", Severity.WARNING)
        if limit.points and limit.section is None and any(not rubric.items for rubric in scene.rubrics.values()):
            yield Finding((*path, "points"), f"the points of `{limit.id}` need a `section`")


def _figures(path: Path, limit: LimitShape) -> Iterator[Finding]:
    for key, value in (("worst", limit.worst), ("critical_over", limit.critical_over)):
        if value is not None and value < limit.limit:
            yield Finding((*path, key), f"`{key}` must be at least `limit` ({limit.limit:g})")
    if limit.critical_level is not None and limit.critical_over is None:
        yield Finding((*path, "critical_level"), "`critical_level` has no effect without `critical_over`")
    elif limit.critical_level is not None and limit.measure not in _OVER:
        message = f"`critical_level` has no effect on the measure `{limit.measure}`"
        yield Finding((*path, "critical_level"), message, f"it belongs to {', '.join(_OVER)}")
    if limit.over and limit.measure not in _OVER:
        message = f"`over` has no effect on the measure `{limit.measure}`"
        yield Finding((*path, "over"), message, f"it belongs to {', '.join(_OVER)}")


def _window(path: Path, limit: LimitShape) -> Iterator[Finding]:
    for key, step in (("from", limit.from_step), ("until", limit.until_step)):
        if limit.during and step is not None:
            yield Finding((*path, key), f"`{key}` has no effect beside `during`", "keep one of them")
    if limit.together and not limit.during:
        yield Finding((*path, "together"), "`together` has no effect without `during`")
    elif limit.together and limit.measure not in _OF_SAMPLES:
        message = f"`{limit.measure}` would count the time between the handlings too"
        yield Finding((*path, "together"), message, f"it goes together with {', '.join(_OF_SAMPLES)}")
    if limit.by and (limit.track not in CHEST_TRACKS or limit.track in _OF_ALL):
        yield Finding((*path, "by"), f"nobody alone is behind `{limit.track}`", "`by` belongs to compressions")


def _measures_nothing(scene: SceneShape, path: Path, limit: LimitShape) -> Iterator[Finding]:
    """Signals are sampled in handlings only."""
    handled = [name for name, action in scene.actions.items() if action.handling is not None]
    if not handled:
        yield Finding(path, f"`{limit.id}` measures nothing: no action of this scene has a `handling`")
        return
    of_chest = limit.track in CHEST_TRACKS
    pressing = {name for name in handled for one in [scene.actions[name].handling] if one and one.plan == COMPRESSIONS}
    if limit.track in (*TRACKS, *CHEST_TRACKS) and not (pressing if of_chest else set(handled) - pressing):
        kind = "presses the chest" if of_chest else "moves the body"
        yield Finding((*path, "track"), f"`{limit.id}` measures nothing: no `handling` of this scene {kind}")
    for index, name in enumerate(limit.during):
        if name in scene.actions and name not in handled:
            message = f"nothing is measured during `{name}`: it has no `handling`"
            yield Finding((*path, "during", index), message, f"those have one: {', '.join(handled)}")
