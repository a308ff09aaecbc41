"""A proposal as text for a scene file, with the evidence beside each order as a comment."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import count

from scoring import protocol as sp
from simulator.mining.keeping import Kept
from simulator.mining.proposal import Proposal

_WIDEST = 58  # beyond this column comments stand where they may


@dataclass(frozen=True, slots=True)
class _Line:
    text: str
    says: str = ""


def protocol_lines(proposal: Proposal) -> list[str]:
    """The key `protocol` with its tree, line by line."""
    root = proposal.protocol.root
    parts = root.children if isinstance(root, sp.Sequence) else (root,)
    lines = [_indented(line, 2) for part in parts for line in _block(part, proposal)]
    widest = min(max(len(line.text) for line in lines), _WIDEST)
    names = ", ".join(proposal.performances)
    found = len(proposal.performances)
    head = [f"# Proposed from {found} performances: {names}.", "# Each of them fits this order without a deviation."]
    return [*head, "protocol:", *(_said(line, widest) for line in lines)]


def _said(line: _Line, widest: int) -> str:
    return f"{line.text:<{widest}}  # {line.says}" if line.says else line.text


def _indented(line: _Line, spaces: int) -> _Line:
    return replace(line, text=" " * spaces + line.text)


def _block(node: sp.Node, proposal: Proposal) -> list[_Line]:
    """A node as an entry of a list."""
    match node:
        case sp.Step(step):
            return _step(step, proposal)
        case sp.Sequence(children):
            inner = [line for child in children for line in _block(child, proposal)]
            return [_Line("- " + inner[0].text, inner[0].says), *(_indented(line, 2) for line in inner[1:])]
        case sp.AnyOrder(children):
            return _group("any_order", children, proposal, "seen in different orders")
        case sp.OneOf(children):
            return _group("one_of", children, proposal, "never in one performance together")
        case sp.Optionally(child):
            return _group("optional", (child,), proposal, _how_many(child, proposal))
        case sp.Repeat(child):
            return _group("repeat", (child,), proposal, _how_often(child, proposal))


def _group(name: str, children: tuple[sp.Node, ...], proposal: Proposal, says: str) -> list[_Line]:
    inner = [_indented(line, 4) for child in children for line in _block(child, proposal)]
    return [_Line(f"- {name}:", says), *inner]


def _step(step: str, proposal: Proposal) -> list[_Line]:
    after = dict(proposal.protocol.after).get(step)
    lines = [_Line(f"- step: {step}", _evidence(step, proposal))]
    return lines if after is None else [*lines, _Line(f"  after: [{', '.join(after)}]")]


def _evidence(step: str, proposal: Proposal) -> str:
    """After what it came, how often and by how much."""
    said = []
    for order in proposal.orders:
        if order.later == step and order.performances:
            by = "" if order.least_s is None else f", {_by(order.least_s)}"
            said.append(f"after {order.earlier} in {order.performances} of {order.performances}{by}")
    done = proposal.step(step).performances
    here = [] if done == len(proposal.performances) else [f"done in {done} of {len(proposal.performances)}"]
    return "; ".join([*here, *said])


def _by(least_s: float) -> str:
    if least_s < 0:
        return f"though begun up to {-least_s:.1f} s before its end"
    return f"by {least_s:.1f} s at least"


def _how_many(node: sp.Node, proposal: Proposal) -> str:
    most = max(proposal.step(step.id).performances for step in sp.steps_of(node))
    return f"missing in some: done in {most} of {len(proposal.performances)}"


def _how_often(node: sp.Node, proposal: Proposal) -> str:
    times = [proposal.step(step.id).times for step in sp.steps_of(node)]
    return f"{min(least for least, _ in times)} to {max(most for _, most in times)} times in a performance"


# -- steps and conditions -----------------------------------------------------------------------------------------


def step_lines(
    proposal: Proposal, wanted: Collection[str], names: Mapping[str, tuple[str, str]], section: str
) -> list[str]:
    """Entries of `steps` for these steps, two blanks deep. `names`: action -> its name in English and Chinese.

    Points and reasons are not in any performance: they are for the author to write.
    """
    lines = []
    for seen in (one for one in proposal.steps if one.step in wanted):
        en, zh = names.get(seen.action, (seen.action, seen.action))
        lines += [f"  {seen.step}:", f"    action: {seen.action}", *_rights(proposal, seen.step, "    ")]
        lines += [
            "    points: 0",
            f"    section: {section}",
            f"    name: {_text(en, zh)}",
            f"    why: {_text('Every expert did it here.', '示范者均在此完成。')}",
            f"    instead: {_text(en, zh)}",
            f"    hint: {_text('What did the experts do here?', '示范者此时做了什么？')}",
        ]
    return lines


def rights_lines(proposal: Proposal) -> list[str]:
    """Who did each step and with which choices, as comments."""
    lines = []
    for seen in proposal.steps:
        rights = [line.replace("  # ", ", ").removeprefix("# ") for line in _rights(proposal, seen.step, "")]
        lines.append(f"#   {seen.step}: {'; '.join(rights) if rights else 'anyhow'}")
    return ["# What the steps were done with, and by whom:", *lines]


def _rights(proposal: Proposal, step: str, indent: str) -> list[str]:
    seen = proposal.step(step)
    done = sum(seen.by.values())
    lines = []
    if seen.with_:
        always = ", ".join(f"{choice}: {option}" for choice, option in seen.with_.items())
        lines.append(f"{indent}with: {{{always}}}  # always")
    for choice, options in seen.chosen.items():
        if len(options) > 1:
            said = ", ".join(f"{option} {times}" for option, times in options.items())
            lines.append(f"{indent}# {choice}: {said}")
    if seen.by:
        counted = ", ".join(f"{who} {times}" for who, times in seen.by.items())
        lines.append(f"{indent}by: [{', '.join(seen.by)}]  # {counted}, of {done}")
    return lines


def keep_lines(
    proposal: Proposal, wanted: Sequence[Kept], names: Mapping[str, tuple[str, str]], taken: Collection[str]
) -> list[str]:
    """Entries of `keep`, two blanks deep. `names`: condition -> its name in English and Chinese; `taken`: used ids."""
    lines = []
    for one in wanted:
        en, zh = names.get(one.condition, (one.condition, one.condition))
        until = [f"    until: {one.until_step}"] if one.until_step else []
        lines += [
            f"  - id: {_free(f'{one.condition}-kept', taken)}  # {_kept_says(proposal, one)}",
            f"    condition: {one.condition}",
            f"    from: {one.from_step}",
            *until,
            "    points: 0",
            f"    name: {_text(en, zh)}",
            f"    why: {_text('Every expert kept it all the time.', '示范者全程保持。')}",
            f"    instead: {_text('Keep it until the step that ends it.', '应保持到相应步骤完成。')}",
        ]
    return lines


def _kept_says(proposal: Proposal, one: Kept) -> str:
    found = len(proposal.performances)
    return f"held all the time in {found} of {found}, {one.shortest_s:.1f} s at least"


def kept_comments(proposal: Proposal, wanted: Sequence[Kept]) -> list[str]:
    """The same as comments."""
    said = [
        f"#   {one.condition}: from {one.from_step} until {one.until_step or 'the end'}; {_kept_says(proposal, one)}"
        for one in wanted
    ]
    return ["# What was kept all the time, from the end of one step until the end of another:", *said] if said else []


def _free(name: str, taken: Collection[str]) -> str:
    if name not in taken:
        return name
    return next(f"{name}-{number}" for number in count(2) if f"{name}-{number}" not in taken)


def _text(en: str, zh: str) -> str:
    return f'{{en: "{_plain(en)}", zh: "{_plain(zh)}"}}'


def _plain(text: str) -> str:
    return text.replace("\\", "\\\\").replace('"', '\\"')
