"""What does an entry say, and what does the option ask for? One plain half-sentence for each thing that differs."""

from __future__ import annotations

from workbook.facts.evidence import Choice, Field
from workbook.facts.needs import Alternative, Condition
from workbook.rules.pieces import Piece

# How a few answers are said inside a sentence, where the title of the choice would read badly: said, and asked for.
_PLAIN = {
    ("form", "oral"): ("talk", "a talk"),
    ("form", "poster"): ("poster", "a poster"),
    ("form", "oral-poster"): ("poster with a short talk", "a poster with a short talk"),
    ("feedback", "formal"): ("formal feedback", "formal feedback"),
    ("feedback", "informal"): ("only informal feedback", "informal feedback"),
    ("feedback", "none"): ("no feedback", "no feedback"),
    ("state", "published"): ("published", "published work"),
    ("state", "in-press"): ("fully accepted", "fully accepted work"),
    ("state", "submitted"): ("submitted", "submitted work"),
    ("stages", "all"): ("every stage", "every stage"),
    ("stages", "some"): ("some stages", "some stages"),
}
_FEW = 4  # more answers than this are said as what they are not


def difference(condition: Condition, piece: Piece) -> str:
    """What the entry says and what is asked for: your entry says poster; this option asks for a talk."""
    field, answer = condition.field, piece.values.get(condition.field.key)
    if field.type == "yes-no":
        wanted = next(iter(condition.values or {True}))
        return f"to “{field.label}” your entry says {_yes_no(answer)}; this option asks for {_yes_no(wanted)}"
    if field.type == "number":
        return f"your entry says {amount(field, float(answer or 0))}; this option asks for {_bounds(condition)}"
    chosen = next((one for one in field.choices if one.value == answer), None)
    there = _said(field, chosen) if chosen else str(answer)
    plain = (field.key, str(answer)) in _PLAIN
    return f"your entry says {there}; this option asks for {asked(condition)}{'' if plain else f' ({field.label})'}"


def asked(condition: Condition) -> str:
    """The answers that are asked for, without those that only satisfy another of them."""
    field, values = condition.field, condition.values or frozenset()
    if field.type == "number":
        return _bounds(condition)
    there = [one for one in field.choices if one.value in values]
    groups = [one for one in there if one.any_of]
    inside = {value for group in groups for value in group.any_of}
    least = [one for one in there if one.value not in inside and not values & {*one.meets}]
    if len(least) > _FEW:
        return f"anything but {_either([_title(one) for one in field.choices if one.value not in values])}"
    return _either([_PLAIN.get((field.key, one.value), ("", _title(one)))[1] for one in least])


def conditions(way: Alternative) -> str:
    """Everything one way asks for, in the words of its kind: Talk or poster: a talk, national."""
    said = [asked(one) for one in way.conditions if one.field.type != "yes-no"]
    said += [f"at least {amount(field, least)}" for field, least in way.totals if least > 1]
    return f"{way.words.title}{': ' if said else ''}{', '.join(said)}"


def amount(field: Field, number: float) -> str:
    """3 months; 1 cycle."""
    unit = field.unit or {"sessions": "sessions", "count": "entries"}.get(field.key, f"for “{field.label}”")
    if number == 1 and unit.endswith("ies"):
        unit = f"{unit[:-3]}y"
    elif number == 1 and unit.endswith("s"):
        unit = unit[:-1]
    return f"{number:g} {unit}"


def _bounds(condition: Condition) -> str:
    field, least, most = condition.field, condition.least, condition.most
    if least is not None and most is not None:
        return f"{least:g} to {amount(field, most)}"
    if most is not None:
        return f"at most {amount(field, most)}"
    return f"{'more than' if condition.above else 'at least'} {amount(field, least or 0)}"


def _said(field: Field, choice: Choice) -> str:
    return _PLAIN.get((field.key, choice.value), (_title(choice), ""))[0]


def _title(choice: Choice) -> str:
    """The title inside a sentence: talk, but PhD and MD by research."""
    first, rest = choice.title[:1], choice.title[1:]
    return choice.title if rest[:1].isupper() or rest[1:2].isupper() else first.lower() + rest


def _yes_no(answer: object) -> str:
    return "yes" if answer is True else "no"


def _either(words: list[str]) -> str:
    return " or ".join(filter(None, (", ".join(words[:-1]), words[-1]))) if words else "another answer"
