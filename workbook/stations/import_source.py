"""What was chosen to bring in, and what would come of it? A table, a list of works, or certificates; no widget here."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from workbook.facts import Facts
from workbook.record import Record
from workbook.record.identifiers import identifying
from workbook.record.importing import (
    Imported,
    ImportProblem,
    Incoming,
    Known,
    Matching,
    Meaning,
    Refused,
    Table,
    bring_in,
    guess_matching,
    import_evidence,
    plain_words,
    read_table,
)
from workbook.record.importing.certificates import File, is_document, read_certificates
from workbook.record.importing.lists import read_works
from workbook.record.importing.works import Work, drafts


def known_words(facts: Facts) -> Known:
    """The kinds and detail words of data/, and what lists call them, against which a file is read."""
    evidence, table = facts.evidence(), facts.import_words()
    kinds = {key: kind.title for key, kind in evidence.kinds.items()}
    kinds.update({key: words.title for key, words in (*evidence.vocabulary.items(), *evidence.documents.items())})
    words: dict[str, dict[str, Meaning]] = {}
    for word in table.words:
        means = Meaning(word.kind, word.details, word.ask)
        words.setdefault(word.where, {}).update({plain_words(said): means for said in word.says})
    headings = {plain_words(said): heading.field for heading in table.headings for said in heading.says}
    asked = [
        each for kind in (*evidence.vocabulary.values(), *evidence.documents.values()) for each in kind.fields
        if each.kept == "details"
    ]  # fmt: skip
    return Known(
        kinds=kinds, details=evidence.detail_words(), words=words, headings=headings,
        asked_of={
            kind: frozenset(each.key for each in evidence.fields_of(kind) if each.kept == "details") for kind in kinds
        },
        titles={each.key: each.label for each in reversed(asked)},
        answers={(each.key, choice.value): choice.title for each in reversed(asked) for choice in each.choices},
    )  # fmt: skip


@dataclass
class Source:
    """What a file or several hold, before anything joins the record. Exactly one of `table`, `works`, `files` is there.

    `matching` says which column of a table is which field and may be changed. `own_name` is the doctor's name as papers
    write it, for the place among the authors; it is kept nowhere. `leave_out`: words by which a patient could be known
    stay out of what comes in. Of the rows that are like an entry, `take` names those that may change it and `another`
    those that are another thing.
    """

    name: str
    known: Known
    table: Table | None = None
    works: tuple[Work, ...] | None = None
    files: tuple[Incoming, ...] | None = None
    refused: tuple[Refused, ...] = ()
    matching: Matching = field(default_factory=dict)
    own_name: str = ""
    leave_out: bool = True
    take: set[int] = field(default_factory=set)
    another: set[int] = field(default_factory=set)

    def called(self) -> str:
        """What was chosen, for the history, which keeps it: by its name only where no patient could be known by it."""
        if not identifying(self.name) and not identifying(self.name.replace("_", " ")):
            return f"“{self.name}”"
        return "certificates" if self.files is not None else "a list"

    def imported(self, record: Record) -> Imported:
        """The record with what would come in, and the report row by row. Raises `ImportProblem`."""
        refused = self.refused
        if self.table is not None:
            return import_evidence(
                record, self.table, self.matching, self.known, self.take, self.another, leave_out=self.leave_out
            )
        if self.works is not None:
            incoming, unread = drafts(self.works, self.known, self.own_name)
            refused = (*self.refused, *unread)
        else:
            incoming = self.files or ()
        return bring_in(record, incoming, refused, self.known, self.take, self.another, leave_out=self.leave_out)


def read_source(files: Iterable[File], known: Known, name: str, *, alone: bool) -> Source:
    """What the files hold: the one file `alone` is a list or a certificate, several are certificates.

    `files` are asked for one after the other, so that a folder need not be held in memory. Raises `ImportProblem`.
    """
    if alone:
        only = next(iter(files))
        if not is_document(only.name):
            return _list_in(only, known)
        files = (only,)
    incoming, refused = read_certificates(files, known)
    if not incoming and not refused:
        raise ImportProblem(f"{name}: there is no file in it")
    return Source(name, known, files=incoming, refused=refused)


def _list_in(file: File, known: Known) -> Source:
    if file.content is None:
        raise ImportProblem(f"{file.name}: larger than any list this workbook reads; save only the list of evidence")
    found = read_works(file.content, file.name)
    if found is not None:
        works, refused = found
        return Source(file.name, known, works=works, refused=refused)
    table = read_table(file.content, file.name)
    return Source(
        table.name, known, table=table, matching=dict(guess_matching(table.header, known.details, known.headings))
    )
