"""What can be asked of the facts themselves on the command line? check, show, find, stale, diff, new."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Collection, Iterator
from datetime import date
from typing import TYPE_CHECKING, Any

from workbook.app.asking import BadInput, asked_day, asked_year, no_such
from workbook.base.days import in_words

if TYPE_CHECKING:
    from workbook.facts import Facts
    from workbook.facts.cards import Card
    from workbook.facts.core import Provenance, Source, Status

Answer = tuple[Any, list[str], int]  # for --json, in words, exit status


def add_facts(commands: Any, parser_class: type[argparse.ArgumentParser]) -> None:
    """The command `facts` with its own commands."""
    facts = commands.add_parser("facts", help="check the facts, show one with its source, list what to read again")
    own = facts.add_subparsers(dest="facts_command", required=True, metavar="WHAT", parser_class=parser_class)

    def command(name: str, run: Callable[[argparse.Namespace], Answer], said: str, *, on: bool = True) -> Any:
        made = own.add_parser(name, help=said)
        if on:
            made.add_argument("--on", default=None, metavar="DATE", help="the day to ask about, instead of today")
        made.add_argument("--json", action="store_true", help="print one JSON document")
        made.set_defaults(run=_printed(run))
        return made

    command("check", _check, "read every file and name everything that is wrong")
    command("stale", _stale, "list what must be read again, and why")
    show = command("show", _show, "print one fact with everything its source card shows")
    show.add_argument("id", metavar="ID", help="the fact's address or the end of it, such as ilr-absence-limit")
    find = command("find", _find, "list the facts that speak of something")
    find.add_argument("words", nargs="+", metavar="WORD")
    diff = command("diff", _diff, "what changed between two years' specification and matrix", on=False)
    diff.add_argument("earlier", metavar="YEAR")
    diff.add_argument("later", metavar="YEAR")
    diff.add_argument("specialty", metavar="SPECIALTY", help="such as internal-medicine-ct1")
    new = command("new", _new, "begin a new year's file from the newest one", on=False)
    new.add_argument("kind", choices=("person-spec", "scoring"))
    new.add_argument(
        "specialty", metavar="SPECIALTY", help="a programme, or what several share, such as physician-higher-common"
    )
    new.add_argument("year", metavar="YEAR")


def _printed(run: Callable[[argparse.Namespace], Answer]) -> Callable[[argparse.Namespace], int]:
    def printing(arguments: argparse.Namespace) -> int:
        from workbook.rules.finding import plain

        result, lines, status = run(arguments)
        text = json.dumps(plain(result), ensure_ascii=False, indent=2) if arguments.json else "\n".join(lines)
        sys.stdout.write(f"{text}\n")
        return status

    return printing


def _check(arguments: argparse.Namespace) -> Answer:
    from workbook.facts.upkeep.check import check
    from workbook.facts.where import data_root

    found = check(data_root(), _on(arguments))
    count = len(found.problems)
    told = "nothing is wrong" if not count else "1 problem" if count == 1 else f"{count} problems"
    lines = [str(problem) for problem in found.problems]
    return found, [*lines, f"{found.files} files, {found.facts:,} facts: {told}."], 2 if count else 0


def _stale(arguments: argparse.Namespace) -> Answer:
    from workbook.facts.search import load_index
    from workbook.facts.upkeep.stale import stale
    from workbook.facts.where import data_root

    on, index = _on(arguments), load_index(data_root())
    found = stale(index, on)
    lines = [*(str(each) for each in found), *(str(problem) for problem in index.set_aside)]
    facts = sum(len(each.facts) for each in found)
    files = len({each.file for each in found})
    told = f"{_count(facts, 'fact')} in {_count(files, 'file')}" if facts else "Nothing"
    plain = [{"file": each.file, "because": each.because, "facts": [row.id for row in each.facts]} for each in found]
    result = {"on": on, "to_read": plain, "set_aside": [str(problem) for problem in index.set_aside]}
    return result, [*lines, f"{told} to read again by {in_words(on)}."], 2 if index.set_aside else 0


def _show(arguments: argparse.Namespace) -> Answer:
    from workbook.facts.search import card_of, load_index
    from workbook.facts.where import data_root

    on = _on(arguments)
    index = load_index(data_root())
    row = index.row(arguments.id)
    card = card_of(data_root(), row)
    return card.entry, [*_card(card, on), f"  File: data/{row.file}"], 0


def _find(arguments: argparse.Namespace) -> Answer:
    from workbook.facts.search import load_index
    from workbook.facts.where import data_root

    index, on = load_index(data_root()), _on(arguments)
    groups = index.find(" ".join(arguments.words))
    lines: list[str] = []
    for group in groups:
        lines += [f"{group.title} ({group.total})"]
        for row in group.rows:
            again = " (to be read again)" if row.stale_on(on) else ""
            lines.append(f"  {f'{row.inside}: ' if row.inside else ''}{row.title}{again}: {row.id}")
    lines += [f"Set aside: {problem}" for problem in index.set_aside]
    result = [
        {"kind": group.kind, "total": group.total, "facts": [{"id": r.id, "title": r.title} for r in group.rows]}
        for group in groups
    ]
    return result, lines or ["No fact has all these words."], 0


def _diff(arguments: argparse.Namespace) -> Answer:
    from workbook.facts import Facts
    from workbook.facts.upkeep.diff import diff

    facts = Facts()
    _known_programme(arguments.specialty, facts.specialties())
    earlier, later = (asked_year("YEAR", given) for given in (arguments.earlier, arguments.later))
    if earlier >= later:
        raise BadInput(f"YEAR: the earlier year comes first; {earlier} is not before {later}")
    found = diff(facts, arguments.specialty, earlier, later)
    lines: list[str] = []
    for each in found:
        lines.append(f"{each.what}, {earlier} to {later}")
        if each.cannot:
            lines.append(f"  Cannot be compared: {each.cannot}.")
        else:
            lines += [f"  {change}" for change in each.changes] or ["  Nothing changed."]
    return found, lines, 0


def _new(arguments: argparse.Namespace) -> Answer:
    from workbook.facts import Facts
    from workbook.facts.upkeep.sharing import names, users
    from workbook.facts.upkeep.starting import start
    from workbook.facts.where import data_root

    facts, kind, name = Facts(), arguments.kind, arguments.specialty
    year, there = asked_year("YEAR", arguments.year), names(facts, kind)
    if name not in there:
        _known_programme(name, {*facts.specialties(), *there}, "programme or shared file")
        raise BadInput(f"SPECIALTY: {_served_by_another(facts, kind, name, year, there)}")
    written = start(data_root(), kind, name, year)
    said = [
        f"Written: {written}",
        "Everything in it is provisional and marked to be read again. When you have read an entry on this year's page,",
        "give it its own source and `checked_on`; when you have read all of it, take `carried_over_from` out.",
    ]
    used_by = users(facts, kind, name, year)
    if used_by:
        said += ["", f"{_count(len(used_by), 'other programme')} {'reads' if len(used_by) == 1 else 'read'} this file:"]
        said += [f"  {each.title}{', beside its own file' if each.beside_own else ''}" for each in used_by]
    others = _to_begin_as_well(facts, kind, name, year)
    if others:
        said += [
            "",
            "It points at a file that several programmes share and that has no such year yet. Begin that as well:",
        ]
        said += [f"  workbook facts new {kind} {other} {year}" for other in others]
    plain = {"written": str(written), "used_by": [each.programme for each in used_by], "begin_as_well": others}
    return plain, said, 0


def _served_by_another(facts: Facts, kind: str, programme: str, year: int, there: Collection[str]) -> str:
    """Why a programme that has no file of its own cannot be begun, and what to begin instead."""
    from workbook.facts.upkeep.sharing import read_by

    shared = next((name for name in read_by(facts, kind, programme, year) if name in there), None)
    if shared is None:
        return f"there is no earlier file of {programme} to start {year} from; data/templates/{kind}.yaml shows one"
    begin = f"workbook facts new {kind} {shared} {year}"
    return f"{programme} has no file of its own: it reads {shared}. Begin that: {begin}"


def _to_begin_as_well(facts: Facts, kind: str, name: str, year: int) -> list[str]:
    """The shared files that the new one points at and that have no file of the year."""
    from workbook.facts.loading import years_with
    from workbook.facts.upkeep.sharing import YEARLY, points_at

    shared = points_at(facts, kind, name, year)
    return [each for each in shared if year not in years_with(facts.root, YEARLY[kind], each)]


def _card(card: Card, on: date) -> Iterator[str]:
    """The fact, what it says, and everything a source card shows."""
    yield f"{card.inside}: {card.title}" if card.inside else card.title
    yield f"  {card.id}"
    if card.text:
        yield f"  {card.text}"
    yield from (f"  {label}: {value}" for label, value in card.lines)
    yield from _value_on(card, on)
    yield from (f"  See: {link.to} {link}" for link in card.links)
    yield ""
    yield from (f"  {line}" for line in _provenance(card.provenance, on))


def _value_on(card: Card, on: date) -> Iterator[str]:
    from workbook.facts import NotCovered, Status, Timeline
    from workbook.facts.cards import value_said

    if not isinstance(card.entry, Timeline):
        return
    try:
        held = card.entry.on(on)
    except NotCovered:
        yield f"  On {in_words(on)}: no value is known"
    else:
        said, standing = value_said(held.value, card.entry.unit, held), held.provenance.status
        if standing is Status.PROPOSED:
            yield f"  On {in_words(on)}: not in force; {said}"
        else:
            settled = standing in (Status.IN_FORCE, Status.SUPERSEDED)
            yield f"  On {in_words(on)}: {said}{f' ({_words(standing)})' if settled else ''}"


def _provenance(of: Provenance, on: date) -> Iterator[str]:
    yield f"Who says so: {_page(of.source)}"
    yield from (f"Also read: {_page(source)}" for source in of.agreeing)
    yield f"Date of the page: {of.source.page_date or 'not shown'}"
    if of.source.how_read:
        yield f"How it was read: {of.source.how_read}"
    yield f"Read on: {in_words(of.checked_on)}"
    yield f"Standing: {_words(of.status)}"
    yield f"Confidence: {of.confidence.value}"
    yield from (f"Confidence in “{label}”: {sure.value}" for label, sure in of.field_sureness)
    if of.copied:
        yield f"Read again by: {of.copied}"
    else:
        again = f"Read again by: {in_words(of.review_by)} ({of.review_because})"
        yield f"{again}: that day has passed" if on > of.review_by else again
    if of.note:
        yield f"Note: {of.note}"
    for conflict in of.conflicts:
        page = f" ({_page(conflict.source)})" if conflict.source else ""
        yield f"Says otherwise: {conflict.text}{page}"
        if conflict.followed:
            yield f"Followed: {conflict.followed}"
    yield from (f"Not found: {unknown}" for unknown in of.unknown)
    if of.rechecked:
        yield f"Looked at again on {in_words(of.rechecked.on)}: {of.rechecked.text}"


def _words(status: Status) -> str:
    return status.value.replace("_", " ")


def _page(source: Source) -> str:
    year = f" ({source.year})" if source.year else ""
    return f"{source.publisher}, {source.title}{year}{f', {source.url}' if source.url else ''}"


def _on(arguments: argparse.Namespace) -> date:
    from workbook.app.opening import today

    return asked_day(arguments.on) or today()


def _count(number: int, what: str) -> str:
    return f"{number:,} {what}" if number == 1 else f"{number:,} {what}s"


def _known_programme(given: str, known: Collection[str], what: str = "programme") -> None:
    if given not in known:
        raise BadInput(f"SPECIALTY: {no_such(what, given, known)}")
