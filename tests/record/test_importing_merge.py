"""Bringing a list in: nothing lost, nothing doubled, and what differs is told instead of overwritten."""

from __future__ import annotations

import csv
import io
import json
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbook.record import Record, record_to_json
from workbook.record.importing import (
    Imported,
    ImportProblem,
    Known,
    guess_matching,
    import_evidence,
    read_table,
)
from workbook.record.models import Evidence, Proof
from workbook.record.reading import record_from

KNOWN = Known(kinds={"qip": "Quality improvement project", "teaching": "Teaching"})
HEADER = ["Title", "Kind", "Start", "End", "Role", "Level", "File", "Notes"]

FIRST = b"""Title,Kind,Start,End,Role,Level,File,Notes
Sepsis audit,qip,10/1/2025,30/6/2025,lead,local,qip-letter.pdf,
Ward teaching,teaching,6/10/2026,,,local,,weekly
Ward teaching,teaching,7/4/2025,7/4/2025,,local,,one session
"""


def brought_in(data: bytes, record: Record | None = None, take: tuple[int, ...] = ()) -> Imported:
    table = read_table(data, "list.csv")
    return import_evidence(record or Record(), table, guess_matching(table.header), KNOWN, take)


def test_a_second_import_of_the_same_file_adds_nothing_and_changes_nothing() -> None:
    once = brought_in(FIRST)
    twice = brought_in(FIRST, once.record)
    assert [row.row for row in once.report.added] == [2, 3, 4]
    assert twice.record == once.record
    assert twice.report.added == () and len(twice.report.already_there) == 3 and twice.report.changed == ()


def test_the_ids_come_from_the_content_and_not_from_the_place_in_the_file() -> None:
    lines = FIRST.splitlines()
    shuffled = b"\n".join([lines[0], lines[3], lines[1], lines[2]])
    ids = {entry.title: entry.id for entry in brought_in(FIRST).record.evidence if entry.title == "Sepsis audit"}
    again = {entry.title: entry.id for entry in brought_in(shuffled).record.evidence if entry.title == "Sepsis audit"}
    assert ids == again
    assert brought_in(shuffled, brought_in(FIRST).record).report.added == ()


def test_what_the_doctor_added_since_is_kept_and_is_no_difference() -> None:
    record = brought_in(FIRST).record
    entry = record.evidence[1].model_copy(update={"proof": Proof(file="feedback.pdf"), "shows": ("teaching",)})
    richer = record.model_copy(update={"evidence": (record.evidence[0], entry, record.evidence[2])})
    again = brought_in(FIRST, richer)
    assert again.record == richer
    assert again.report.changed == ()


def test_a_row_that_changed_is_reported_and_the_record_stays_as_it_is() -> None:
    record = brought_in(FIRST).record
    later = FIRST.replace(b"30/6/2025,lead", b"31/7/2025,contributor")
    again = brought_in(later, record)
    assert again.record == record
    assert again.report.added == ()
    changed = again.report.changed[0]
    assert changed.row == 2 and changed.title == "Sepsis audit"
    assert changed.differences == (
        "end: “2025-06-30” in your record, “2025-07-31” in the file",
        "role: “lead” in your record, “contributor” in the file",
    )


def test_a_changed_row_is_taken_over_when_the_doctor_asks_and_only_that_one() -> None:
    record = brought_in(FIRST).record
    kept = record.evidence[0].model_copy(update={"shows": ("audit-qi",)})
    record = record.model_copy(update={"evidence": (kept, *record.evidence[1:])})
    later = FIRST.replace(b"30/6/2025", b"31/7/2025").replace(b"weekly", b"fortnightly")
    again = brought_in(later, record, take=(2,))
    assert again.record.evidence[0].end == date(2025, 7, 31)
    assert again.record.evidence[0].id == kept.id and again.record.evidence[0].shows == ("audit-qi",)
    assert again.record.evidence[1].note == "weekly"
    assert [row.taken for row in again.report.changed] == [True, False]
    assert len(brought_in(later, again.record).report.changed) == 1, "the row taken over agrees from now on"


def test_a_day_filled_in_later_is_a_change_and_not_a_second_entry() -> None:
    record = brought_in(b"Title,Kind,Start\nSepsis audit,qip,\n").record
    again = brought_in(b"Title,Kind,Start\nSepsis audit,qip,10/1/2025\n", record)
    assert again.record == record
    assert again.report.changed[0].differences == ("start: nothing in your record, “2025-01-10” in the file",)


def test_an_entry_typed_by_hand_is_recognised() -> None:
    typed = Evidence(id="e1", kind="qip", title="sepsis  AUDIT", start=date(2025, 1, 10), end=date(2025, 6, 30))
    again = brought_in(FIRST, Record(evidence=(typed,)))
    assert [row.row for row in again.report.added] == [3, 4]
    assert again.report.already_there[0].id == "e1"


def test_two_rows_that_say_the_same_make_one_entry_and_the_second_is_accounted_for() -> None:
    made = brought_in(b"Title,Kind,Start\nAudit,qip,1/1/2025\nAudit,qip,1/1/2025\n")
    assert len(made.record.evidence) == 1
    assert (len(made.report.added), len(made.report.already_there)) == (1, 1)


def test_two_different_things_of_the_same_title_and_day_are_both_kept() -> None:
    made = brought_in(b"Title,Kind,Start,Role\nTalk,teaching,1/1/2025,lead\nTalk,teaching,1/1/2025,attender\n")
    assert [entry.role for entry in made.record.evidence] == ["lead", "attender"]
    assert made.record.evidence[1].id == made.record.evidence[0].id + "-2"


def test_bad_rows_are_listed_and_good_rows_come_in() -> None:
    made = brought_in(b"Title,Kind,Start\nAudit,qip,1/1/2025\nTalk,tlak,1/1/2025\nPoster,qip,30/2/2025\n")
    assert [row.row for row in made.report.added] == [2]
    assert [str(row).split(":")[0] for row in made.report.refused] == [
        "row 3, column “Kind”",
        "row 4, column “Start”",
    ]
    assert made.report.sentence() == "1 added, 0 already there, 2 not read"


def test_a_refused_row_that_is_mended_comes_in_beside_the_others() -> None:
    first = brought_in(b"Title,Kind,Start\nAudit,qip,1/1/2025\nPoster,qip,30/2/2025\n")
    mended = brought_in(b"Title,Kind,Start\nAudit,qip,1/1/2025\nPoster,qip,28/2/2025\n", first.record)
    assert [row.row for row in mended.report.added] == [3]
    assert len(mended.record.evidence) == 2


def test_the_rest_of_the_record_is_untouched_and_the_result_is_a_record() -> None:
    record = Record(evidence=(Evidence(id="e1", title="Mine"),))
    made = brought_in(FIRST, record)
    assert made.record.evidence[0] == record.evidence[0]
    assert record_from(json.loads(record_to_json(made.record))) == made.record


def test_a_matching_without_a_title_is_one_line() -> None:
    table = read_table(FIRST, "list.csv")
    with pytest.raises(ImportProblem, match=r"list\.csv: no column says what each entry is"):
        import_evidence(Record(), table, {"Kind": "kind"}, KNOWN)


cells = st.fixed_dictionaries(
    {
        "Title": st.sampled_from(["Audit", "audit ", "Talk", "", "-", "=1+1", 'Say "so"', "Läßt, sich\nlesen"]),
        "Kind": st.sampled_from(["qip", "Teaching", "", "nonsense"]),
        "Start": st.sampled_from(["1/1/2025", "2025-02-01", "", "45000", "31/2/2025", "n/a"]),
        "End": st.sampled_from(["1/3/2025", "", "ongoing", "1/1/2024"]),
        "Role": st.sampled_from(["lead", "", "Co-lead"]),
        "Level": st.sampled_from(["local", "", "cosmic"]),
        "File": st.sampled_from(["", "a.pdf"]),
        "Notes": st.sampled_from(["", "first", "second"]),
    }
)
files = st.lists(cells, min_size=1, max_size=12)


def as_csv(rows: list[dict[str, str]]) -> bytes:
    kept = io.StringIO()
    writer = csv.DictWriter(kept, HEADER)
    writer.writeheader()
    writer.writerows(rows)
    return kept.getvalue().encode()


def filled(rows: list[dict[str, str]]) -> int:
    return sum(any(cell.strip() for cell in row.values()) for row in rows)


@given(files)
def test_importing_twice_is_importing_once(rows: list[dict[str, str]]) -> None:
    if not filled(rows):
        return
    once = brought_in(as_csv(rows))
    twice = brought_in(as_csv(rows), once.record)
    assert twice.record == once.record
    assert twice.report.added == ()


@given(files, files)
def test_every_row_is_accounted_for_and_nothing_of_the_record_is_lost(
    before: list[dict[str, str]], rows: list[dict[str, str]]
) -> None:
    if not filled(rows) or not filled(before):
        return
    record = brought_in(as_csv(before)).record
    made = brought_in(as_csv(rows), record)
    report = made.report
    assert len(report.added) + len(report.already_there) + len(report.refused) == filled(rows)
    rows_told = [row.row for row in (*report.added, *report.already_there, *report.refused)]
    assert len(rows_told) == len(set(rows_told))
    assert made.record.evidence[: len(record.evidence)] == record.evidence
    assert len(made.record.evidence) == len(record.evidence) + len(report.added)
    again = brought_in(as_csv(rows), made.record)
    assert again.record == made.record
