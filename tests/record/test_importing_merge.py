"""Bringing a list in: nothing lost, nothing doubled, and what differs is told instead of overwritten."""

from __future__ import annotations

import csv
import io
import json
import time
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
        "Last day: 30 June 2025 in your record, 31 July 2025 in the file",
        "Your role: “lead” in your record, “contributor” in the file",
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
    assert again.report.changed[0].differences == ("First day: nothing in your record, 10 January 2025 in the file",)


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
    made = brought_in(b"Title,Kind,Start\nAudit,qip,1/1/2025\nTalk,qip,soon\nPoster,qip,30/2/2025\n")
    assert [row.row for row in made.report.added] == [2]
    assert [str(row).split(":")[0] for row in made.report.refused] == [
        "row 3, column “Start”",
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


def left_out(
    data: bytes, record: Record | None = None, another: tuple[int, ...] = (), *, leave: bool = True
) -> Imported:
    table = read_table(data, "list.csv")
    matching = guess_matching(table.header)
    return import_evidence(record or Record(), table, matching, KNOWN, another=another, leave_out=leave)


TWO_IN_A_DAY = b"Title,Kind,Date\nWard teaching,teaching,04/03/2025 09:30\nWard teaching,teaching,04/03/2025 15:10\n"


def test_two_of_one_day_at_two_times_are_two_and_stay_two() -> None:
    """The second assessment of a day was folded into the first and lost."""
    once = brought_in(TWO_IN_A_DAY)
    assert [row.row for row in once.report.added] == [2, 3]
    again = brought_in(TWO_IN_A_DAY, once.record)
    assert again.record == once.record and again.report.added == ()
    swapped = b"\n".join([TWO_IN_A_DAY.splitlines()[n] for n in (0, 2, 1)])
    assert brought_in(swapped, once.record).record == once.record


@pytest.mark.parametrize("other", [b"04/03/2025 3:10 PM", b"2025-03-04 15:10", b"04/03/2025 15:10:00"])
def test_another_time_of_the_day_in_a_later_file_is_another_thing(other: bytes) -> None:
    first = brought_in(b"Title,Kind,Date\nWard teaching,teaching,04/03/2025 09:30\n")
    later = b"Title,Kind,Date\nWard teaching,teaching," + other + b"\n"
    both = brought_in(later, first.record)
    assert len(both.record.evidence) == 2
    assert brought_in(TWO_IN_A_DAY, both.record).report.added == (), "one time, however it is written"


TWO_PATIENTS = b"Title,Kind,Date\nCase of Mrs Patel,teaching,3/8/2025\nCase of Mrs Jones,teaching,3/8/2025\n"


def test_two_cases_that_look_alike_once_the_names_are_left_out_are_two() -> None:
    once = left_out(TWO_PATIENTS)
    assert [entry.title for entry in once.record.evidence] == ["Case of [left out]"] * 2
    assert left_out(TWO_PATIENTS, once.record).record == once.record


@pytest.mark.parametrize("first", [True, False])
def test_words_left_out_the_one_time_and_kept_the_other_make_no_second_entry(first: bool) -> None:
    data = b"Title,Kind,Date,Notes\nAudit with Mrs Patel,qip,3/8/2025,Mrs Patel fell\n"
    once = left_out(data, leave=first)
    twice = left_out(data, once.record, leave=not first)
    assert twice.record == once.record and twice.report.added == () and twice.report.changed == ()


def test_a_row_that_is_another_thing_comes_in_when_the_doctor_says_so() -> None:
    once = left_out(b"Title,Kind,Date\nCase of Mrs Patel,teaching,3/8/2025\n")
    jones = b"Title,Kind,Date\nCase of Mrs Jones,teaching,3/8/2025\n"
    assert left_out(jones, once.record).report.added == (), "nothing in the record tells it from the first"
    asked = left_out(jones, once.record, another=(2,))
    assert [row.row for row in asked.report.added] == [2] and len(asked.record.evidence) == 2


def test_an_entry_without_a_day_swallows_no_dated_row_of_a_list_without_titles() -> None:
    """“Mini-CEX” without a day could be any of them: the one with a day was lost."""
    undated = brought_in(b"Form,Kind,Date\nTeaching,teaching,\n".replace(b"Form", b"Title"))
    dated = brought_in(b"Title,Kind,Date\nTeaching,teaching,4/3/2025\n", undated.record)
    assert [entry.start for entry in dated.record.evidence] == [None, date(2025, 3, 4)]


def test_a_change_that_cannot_be_is_not_taken_over() -> None:
    record = brought_in(FIRST).record
    moved = record.evidence[0].model_copy(update={"start": date(2025, 8, 1), "end": date(2025, 9, 1)})
    record = record.model_copy(update={"evidence": (moved, *record.evidence[1:])})
    later = FIRST.replace(b"10/1/2025,30/6/2025,lead", b"10/1/2025,30/6/2025,contributor")
    again = brought_in(later, record, take=(2,))
    assert again.record.evidence[0].role == "contributor", "the days of the row are possible together"
    ends = b"Title,Kind,Start,End\nSepsis audit,qip,1/8/2025,1/7/2025\n"
    assert brought_in(ends, record, take=(2,)).record == record


def test_a_thousand_rows_of_one_title_are_merged_in_about_the_time_of_their_length() -> None:
    """2,000 assessments of one kind took 32 seconds; four times the rows cost sixteen times the time."""
    start = b"Title,Kind,Date,Assessor\n"

    def seconds(count: int) -> float:
        rows = b"".join(
            b"Teaching,teaching,%02d/%02d/%d,Consultant %d\n" % (1 + n % 28, 1 + n // 28 % 12, 2020 + n // 336, n)
            for n in range(count)
        )
        began = time.process_time()
        once = brought_in(start + rows)
        again = brought_in(start + rows, once.record)
        assert len(once.report.added) == count and again.report.added == ()
        return time.process_time() - began

    seconds(50)
    assert seconds(1_600) < 10 * seconds(400)


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
