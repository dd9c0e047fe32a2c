"""Which column of the file is which field of an entry? A guess from the heading words, as plain data to be changed."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence

from workbook.record.importing.known import plain_words

# Column name -> field. A column that stands for nothing has no entry here, or an empty one. Plain data, so that a page
# can show it, the doctor can change it and a file can keep it.
Matching = dict[str, str]

# The fields a column can stand for, and how a page names them. `day` is the one day of something that took one day.
# `named`: a list without titles, as portfolio exports are, where the kind is all there is to call an entry by.
FIELDS: Mapping[str, str] = {
    "title": "What it is",
    "kind": "Kind of evidence",
    "named": "Kind of evidence, and what it is called",
    "day": "The day (for something that took one day)",
    "start": "First day",
    "end": "Last day",
    "status": "How far it is",
    "role": "Your role",
    "level": "Level",
    "shows": "What it shows",
    "note": "Note",
    "proof.file": "Document",
    "proof.signed_by": "Signed by",
    "proof.dated": "Day on the document",
    "proof.identifiers_removed": "Patient details removed",
}

# Words too common inside a longer heading (“Presented to”, “Linked to”): they count only as the whole heading.
_WHOLE_ONLY = (
    "to",
    "from",
    "what",
    "when",
    "day",
    "until",
    "name",
    "item",
    "state",
    "stage",
    "area",
    "type",
    "section",
)

# Keys of `details` whose word heads a column of another meaning in most lists.
_FIRST_A_FIELD = ("type", "name", "position", "reflection", "attachment")

# Several columns may go into these two; every other field takes one column.
_MANY = ("note", "shows")

# Heading words that doctors' own lists use, in the order in which they are tried: the exact heading first, then a
# heading that contains the words.
_HEADINGS: Mapping[str, tuple[str, ...]] = {
    "proof.identifiers_removed": ("identifiers removed", "anonymised", "redacted", "patient details removed"),
    "proof.dated": ("document date", "date of document", "date of letter", "letter date", "certificate date", "dated"),
    "proof.signed_by": ("signed by", "signatory", "signature", "supervisor", "verified by"),
    "proof.file": ("file", "filename", "file name", "document", "proof", "evidence file", "certificate", "attachment"),
    "start": ("start", "start date", "from", "date from", "date started", "started", "begin", "first day"),
    "end": ("end", "end date", "to", "until", "date to", "date ended", "finish", "finished", "completed on",
            "completion date", "date completed", "last day"),
    "day": ("date", "day", "when", "date of event", "event date"),
    "status": ("status", "state", "progress", "stage"),
    "level": ("level", "scope", "local regional national", "reach"),
    "role": ("role", "my role", "your role", "position", "capacity"),
    "kind": ("kind", "type", "category", "evidence type", "type of evidence", "domain", "section"),
    "shows": ("shows", "area", "theme of evidence"),
    "note": ("note", "notes", "comment", "comments", "remarks", "reflection", "description", "details"),
    "title": ("title", "name", "evidence", "activity", "item", "project", "what", "achievement", "topic", "subject"),
}  # fmt: skip


LEAVE_OUT = "leave-out"  # what the table of headings says of a column that is not taken unless asked for


def guess_matching(
    header: Sequence[str], details: Collection[str] = (), headings: Mapping[str, str] | None = None
) -> Matching:
    """The likeliest field for each column, each field once. `details` are the keys that `details` of an entry may have.

    `headings` is the table of the data: the field of a heading by its plain words. A column that nothing fits becomes a
    note, so that nothing in the file is lost without the doctor saying so; one that the table leaves out (a patient's
    number, an e-mail address) stands with no field.
    """
    guess: Matching = {}
    taken: set[str] = set()

    def take(column: str, field: str) -> None:
        guess[column] = field
        taken.add(field)

    words = {column: _words(column) for column in header}
    table = headings or {}

    def take_details(keys: Collection[str], columns: Iterable[str]) -> None:
        for column in columns:
            field = _named_detail(column, words[column], keys)
            if column not in guess and field and field not in taken:
                take(column, field)

    # “Type” is first of all the kind, “Name” the title, and “Procedure” what a portfolio calls an entry by.
    not_told = [column for column in header if plain_words(column) not in table]
    take_details([key for key in details if key not in FIELDS and key not in _FIRST_A_FIELD], not_told)
    for column in header:
        if column not in guess and table.get(plain_words(column)) == LEAVE_OUT:
            guess[column] = ""

    def take_words(fits: Callable[[str, str], bool]) -> None:
        for field, says in _HEADINGS.items():
            for heading in says:
                for column in header:
                    if column not in guess and (field not in taken or field in _MANY) and fits(heading, words[column]):
                        take(column, field)

    take_words(_is)
    for column in header:
        field = table.get(plain_words(column))
        if column not in guess and field and (field not in taken or field in _MANY):
            take(column, field)
    take_words(_contains)
    take_details(details, header)
    _settle_days(guess)
    _settle_title(guess)
    return {column: guess.get(column, "note") for column in header}


def matching_problems(matching: Mapping[str, str], header: Sequence[str]) -> list[str]:
    """Why this matching cannot be used, a line each; empty when it can."""
    problems: list[str] = []
    used: dict[str, str] = {}
    for column, field in matching.items():
        if not field:
            continue
        if column not in header:
            problems.append(f"there is no column “{column}” in this file")
        if field not in FIELDS and not re.fullmatch(r"details\.[A-Za-z0-9][A-Za-z0-9_\-]{0,59}", field):
            problems.append(f"column “{column}”: there is no field {field!r}")
        elif field in used and field not in _MANY:
            problems.append(f"columns “{used[field]}” and “{column}” cannot both be “{_titled(field)}”")
        used.setdefault(field, column)
    if "named" in used and {"title", "kind"} & set(used):
        problems.append(f"“{used['named']}” says kind and name, so no other column can be either")
    if not {"title", "named"} & set(used):
        problems.append("no column says what each entry is; match one to “What it is”")
    if "day" in used and ("start" in used or "end" in used):
        problems.append(f"“{used['day']}” is the one day of an entry, so no other column can be its first or last day")
    return problems


def _titled(field: str) -> str:
    """A field as a page names it; a detail by its own words."""
    return FIELDS.get(field) or field.removeprefix("details.").replace("_", " ")


def _settle_days(guess: Matching) -> None:
    """“Date” beside “End” is the first day, beside “Start” the last, beside both a note."""
    column = next((name for name, field in guess.items() if field == "day"), None)
    if column is None or not {"start", "end"} & set(guess.values()):
        return
    free = [field for field in ("start", "end") if field not in guess.values()]
    guess[column] = free[0] if free else "note"


def _settle_title(guess: Matching) -> None:
    """Where no column says what an entry is, its kind is what it is called by."""
    column = next((name for name, field in guess.items() if field == "kind"), None)
    if column is not None and "title" not in guess.values():
        guess[column] = "named"


def _named_detail(column: str, words: str, details: Collection[str]) -> str | None:
    """`details.cycles`, or a heading that is a known key: “Cycles”, “Live hours”."""
    if match := re.fullmatch(r"(?i:details)[.: ]\s*([A-Za-z0-9][A-Za-z0-9_\-]{0,59})", column.strip()):
        return f"details.{match[1]}"
    key = words.replace(" ", "_")
    for known in sorted(details):
        if key in (known, f"number_of_{known}", f"no_of_{known}"):
            return f"details.{known}"
    return None


def _words(heading: str) -> str:
    return " ".join(re.findall(r"[a-z0-9]+", heading.lower()))


def _is(heading: str, words: str) -> bool:
    return words == heading


def _contains(heading: str, words: str) -> bool:
    return heading not in _WHOLE_ONLY and f" {heading} " in f" {words} "
