"""The wording of findings, a table by kind and language. `why` and `instead` of the rule are put behind."""

from __future__ import annotations

from collections.abc import Mapping

LANGUAGES = ("en", "zh")

TITLES: Mapping[str, Mapping[str, str]] = {
    "missed": {"en": "{name}: left out", "zh": "{name}：遗漏"},
    "missed.tried": {"en": "{name}: not done", "zh": "{name}：未完成"},
    "out_of_order.early": {"en": "{name}: too early", "zh": "{name}：过早"},
    "out_of_order.late": {"en": "{name}: out of order", "zh": "{name}：顺序错误"},
    "repeated": {"en": "{name}: repeated", "zh": "{name}：重复"},
    "repeated.free": {"en": "{name}: done again", "zh": "{name}：再次进行"},
    "extra": {"en": "{name}: not asked for", "zh": "{name}：多余操作"},
    "extra.free": {"en": "{name}: not asked for", "zh": "{name}：流程之外"},
    "wrong_choice": {"en": "{name}: wrong choice", "zh": "{name}：选择错误"},
    "wrong_choice.corrected": {"en": "{name}: corrected", "zh": "{name}：错后纠正"},
    "wrong_person": {"en": "{name}: wrong person", "zh": "{name}：人员错误"},
    "too_late": {"en": "{name}: too late", "zh": "{name}：过迟"},
    "too_slow": {"en": "{name}: too slow", "zh": "{name}：过慢"},
    "condition_broken": {"en": "{name}: interrupted", "zh": "{name}：中断"},
    "condition_broken.never": {"en": "{name}: never begun", "zh": "{name}：从未开始"},
    "forbidden_act": {"en": "{name}", "zh": "{name}"},
    "limit_exceeded": {"en": "{name}: outside the limits", "zh": "{name}：不在限度内"},
    "missed.limit": {"en": "{name}: not judged", "zh": "{name}：无法评定"},
    "over_time": {"en": "Too much time", "zh": "超时"},
    "over_time.unfinished": {"en": "Time: not judged", "zh": "用时：无法评定"},
}

SENTENCES: Mapping[str, Mapping[str, str]] = {
    "missed": {"en": "“{name}” was not done.", "zh": "未做“{name}”。"},
    "missed.tried": {"en": "“{name}” was tried at {at} and could not be done.", "zh": "{at} 尝试“{name}”，未能完成。"},
    "missed.barred": {
        "en": "“{name}” was tried at {at} and could not be done: {barred}",
        "zh": "{at} 尝试“{name}”，未能完成：{barred}",
    },
    "out_of_order.early": {
        "en": "“{name}” was done at {at}, before {others}.",
        "zh": "{at} 做了“{name}”，早于{others}。",
    },
    "out_of_order.late": {
        "en": "“{name}” was done only at {at}, after {others}.",
        "zh": "{at} 才做“{name}”，晚于{others}。",
    },
    "out_of_order.alone": {
        "en": "“{name}” was done at {at}, not at its place in the order.",
        "zh": "{at} 做了“{name}”，不在规定的顺序位置。",
    },
    "repeated": {"en": "“{name}” was done once more at {at}.", "zh": "{at} 重复了“{name}”。"},
    "repeated.free": {
        "en": "“{name}” was done one time more, at {at}; this costs no points.",
        "zh": "{at} 多做了一次“{name}”，不扣分。",
    },
    "extra": {
        "en": "“{name}” was done at {at}; the procedure does not ask for it.",
        "zh": "{at} 做了“{name}”，流程不要求此操作。",
    },
    "extra.free": {
        "en": "“{name}” was done at {at}; the procedure does not ask for it, and it costs no points.",
        "zh": "{at} 做了“{name}”，流程不要求此操作，不扣分。",
    },
    "wrong_choice": {
        "en": "At {at}, in “{name}” ({choice}), {value} was chosen; right is {right}.",
        "zh": "{at}，“{name}”（{choice}）选了{value}，正确的是{right}。",
    },
    "wrong_choice.none": {
        "en": "At {at}, in “{name}” ({choice}), nothing was chosen; right is {right}.",
        "zh": "{at}，“{name}”（{choice}）未作选择，正确的是{right}。",
    },
    "wrong_choice.corrected": {
        "en": "At {at}, in “{name}” ({choice}), {value} was chosen; it was corrected to {right} at {corrected}.",
        "zh": "{at}，“{name}”（{choice}）先选了{value}，{corrected} 改为{right}。",
    },
    "wrong_person": {
        "en": "“{name}” was done at {at} by {actor}; it is the task of {right}.",
        "zh": "{at}，“{name}”由{actor}完成，应由{right}完成。",
    },
    "wrong_person.yours": {
        "en": "“{name}” was done at {at} by {actor}; it is {right}.",
        "zh": "{at}，“{name}”由{actor}完成，应由{right}完成。",
    },
    "wrong_person.none": {
        "en": "“{name}” was done at {at} by nobody in particular; it is the task of {right}.",
        "zh": "{at}，“{name}”未指定人员，应由{right}完成。",
    },
    "wrong_person.none_yours": {
        "en": "“{name}” was done at {at} by nobody in particular; it is {right}.",
        "zh": "{at}，“{name}”未指定人员，应由{right}完成。",
    },
    "too_late": {
        "en": "“{name}” was finished at {ended}, {over} s later than the {limit} s allowed.",
        "zh": "“{name}”到 {ended} 才完成，比规定的 {limit} 秒晚了 {over} 秒。",
    },
    "too_slow": {
        "en": "“{name}” at {at} took {took} s; at most {limit} s are allowed.",
        "zh": "{at} 的“{name}”用时 {took} 秒，最多允许 {limit} 秒。",
    },
    "condition_broken": {
        "en": "“{name}” was interrupted at {at} for {seconds} s.",
        "zh": "{at}，“{name}”中断了 {seconds} 秒。",
    },
    "condition_broken.never": {"en": "“{name}” was never begun.", "zh": "“{name}”从未开始。"},
    "forbidden_act": {"en": "At {at}: {name}.", "zh": "{at}：{name}。"},
    "forbidden_act.often": {
        "en": "At {at}, and {more} more until {last}: {name}.",
        "zh": "{at}，此后至 {last} 又有 {more} 次：{name}。",
    },
    "forbidden_act.refused": {"en": "At {at} this was tried: {name}.", "zh": "{at} 曾试图：{name}。"},
    "limit_exceeded": {
        "en": "“{name}” came to {value}{unit}{where}, worst at {at}; the limit is {limit}{unit}.",
        "zh": "“{name}”达到 {value}{unit}{where}（{at} 最大），限度为 {limit}{unit}。",
    },
    "limit_exceeded.mean": {
        "en": "“{name}” was {value}{unit} on average{where}, worst at {at} with {peak}; the limit is {limit}{unit}.",
        "zh": "“{name}”平均为 {value}{unit}{where}（{at} 最大，为 {peak}），限度为 {limit}{unit}。",
    },
    "limit_exceeded.time_over": {
        "en": "“{name}” was above {over}{where} for {value} s in all, worst at {at} with {peak}; "
        "{limit} s are allowed.",
        "zh": "“{name}”超过 {over} 共 {value} 秒{where}（{at} 最大，为 {peak}），最多允许 {limit} 秒。",
    },
    "limit_exceeded.longest_over": {
        "en": "“{name}” was above {over}{where} for {value} s at a stretch, worst at {at} with {peak}; "
        "{limit} s are allowed.",
        "zh": "“{name}”持续超过 {over} 达 {value} 秒{where}（{at} 最大，为 {peak}），最多允许 {limit} 秒。",
    },
    "limit_exceeded.low": {
        "en": "“{name}” came down to {mean}{where} at {at}, {value}{unit} below {over}; {limit}{unit} are allowed.",
        "zh": "“{name}”低至 {mean}{where}（{at}），比 {over} 低 {value}{unit}，最多允许低 {limit}{unit}。",
    },
    "limit_exceeded.below": {
        "en": "“{name}”: {count} of {of} were below {over}{where}, {mean} on average, worst at {at}; "
        "at most {most} may be.",
        "zh": "“{name}”：{of} 次中有 {count} 次低于 {over}{where}，平均 {mean}（{at} 最差），最多允许 {most} 次。",
    },
    "limit_exceeded.above": {
        "en": "“{name}”: {count} of {of} were above {over}{where}, {mean} on average, worst at {at}; "
        "at most {most} may be.",
        "zh": "“{name}”：{of} 次中有 {count} 次高于 {over}{where}，平均 {mean}（{at} 最差），最多允许 {most} 次。",
    },
    "over_time": {
        "en": "The whole took {took}; full points are given up to {limit}.",
        "zh": "全程用时 {took}，满分时限为 {limit}。",
    },
    "missed.limit": {
        "en": "“{name}” could not be judged, since the step it belongs to was not done.",
        "zh": "相关步骤未做，无法评定“{name}”。",
    },
    "over_time.unfinished": {
        "en": "The points for time are given only when most of the steps are done.",
        "zh": "完成大部分步骤后才给用时分。",
    },
    "over_time.fail": {
        "en": "The whole took {took}; beyond {fail} nobody passes.",
        "zh": "全程用时 {took}，超过 {fail} 不及格。",
    },
}

FOLLOWS: Mapping[str, Mapping[str, str]] = {
    "behind": {"en": "This follows from {causes}", "zh": "此项由{causes}引起"},
    "same": {"en": "This is the same act as {causes}", "zh": "此项与{causes}为同一操作"},
    "once": {"en": "; the points are taken once.", "zh": "，不重复扣分。"},
    "rest": {"en": "; only what it costs beyond that is taken.", "zh": "，只扣超出部分。"},
    "end": {"en": ".", "zh": "。"},
}
"""What is said of a finding that another one caused, and of its points: they are all in that one, in part, or there
are none."""

JOINING: Mapping[str, tuple[str, str, str]] = {"en": (", ", " and ", " or "), "zh": ("、", "和", "或")}
"""Between the words of a list; before its last word; between right alternatives."""

UNITS: Mapping[str, Mapping[str, str]] = {"en": {}, "zh": {"s": "秒", "/min": "次/分"}}
"""Units that a language writes as a word."""

WHERE: Mapping[str, str] = {"en": " at {where}", "zh": "，部位 {where}"}
"""How the place of a measurement stands behind its figure."""

YOU: Mapping[str, tuple[str, str, str]] = {
    "en": ("you", "your task", "a task for {all}"),
    "zh": ("你", "{all}", "{all}"),
}
"""How a person whose name in the scene is the second person stands inside a sentence: as a doer; as the only one
whose task it is; as one of several."""

TIMES: Mapping[str, tuple[str, str]] = {"en": ("once", "{count} times"), "zh": ("1", "{count}")}
"""How often something happened again: once, and more often."""

QUOTED = "“{text}”"
QUOTES = "“”"
INNER = str.maketrans(QUOTES, "‘’")
"""Quotation marks inside a text that is itself quoted."""
