"""What can be asked without a browser? The command line of the workbook, one function for each command.

Exit 0 when the question was answered, whatever the verdict; 2 on bad input, with one line that names the entry, the
field and the reason, and nothing written.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

from workbook.app.asking import BadInput, asked_day, asked_year, known_words, no_such, some_of
from workbook.app.comparing import add_compare
from workbook.app.facts_commands import add_facts

if TYPE_CHECKING:
    from workbook.facts import Facts
    from workbook.record import Record


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command. Returns the exit status."""
    try:
        arguments = _parser().parse_args(argv)
        run: Callable[[argparse.Namespace], int] = arguments.run
        return run(arguments)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except (ValueError, LookupError, OSError) as error:
        if not _is_ours(error):
            raise
        sys.stderr.write(f"workbook: {_one_line(error)}\n")
        return 2


def _one_line(error: Exception) -> str:
    said = f"{error.filename}: {error.strerror}" if isinstance(error, OSError) and error.filename else str(error)
    return " ".join(said.split())


def _is_ours(error: Exception) -> bool:
    """Whether the error is a sentence of ours for the person who typed, instead of a fault to be seen whole."""
    return isinstance(error, BadInput | OSError) or type(error).__module__.startswith("workbook.")


class _Parser(argparse.ArgumentParser):
    """argparse whose complaint is one line."""

    def error(self, message: str) -> NoReturn:
        said = " ".join(message.split())
        sys.stderr.write(f"workbook: {said}. `{self.prog} --help` lists what there is.\n")
        raise SystemExit(2)


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(prog="workbook", description="The Ladder: a mentoring workbook for doctors in the UK.")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND", parser_class=_Parser)

    app = commands.add_parser("app", help="open the workbook in the browser")
    app.add_argument("--port", type=int, default=None, help="the port on 127.0.0.1 (default: 8866 or the next free)")
    app.add_argument("--no-browser", action="store_true", help="print the address and open nothing")
    app.add_argument("--on", default=None, metavar="DATE", help="the day to work with, instead of today")
    app.set_defaults(run=_app)

    lab = commands.add_parser("lab", help="open the guided sessions in JupyterLab")
    lab.add_argument("--port", type=int, default=None)
    lab.add_argument("--no-browser", action="store_true")
    lab.set_defaults(run=_lab)

    for name, (run, said) in _STATIONS.items():
        station = commands.add_parser(name, help=said)
        station.add_argument("record", metavar="RECORD", help="a record file (YAML or JSON)")
        if name in _OF_A_PROGRAMME:
            station.add_argument("--specialty", default=None, metavar="ID", help="such as internal-medicine-ct1")
            station.add_argument("--year", default=None, metavar="YEAR", help="the year in which the post starts")
        if name == "priority":
            station.add_argument("--stage", default="offer", choices=("interview", "offer"), help="default: offer")
            station.add_argument("--foundation", action="store_true", help="ask about the UK Foundation Programme")
        station.add_argument("--on", default=None, metavar="DATE", help="the day to ask about, instead of today")
        station.add_argument("--json", action="store_true", help="print one JSON document")
        station.set_defaults(run=_station(run))

    add_compare(commands)

    export = commands.add_parser("export", help="write what you take away")
    export.add_argument("record", metavar="RECORD")
    export.add_argument("--to", required=True, choices=("ics", "html", "docx", "xlsx"),
                        help="a calendar file, a page to print, or the evidence index for Word or Excel")  # fmt: skip
    export.add_argument("--output", "-o", default=None, metavar="FILE",
                        help="where to write (ics and html: the screen if not given)")  # fmt: skip
    export.add_argument("--specialty", default=None, metavar="ID")
    export.add_argument("--year", default=None, metavar="YEAR")
    export.add_argument("--on", default=None, metavar="DATE")
    export.set_defaults(run=_export)

    importing = commands.add_parser("import", help="bring evidence in: a list, citations, a folder of certificates")
    importing.add_argument("record", metavar="RECORD", help="the record to add to")
    importing.add_argument(
        "files", nargs="+", metavar="FILE",
        help="a list (CSV, XLSX, an e-portfolio's export), works (BibTeX, PubMed .nbib or text, ORCID JSON), or "
        "certificates: a folder, or several files",
    )  # fmt: skip
    importing.add_argument(
        "--column", action="append", default=[], metavar="HEADER=FIELD",
        help="which column is which field, where the guess is wrong; repeat as needed",
    )  # fmt: skip
    importing.add_argument("--name", default="", metavar="NAME", help="your name as papers write it, such as Khan AM")
    importing.add_argument(
        "--keep-words", action="store_true", help="keep words by which a patient could be known (they are listed)"
    )
    importing.add_argument(
        "--another", action="append", default=[], metavar="ROW",
        help="a row that is already there is another thing: bring it in (a number, or as the report calls it)",
    )  # fmt: skip
    importing.add_argument(
        "--take", action="append", default=[], metavar="ROW",
        help="a row that differs from its entry is right: change the entry",
    )  # fmt: skip
    importing.add_argument("--output", "-o", default=None, metavar="FILE", help="where to write the new record")
    importing.set_defaults(run=_import)

    add_facts(commands, _Parser)

    demo = commands.add_parser("demo", help="list the worked examples, or print one")
    demo.add_argument("name", nargs="?", default=None)
    demo.set_defaults(run=_demo)
    return parser


# ---- the commands


def _app(arguments: argparse.Namespace) -> int:
    from workbook.app.server import serve

    on = asked_day(arguments.on)
    _places()
    return serve(port=arguments.port, open_browser=not arguments.no_browser, on=on)


def _lab(arguments: argparse.Namespace) -> int:
    from workbook.app.lab import lab

    _places()
    return lab(port=arguments.port, open_browser=not arguments.no_browser)


def _places() -> None:
    """Find the folders of the record and of the facts before a server starts, whose pages could only say it later."""
    from workbook.base.home import home
    from workbook.facts.where import data_root

    home()
    data_root()


def _demo(arguments: argparse.Namespace) -> int:
    from workbook.facts.where import data_root
    from workbook.record.demos import demo_names, demo_text

    if arguments.name is None:
        for demo in demo_names(data_root()):
            sys.stdout.write(f"{demo.name}  {demo.shows}\n")
    else:
        sys.stdout.write(demo_text(data_root(), arguments.name))
    return 0


def _import(arguments: argparse.Namespace) -> int:
    from workbook.app.importing import import_files

    return import_files(
        Path(arguments.record), [Path(file) for file in arguments.files], arguments.column, _path(arguments.output),
        own_name=arguments.name, leave_out=not arguments.keep_words, another=arguments.another, take=arguments.take,
    )  # fmt: skip


def _export(arguments: argparse.Namespace) -> int:
    from workbook.app.exporting import calendar_bytes, docx_bytes, page_bytes, xlsx_bytes

    if arguments.output is None and arguments.to in ("docx", "xlsx"):
        raise BadInput(f"--output is needed: a file for Word or Excel is no text, such as -o index.{arguments.to}")
    record, facts, on = _asked(arguments)
    if arguments.to == "ics":
        made = calendar_bytes(record, facts, on)
    else:
        make = {"html": page_bytes, "docx": docx_bytes, "xlsx": xlsx_bytes}[arguments.to]
        made = make(record, facts, on, *_programme(arguments, record, facts, on))
    if arguments.output is None:
        sys.stdout.buffer.write(made)
    else:
        try:
            Path(arguments.output).write_bytes(made)
        except OSError as error:
            raise BadInput(f"--output: {arguments.output} cannot be written ({error.strerror})") from error
        sys.stdout.write(f"Written: {arguments.output}\n")
    return 0


Answer = Callable[[argparse.Namespace, "Record", "Facts", date], tuple[Any, Callable[[Any], list[str]]]]


def _station(answer: Answer) -> Callable[[argparse.Namespace], int]:
    """A station's command: read, ask the rule, print it as JSON or in words."""

    def run(arguments: argparse.Namespace) -> int:
        from workbook.rules.finding import plain

        record, facts, on = _asked(arguments)
        result, in_words = answer(arguments, record, facts, on)
        text = (
            json.dumps(plain(result), ensure_ascii=False, indent=2) if arguments.json else "\n".join(in_words(result))
        )
        sys.stdout.write(f"{text}\n")
        return 0

    return run


def _gates(arguments: argparse.Namespace, record: Record, facts: Facts, on: date) -> tuple[Any, Any]:
    from workbook.app.words import gates_in_words
    from workbook.rules.gates import gates

    return gates(record, facts, *_programme(arguments, record, facts, on), on), gates_in_words


def _score(arguments: argparse.Namespace, record: Record, facts: Facts, on: date) -> tuple[Any, Any]:
    from workbook.app.words import score_in_words
    from workbook.rules.scoring import score

    return score(record, facts, *_programme(arguments, record, facts, on), on), score_in_words


def _claims(arguments: argparse.Namespace, record: Record, facts: Facts, on: date) -> tuple[Any, Any]:
    from workbook.app.check_words import claims_in_words
    from workbook.rules.claim_check import claim_check

    return claim_check(record, facts, *_programme(arguments, record, facts, on), on), claims_in_words


def _documents(arguments: argparse.Namespace, record: Record, facts: Facts, on: date) -> tuple[Any, Any]:
    from workbook.app.check_words import documents_in_words
    from workbook.rules.documents import documents

    aimed = arguments.specialty is not None or bool(record.targets)
    specialty, year = _programme(arguments, record, facts, on) if aimed else (None, None)
    return documents(record, facts, specialty, year, on), documents_in_words


def _priority(arguments: argparse.Namespace, record: Record, facts: Facts, on: date) -> tuple[Any, Any]:
    from workbook.app.priority_words import priority_in_words
    from workbook.rules.priority import FOUNDATION, priority
    from workbook.rules.rounds import next_round

    if not arguments.foundation:
        programme, year = _programme(arguments, record, facts, on)
    elif arguments.specialty is not None:
        raise BadInput("--foundation: leave out --specialty; they ask about two programmes")
    else:
        programme = FOUNDATION
        year = next_round(facts, on) if arguments.year is None else asked_year("--year", arguments.year)
    return priority(record, facts, programme, year, arguments.stage, on), priority_in_words


def _visa(_: argparse.Namespace, record: Record, facts: Facts, on: date) -> tuple[Any, Any]:
    from workbook.app.words import visa_in_words
    from workbook.stations.answers import Answers

    said = Answers(record, facts, on)
    state = said.permission()
    parts = {
        "on": on,
        "permission": state.permission,
        "findings": state.findings,
        "conditions": state.conditions,
        "residence": said.residence(),
    }
    return parts | {"costs": said.costs()}, visa_in_words


def _timeline(_: argparse.Namespace, record: Record, facts: Facts, on: date) -> tuple[Any, Any]:
    from workbook.app.words import line_in_words
    from workbook.rules.calendar import timeline

    return timeline(record, facts, on), line_in_words


def _plan(_: argparse.Namespace, record: Record, facts: Facts, on: date) -> tuple[Any, Any]:
    from workbook.app.words import plan_in_words
    from workbook.rules.plan import plan

    return plan(record, facts, on), plan_in_words


_STATIONS: dict[str, tuple[Answer, str]] = {
    "gates": (_gates, "the essential criteria of a programme, one by one"),
    "score": (_score, "points supported, claimed and within reach"),
    "claims": (_claims, "each claim held against what the entries say, and what could be claimed"),
    "documents": (_documents, "the document behind each entry, and words that may identify a patient"),
    "priority": (_priority, "whether the Act of 2026 puts you first, on which ground, and your NHS months"),
    "visa": (_visa, "permission to stay, absences and settlement"),
    "timeline": (_timeline, "posts, permission and recruitment on one line"),
    "plan": (_plan, "the unmet gates and the cheapest missing points"),
}
_OF_A_PROGRAMME = ("gates", "score", "claims", "documents", "priority")


# ---- reading what was typed


def _asked(arguments: argparse.Namespace) -> tuple[Record, Facts, date]:
    from workbook.app.opening import today
    from workbook.facts import Facts
    from workbook.record import read_record

    on = asked_day(arguments.on) or today()
    facts = Facts()
    record = read_record(Path(arguments.record))
    known_words(record, facts, arguments.record)
    specialty, year = getattr(arguments, "specialty", None), getattr(arguments, "year", None)
    if specialty is not None and specialty not in facts.specialty_ids():
        raise BadInput(f"--specialty: {no_such('programme', specialty, facts.specialty_ids())}")
    if year is not None:
        asked_year("--year", year)
    return record, facts, on


def _programme(arguments: argparse.Namespace, record: Record, facts: Facts, on: date) -> tuple[str, int]:
    """The programme and year asked for: what was typed, else the record's first target, else the next round."""
    from workbook.rules.rounds import next_round

    known = facts.specialty_ids()
    specialty = arguments.specialty
    ranked = record.ranked_targets
    if specialty is None:
        if not ranked:
            raise BadInput(f"--specialty is needed: the record names no target; there are {some_of(known)}")
        specialty = ranked[0].specialty
    if arguments.year is not None:
        return specialty, asked_year("--year", arguments.year)
    years = [target.year for target in ranked if target.specialty == specialty]
    return specialty, years[0] if years else next_round(facts, on)


def _path(given: str | None) -> Path | None:
    return None if given is None else Path(given)


if __name__ == "__main__":
    raise SystemExit(main())
