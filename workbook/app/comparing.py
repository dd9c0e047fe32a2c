"""How are several programmes compared on the command line? `workbook compare RECORD --specialty A --specialty B`."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from workbook.app.asking import BadInput, asked_day, asked_year, known_words, no_such, some_of
from workbook.base.days import in_words

if TYPE_CHECKING:
    from datetime import date

    from workbook.facts import Facts
    from workbook.record import Record
    from workbook.rules.compare import Comparison, Programme


def add_compare(commands: Any) -> None:
    """The command `compare`."""
    compare = commands.add_parser("compare", help="several programmes side by side: gates, points, how many apply")
    compare.add_argument("record", metavar="RECORD", help="a record file (YAML or JSON)")
    compare.add_argument(
        "--specialty", action="append", default=[], metavar="ID",
        help="such as internal-medicine-ct1; repeat as needed (default: the targets of the record)",
    )  # fmt: skip
    compare.add_argument("--year", default=None, metavar="YEAR", help="the year in which the posts start")
    compare.add_argument("--on", default=None, metavar="DATE", help="the day to ask about, instead of today")
    compare.add_argument("--json", action="store_true", help="print one JSON document")
    compare.set_defaults(run=_compare)


def _compare(arguments: argparse.Namespace) -> int:
    from workbook.app.opening import today
    from workbook.facts import Facts
    from workbook.record import read_record
    from workbook.rules.compare import compare
    from workbook.rules.finding import plain

    on, facts = asked_day(arguments.on) or today(), Facts()
    record = read_record(Path(arguments.record))
    known_words(record, facts, arguments.record)
    found = compare(record, facts, _asked(arguments, record, facts, on), on)
    text = json.dumps(plain(found), ensure_ascii=False, indent=2) if arguments.json else "\n".join(_in_words(found))
    sys.stdout.write(f"{text}\n")
    return 0


def _asked(arguments: argparse.Namespace, record: Record, facts: Facts, on: date) -> list[tuple[str, int]]:
    """The programmes named, each once, with its year: the one typed, else that of its target, else the next round."""
    from workbook.rules.rounds import next_round

    known = facts.specialty_ids()
    for specialty in arguments.specialty:
        if specialty not in known:
            raise BadInput(f"--specialty: {no_such('programme', specialty, known)}")
    targets = {target.specialty: target.year for target in reversed(record.ranked_targets)}
    named = arguments.specialty or [target.specialty for target in record.ranked_targets]
    if not named:
        raise BadInput(f"--specialty is needed: the record names no target; there are {some_of(known)}")
    year = asked_year("--year", arguments.year) if arguments.year is not None else None
    coming = next_round(facts, on)
    return [(one, year or targets.get(one, coming)) for one in dict.fromkeys(named)]


def _in_words(found: Comparison) -> list[str]:
    lines = [f"Side by side, as of {in_words(found.on)}", *(f"  {note}" for note in found.notes)]
    for programme in found.programmes:
        lines += ["", f"{programme.title}, posts starting in {programme.year}", *_lines(programme)]
    if found.people_per_post:
        lines += ["", "In the whole country, all programmes together, first round (not known by programme):"]
    for one in found.people_per_post:
        about = "about " if one.rounded else ""
        lines.append(
            f"  {one.year}: {about}{one.people:,} people for {one.posts:,} posts, {about}{one.people_per_post:g} a post"
        )
        lines += [f"  Source: {fact.provenance.sentence()}" for fact in one.facts]
    return lines


def _lines(programme: Programme) -> Iterator[str]:
    gates, points, competition = programme.gates, programme.points, programme.competition
    if gates.missing:
        yield f"  Gates: {gates.missing}"
    else:
        yield (
            f"  Gates: {gates.open_} of {gates.asked} open, {gates.opens_later} open on a later day, {gates.not_met} "
            f"shut, {gates.cannot_tell} not known, {gates.not_decided} not decided ({gates.spec_year} specification"
            f"{gates.facts[0].copied}{f'; {gates.partial}' if gates.partial else ''})"
        )
    if gates.shut:
        yield f"    Shut: {', '.join(gates.shut)}"
    if points.matrix_year is not None:
        yield (
            f"  Points on the {points.matrix_year} matrix{points.facts[0].copied}: supported "
            f"{_points(points.supported)}, claimed {_points(points.claimed)}, within reach {_points(points.ceiling)}, "
            f"most {_points(points.max)}"
        )
    yield from (f"    No number: {why}" for why in points.no_number)
    if competition.missing:
        yield f"  Competition: {competition.missing}"
        return
    counts = ""
    if competition.applications is not None and competition.posts is not None:
        counts = f" ({competition.applications:,} applications for {competition.posts:,} posts)"
    yield f"  Applications for a post in {competition.year}: {_points(competition.applications_per_post)}{counts}"
    yield from (f"    {sentence}" for sentence in competition.does_not_tell)
    yield from (f"    Source: {fact.provenance.sentence()}" for fact in competition.facts)


def _points(value: float | None) -> str:
    return "not shown" if value is None else f"{value:g}"
