"""What a doctor would see: golden cases worked by hand, and what must hold for every record."""

from __future__ import annotations

import random
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workbook.base.strict_yaml import read_yaml_file
from workbook.facts.core import Confidence, Unknown
from workbook.facts.library import Facts
from workbook.facts.scoring import Matrix
from workbook.record.models import Record
from workbook.rules.finding import Verdict, plain
from workbook.rules.scoring import DomainScore, Score, score

FACTS = Facts()
TODAY = date(2026, 11, 20)
IMT, RADIOLOGY, GP = "internal-medicine-ct1", "clinical-radiology-st1", "general-practice-st1"
CASES: list[dict[str, Any]] = read_yaml_file(Path(__file__).parents[1] / "cases" / "scoring.yaml")


def made(evidence: list[dict[str, Any]], **record: Any) -> Record:
    """A record; `doc: true` is a document in order dated the day of the end, `doc: DATE` one of that day."""
    entries = []
    for entry in evidence:
        plain_entry = {key: value for key, value in entry.items() if key != "doc"}
        if entry.get("doc"):
            dated = entry["end"] if entry["doc"] is True else entry["doc"]
            plain_entry["proof"] = {"file": f"{entry['id']}.pdf", "dated": dated, "identifiers_removed": True}
        entries.append(plain_entry)
    return Record.model_validate({"evidence": entries, **record})


def domain(found: Score, id: str) -> DomainScore:
    return next(one for one in found.domains if one.id == id)


@pytest.mark.parametrize("case", CASES, ids=lambda case: str(case["name"]))
def test_case(case: dict[str, Any]) -> None:
    claims = [{"specialty": case["specialty"], **claim} for claim in case.get("claims", [])]
    on = date.fromisoformat(case.get("on", TODAY.isoformat()))
    more = {name: case[name] for name in ("exams", "posts", "doctor") if name in case}
    record = made(case.get("evidence", []), claims=claims, **more)
    found = score(record, FACTS, case["specialty"], case.get("year", 2028), on)
    if "total" in case:
        total = [found.total.supported, found.total.claimed, found.total.ceiling, found.total.max]
        assert all(says in (".", is_) for says, is_ in zip(case["total"], total, strict=True)), found.total
    for id, expected in case["expect"].items():
        seen = domain(found, id)
        figures = [seen.supported.points, seen.claimed.points, seen.ceiling.points]
        for says, is_ in zip(expected["figures"], figures, strict=True):
            assert says == "." or says == is_, (id, expected["figures"], figures)
        if expected.get("verdict", ".") != ".":
            assert seen.verdict.value == expected["verdict"], seen.because
        if "option" in expected:
            assert seen.supported.option == expected["option"]
        if "evidence" in expected:
            assert list(seen.supported.evidence) == expected["evidence"]
        if "max" in expected:
            assert seen.max == expected["max"]
        if "on" in expected:
            assert seen.on == date.fromisoformat(expected["on"])
        assert expected.get("because", "") in seen.because, seen.because
        if "missing" in expected:
            assert any(expected["missing"] in question for question in seen.missing), seen.missing
        if "next" in expected and expected["next"] is None:
            assert seen.next is None
        for key, value in (expected.get("next") or {}).items():
            assert getattr(seen.next, key) == value, (key, seen.next)


# The year.


def test_a_round_without_a_matrix_is_scored_on_the_newest_published_and_says_so() -> None:
    found = score(Record(), FACTS, IMT, 2028, TODAY)
    assert (found.year, found.matrix_year) == (2028, 2026)
    assert "2026 matrix, the newest here; your round is 2028" in found.because
    assert found.because in found.notes and "October 2027" in found.because


def test_the_announced_changes_stand_below_as_a_score_of_their_own() -> None:
    record = made([{"id": "a", "kind": "presentation-oral-national", "status": "done", "end": "2026-01-01", "doc": True,
                    "details": {"author": "first"}}])  # fmt: skip
    found = score(record, FACTS, IMT, 2028, TODAY)
    assert found.announced is not None
    assert domain(found, "presentations").supported.points == 6
    assert domain(found.announced, "presentations").supported.points == 8
    assert found.announced.matrix_year == 2027 and "provisional" in found.announced.because
    assert "unique-applicant" not in {one.id for one in found.announced.domains}
    assert score(record, FACTS, RADIOLOGY, 2028, TODAY).announced is None
    assert "Changes are announced for 2027; the same record under them stands below." in found.notes


def test_our_reading_of_a_band_is_told_as_ours_on_its_source_card() -> None:
    """The source says “paper”; that a case report is none was ours, and nobody was told."""
    facts = domain(score(Record(), FACTS, RADIOLOGY, 2028, TODAY), "academic-achievements").facts
    note = facts[0].provenance.note
    assert note is not None and "The fields behind each option are our reading of its words" in note
    assert facts[0].provenance.confidence is Confidence.MEDIUM


def test_a_claim_of_another_year_is_named_and_not_used() -> None:
    record = made([], claims=[{"specialty": IMT, "year": 2025, "domain": "publications", "option": "original-first"}])
    found = score(record, FACTS, IMT, 2028, TODAY)
    assert domain(found, "publications").claimed.points == 0
    assert "Your claims on the 2025 form are not used here." in found.notes


def test_a_claim_for_the_round_itself_stands_over_one_on_the_published_form() -> None:
    claims = [
        {"specialty": IMT, "year": 2026, "domain": "publications", "option": "other-single"},
        {"specialty": IMT, "year": 2028, "domain": "publications", "option": "book-chapter"},
    ]
    seen = domain(score(made([], claims=claims), FACTS, IMT, 2028, TODAY), "publications")
    assert (seen.claimed.points, seen.claimed.option) == (5, "book-chapter")
    assert "2028" in seen.because and seen.verdict is Verdict.NOT_MET


def test_a_claim_for_the_round_was_made_on_the_published_form_not_on_the_announced_changes() -> None:
    claim = {"specialty": IMT, "year": 2028, "domain": "publications", "option": "original-first"}
    found = score(made([], claims=[claim]), FACTS, IMT, 2028, TODAY)
    assert domain(found, "publications").claimed.points == 8
    assert found.announced is not None and domain(found.announced, "publications").claimed.points == 0


def test_a_claim_for_an_option_that_is_not_there_is_said() -> None:
    record = made([], claims=[{"specialty": IMT, "year": 2026, "domain": "publications", "option": "nobel-prize"}])
    assert any("nobel-prize" in note for note in score(record, FACTS, IMT, 2028, TODAY).notes)


def test_a_claim_below_what_the_documents_support_is_met_and_said() -> None:
    record = made(
        [{"id": "a", "kind": "qip", "status": "done", "end": "2026-01-01", "doc": True,
          "details": {"cycles": 2, "stages": "all"}}],
        claims=[{"specialty": IMT, "year": 2026, "domain": "quality-improvement", "option": "one-some"}],
    )  # fmt: skip
    seen = domain(score(record, FACTS, IMT, 2028, TODAY), "quality-improvement")
    assert (seen.supported.points, seen.claimed.points, seen.verdict) == (4, 1, Verdict.MET)
    assert "already support more" in seen.because


def test_no_matrix_of_the_specialty_is_unknown() -> None:
    with pytest.raises(Unknown):
        score(Record(), FACTS, "improving-surgical-training-st1", 2028, TODAY)


# What may not be shown.


def test_general_practice_shows_no_number() -> None:
    found = score(Record(), FACTS, GP, 2028, TODAY)
    assert not found.scored and found.domains == ()
    assert found.because.startswith("Selection is by the MSRA alone")
    total = found.total
    assert (total.supported, total.claimed, total.ceiling, total.max) == (None,) * 4 and total.blocked_by


def test_the_extra_points_of_imt_stand_apart_and_are_not_for_the_record_to_give() -> None:
    targets = [
        {"specialty": IMT, "year": 2028},
        {"specialty": GP, "year": 2028},
        {"specialty": RADIOLOGY, "year": 2027},
    ]
    found = score(Record.model_validate({"targets": targets}), FACTS, IMT, 2028, TODAY)
    bonus = domain(found, "unique-applicant")
    assert bonus.bonus and bonus.max == 5 and bonus.supported.points is None
    assert bonus.verdict is Verdict.NOT_DECIDED
    assert GP in bonus.because and RADIOLOGY not in bonus.because
    assert (found.total.max, found.total.supported) == (30, 0)


class OneMatrix(Facts):
    """The facts with one matrix changed."""

    def __init__(self, matrix: Matrix) -> None:
        super().__init__()
        self._matrix = matrix

    def matrix(self, specialty: str, year: int) -> Matrix:
        return self._matrix


def changed(**changes: Any) -> Facts:
    """Radiology with its first domain changed."""
    matrix = FACTS.matrix(RADIOLOGY, 2026)
    plain_matrix = matrix.model_dump(exclude={"announced"})
    first, *others = plain_matrix["domains"]
    plain_matrix["domains"] = [first | changes, *others]
    plain_matrix["total"]["self_assessment_max"] = None
    return OneMatrix(Matrix.model_validate(plain_matrix))


def test_an_unknown_maximum_blocks_the_total_instead_of_shrinking_it() -> None:
    total = score(Record(), changed(max=None), RADIOLOGY, 2028, TODAY).total
    assert (total.supported, total.claimed, total.ceiling, total.max) == (None,) * 4
    assert total.blocked_by == ("Commitment to specialty (double weight): its maximum is not published",)


def test_a_domain_marked_by_assessors_has_no_score_of_ones_own() -> None:
    found = score(Record(), changed(scored_by="assessors"), RADIOLOGY, 2028, TODAY)
    assert found.domains[0].supported.points is None and found.total.supported is None
    assert "marked by the assessors" in found.total.blocked_by[0]


def test_a_year_whose_closing_day_nobody_published_has_no_ceiling_and_says_why() -> None:
    found = score(Record(), FACTS, RADIOLOGY, 2026, TODAY)
    assert found.deadline is None and found.total.ceiling is None and found.total.max == 24
    assert "closing day of the 2026 round is not known" in found.total.blocked_by[0]


def test_an_option_without_a_known_lead_time_leaves_the_ceiling_open() -> None:
    best, *others = FACTS.matrix(RADIOLOGY, 2026).domains[0].model_dump()["options"]
    found = score(Record(), changed(options=[{**best, "reached_by": ()}, *others]), RADIOLOGY, 2028, TODAY)
    assert found.domains[0].ceiling.points is None and found.total.ceiling is None
    assert "no lead time is known" in found.total.blocked_by[0]


def test_grades_without_points_are_shown_as_options_never_as_numbers() -> None:
    options = [{**one, "points": None} for one in FACTS.matrix(RADIOLOGY, 2026).domains[0].model_dump()["options"]]
    facts = changed(options=options, max=None)
    record = made([{"id": "a", "kind": "conference", "status": "done", "end": "2026-01-01", "doc": True,
                    "details": {"specialty": "radiology"}}])  # fmt: skip
    seen = score(record, facts, RADIOLOGY, 2028, TODAY).domains[0]
    assert (seen.supported.option, seen.supported.points, seen.verdict) == ("conference", None, Verdict.MET)
    assert seen.claimed.points is None
    assert seen.next is not None and (seen.next.gain, seen.next.gives) == (None, "the letter B instead of D")


# Sums.


SPELL = {"kind": "taster-week", "status": "done", "end": "2026-01-01", "doc": True}
RADIOLOGY_SPELL = {**SPELL, "details": {"specialty": "radiology", "days": 3, "meaningfully_different": True}}
MEETING = {
    "kind": "conference",
    "status": "done",
    "end": "2026-02-01",
    "doc": True,
    "details": {"specialty": "radiology"},
}


def test_a_sum_adds_what_is_met_and_each_entry_serves_one_option() -> None:
    facts = changed(pick="sum", max=20)
    record = made([{**RADIOLOGY_SPELL, "id": "a"}, {**MEETING, "id": "b"}])
    seen = score(record, facts, RADIOLOGY, 2028, TODAY).domains[0]
    assert (seen.supported.points, seen.supported.option) == (8, "one-exposure, conference")
    assert set(seen.supported.evidence) == {"a", "b"}


def test_a_capped_sum_stops_at_its_cap() -> None:
    facts = changed(pick="capped-sum", cap=7, max=7)
    record = made([{**RADIOLOGY_SPELL, "id": "a"}, {**MEETING, "id": "b"}])
    seen = score(record, facts, RADIOLOGY, 2028, TODAY).domains[0]
    assert (seen.supported.points, seen.ceiling.points, seen.verdict) == (7, 7, Verdict.MET)
    assert seen.next is None


def test_in_a_sum_an_entry_gives_way_to_the_option_that_has_no_other() -> None:
    """The best assignment, not the first: a project that fits both options leaves the better one to the other entry."""
    matrix = FACTS.matrix(RADIOLOGY, 2026).domains[3].model_dump()
    led, contributed = matrix["options"][2], matrix["options"][3]
    facts = changed(pick="sum", max=20, options=[{**contributed, "points": 5.0}, {**led, "points": 3.0}])
    projects = [
        {"id": "a", "kind": "qip", "role": "lead", "details": {"theme": "other", "change": "shown"}},
        {"id": "b", "kind": "qip", "role": "contributor"},
    ]
    record = made([{**project, "status": "done", "end": "2026-01-01", "doc": True} for project in projects])
    seen = score(record, facts, RADIOLOGY, 2028, TODAY).domains[0]
    assert seen.supported.points == 8 and set(seen.supported.evidence) == {"a", "b"}


# Notes.


def undocumented(count: int) -> Record:
    options = ["original-first", "oral-national", "two-cycles-all"]
    domains = ["publications", "presentations", "quality-improvement"]
    claims = [{"specialty": IMT, "year": 2026, "domain": d, "option": o} for d, o in zip(domains, options, strict=True)]
    course = {"id": "c", "kind": "pgcert-education", "status": "done", "end": "2026-01-01", "doc": True}
    return made([course], claims=claims[:count])


@pytest.mark.parametrize(
    ("claims", "said"),
    [
        (1, "1 scored part has no document in order: Publications (8 points). Not yet enough to stop the application."),
        (2, "2 scored parts have no document in order: "),
        (3, "3 scored parts have no document in order: "),
    ],
)
def test_claims_without_a_document_are_named_and_from_three_on_end_an_imt_application(claims: int, said: str) -> None:
    (note,) = [n for n in score(undocumented(claims), FACTS, IMT, 2028, TODAY).notes if "scored achievements" in n]
    assert note.startswith(said)
    assert ("As it stands, this would stop the application." in note) is (claims == 3)


def test_no_document_at_all_is_named_too() -> None:
    claims = [{"specialty": IMT, "year": 2026, "domain": "publications", "option": "original-first"}]
    notes = score(made([], claims=claims), FACTS, IMT, 2028, TODAY).notes
    said = "No scored part has a document in order: Publications (8 points). As it stands, this would stop"
    assert any(note.startswith(said) for note in notes)


@pytest.mark.parametrize(
    ("programme", "part", "follows"),
    [
        # “none for a domain that was scored, is likely to stop shortlisting”
        ("gastroenterology-st4", "presentations", "As it stands, this is likely to stop shortlisting."),
        # “No upload for a domain means zero for it, whatever was claimed”
        ("histopathology-st1", "presentations", "A part without one is given nothing, whatever was claimed."),
    ],
)
def test_one_scored_part_without_a_document_is_enough_where_the_form_says_so(
    programme: str, part: str, follows: str
) -> None:
    form = FACTS.matrix(programme, 2027)
    option = max(next(one for one in form.domains if one.id == part).options, key=lambda one: one.points or 0)
    claim = {"specialty": programme, "year": 2026, "domain": part, "option": option.id}
    course = {"id": "c", "kind": "pgcert-education", "status": "done", "end": "2026-01-01", "doc": True,
              "details": {"credits": 60}}  # fmt: skip
    notes = score(made([course], claims=[claim]), FACTS, programme, 2027, date(2026, 11, 1)).notes
    (note,) = [one for one in notes if "no document in order" in one or "has a document in order" in one]
    assert follows in note and "Presentations" in note


def test_a_claim_above_what_its_document_shows_is_not_one_without_a_document() -> None:
    """A national poster gives 4 points with its certificate, a national talk 6: the talk is claimed. That the claim is
    too high is told by the claim check; the part has its document."""
    poster = {
        "id": "p", "kind": "presentation", "level": "national", "status": "done", "end": "2026-01-01", "doc": True,
        "details": {"form": "poster", "role": "first", "author": "first"},
    }  # fmt: skip
    claim = {"specialty": IMT, "year": 2026, "domain": "presentations", "option": "oral-national", "evidence": ["p"]}
    seen = score(made([poster], claims=[claim]), FACTS, IMT, 2028, TODAY)
    part = next(domain for domain in seen.domains if domain.id == "presentations")
    assert (part.claimed.points or 0) > (part.supported.points or 0) > 0
    assert not any("no document in order" in note for note in seen.notes)


def test_an_entry_without_a_kind_is_named_not_lost() -> None:
    record = Record.model_validate({"evidence": [{"id": "a", "title": "Something"}, {"id": "b", "kind": "thank-you"}]})
    notes = score(record, FACTS, IMT, 2028, TODAY).notes
    assert any("“Something”" in note for note in notes) and not any("“b”" in note for note in notes)


def test_a_projected_closing_day_is_called_projected() -> None:
    found = score(Record(), FACTS, IMT, 2028, TODAY)
    assert (found.deadline, found.deadline_status) == (date(2027, 11, 18), "projected")
    assert any("18 November 2027" in note and "Projected" in note for note in found.notes)


def test_every_domain_rests_on_a_fact_and_the_score_has_a_plain_form() -> None:
    found = score(Record(), FACTS, IMT, 2028, TODAY)
    assert all(one.facts and one.facts[0].provenance.checked_on == TODAY for one in found.domains)
    json = plain(found)
    assert json["domains"][1]["id"] == "postgraduate-degrees" and json["total"]["max"] == 30
    assert {"points", "option", "evidence", "trace"} == {*json["domains"][1]["supported"]}


# What holds for every record.


OFTEN = ["presentation", "qip", "publication", "teaching", "degree", "prize"]  # what most forms ask for


def _entries() -> st.SearchStrategy[list[dict[str, Any]]]:
    kinds = FACTS.evidence()
    names = sorted(
        id for id in (*kinds.kinds, *kinds.vocabulary) if (w := kinds.words_of(id)) and w.id in kinds.vocabulary
    )

    @st.composite
    def entry(draw: st.DrawFn) -> dict[str, Any]:
        kind = draw(st.sampled_from(names) | st.sampled_from(OFTEN))
        words = kinds.words_of(kind)
        assert words is not None
        made: dict[str, Any] = {"kind": kind, "details": {}}
        for field in words.fields:
            if field.type == "choice":
                value: Any = draw(st.none() | st.sampled_from([choice.value for choice in field.choices]))
            elif field.type == "yes-no":
                value = draw(st.none() | st.booleans())
            else:
                value = draw(st.none() | st.sampled_from([1, 2, 3, 6, 12, 60]))
            if field.kept == "details":
                made["details"][field.key] = value
            else:
                made[field.kept] = value
        made["status"] = draw(
            st.sampled_from([None, "idea", "started", "submitted", "accepted", "done", "done", "done"])
        )
        start = date(2024, 1, 1) + timedelta(days=draw(st.integers(0, 1300)))
        made["start"] = draw(st.sampled_from([None, start.isoformat()]))
        made["end"] = draw(st.sampled_from([None, (start + timedelta(days=draw(st.integers(0, 500)))).isoformat()]))
        if draw(st.booleans()):
            dated = draw(st.sampled_from([None, "2025-01-01", "2026-06-01", "2027-06-01"]))
            made["proof"] = {"file": draw(st.sampled_from([None, "a.pdf"])), "dated": dated, "signed_by": "consultant",
                             "identifiers_removed": draw(st.sampled_from([None, True, True, False]))}  # fmt: skip
        return made

    return st.lists(entry(), max_size=8)


def numbered(entries: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [{"id": f"e{n}", **entry} for n, entry in enumerate(entries)]


HISTO, OPH, CORE = "histopathology-st1", "ophthalmology-st1", "core-surgery-ct1"
ONCE = {HISTO, OPH, CORE}  # there an entry may move to another domain where all together give more
programmes = st.sampled_from([
    (IMT, 2026), (IMT, 2027), (IMT, 2028), (RADIOLOGY, 2027), (RADIOLOGY, 2028), (HISTO, 2027), (HISTO, 2028),
    (OPH, 2027), (OPH, 2028), (CORE, 2027), (CORE, 2028), ("cardiology-st4", 2028),
    ("cardiothoracic-surgery-st1", 2028),
])  # fmt: skip
few = settings(max_examples=150, deadline=None)


@st.composite
def claims_of(draw: st.DrawFn, specialty: str, year: int) -> list[dict[str, Any]]:
    """Claims in some domains of the form: one option or several, the same again, with entries or without, or gone."""
    domains = [one for one in FACTS.matrix(specialty, year).domains if one.options and not one.auto]
    made: list[dict[str, Any]] = []
    for one in draw(st.lists(st.sampled_from(domains), max_size=4)):
        for option in draw(st.lists(st.sampled_from([option.id for option in one.options]), max_size=3)):
            named = draw(st.lists(st.sampled_from(["e0", "e1", "e2", "e7", "gone"]), max_size=2))
            made.append({"specialty": specialty, "year": year, "domain": one.id, "option": option, "evidence": named})
    return made


def rank(one: DomainScore, figure: str) -> float | None:
    """Points; where the form gives letters, how many stand below; None where nothing may be told."""
    shown = getattr(one, figure)
    if shown.points is not None or shown.option is None or not all(option.grade for option in one.options):
        return None if shown.points is None else float(shown.points)
    below = [option.id for option in reversed(one.options)]
    return float(max(below.index(id) for id in shown.option.split(", ")))


def letters_of(found: Score, figure: str = "supported") -> list[int]:
    """How often each letter was reached, A first: the last option of a part is what it gives for nothing."""
    reached = []
    for one in found.domains:
        shown = getattr(one, figure).option
        reached += [option.grade for option in one.options[:-1] if option.id == shown]
    return [reached.count(letter) for letter in "ABCDE"]


@given(entries=_entries(), programme=programmes, data=st.data())
@few
def test_supported_is_never_more_than_the_ceiling_nor_the_ceiling_than_the_maximum(
    entries: list[dict[str, Any]], programme: tuple[str, int], data: st.DataObject
) -> None:
    claims = data.draw(claims_of(*programme))
    found = score(made(numbered(entries), claims=claims), FACTS, *programme, TODAY)
    for one in (*found.domains, found.total, *(found.announced.domains if found.announced else ())):
        supported = one.supported.points if isinstance(one, DomainScore) else one.supported
        ceiling = one.ceiling.points if isinstance(one, DomainScore) else one.ceiling
        claimed = one.claimed.points if isinstance(one, DomainScore) else one.claimed
        if claimed is not None:
            assert one.max is not None and 0 <= claimed <= one.max
        if supported is None:
            continue
        assert one.max is not None and 0 <= supported <= one.max
        own = isinstance(one, DomainScore) and any(option.claimed for option in one.options)
        moved = isinstance(one, DomainScore) and programme[0] in ONCE
        if claimed is not None and not claims and not own and not moved:  # without a claim: documents set aside
            assert supported <= claimed
        if ceiling is not None:
            assert supported <= ceiling <= one.max
    for part in found.domains:  # letters too
        low, high = rank(part, "supported"), rank(part, "ceiling")
        assert low is None or high is None or low <= high, part.id


@given(entries=_entries(), more=_entries(), programme=programmes)
@few
def test_more_evidence_never_lowers_what_is_supported(
    entries: list[dict[str, Any]], more: list[dict[str, Any]], programme: tuple[str, int]
) -> None:
    """Part by part; where an achievement counts once it may leave one, and then all parts together never give less."""
    every = numbered([*entries, *more])
    before = score(made(every[: len(entries)]), FACTS, *programme, TODAY)
    after = score(made(every), FACTS, *programme, TODAY)
    if before.total.supported is not None and after.total.supported is not None:
        assert after.total.supported >= before.total.supported
    if programme[0] == CORE:
        assert letters_of(after) >= letters_of(before)
        assert letters_of(after, "claimed") >= letters_of(before, "claimed")
    for one, other in zip(before.domains, after.domains, strict=True):
        if not one.bonus and programme[0] not in ONCE:
            low, high = rank(one, "supported"), rank(other, "supported")
            assert (low is None) == (high is None) and (low is None or high is None or high >= low), one.id


@given(entries=_entries(), programme=programmes)
@few
def test_claiming_just_what_the_documents_support_claims_just_that(
    entries: list[dict[str, Any]], programme: tuple[str, int]
) -> None:
    """Claims are counted as evidence is: the same options, repeats, groups, caps and halves give the same figure."""
    every = numbered(entries)
    shown = score(made(every), FACTS, *programme, TODAY)
    claims = [
        {"specialty": programme[0], "year": programme[1], "domain": one.id, "option": step.id.rsplit("/", 1)[1],
         "evidence": [named.id for named in step.evidence]}
        for one in shown.domains for step in one.supported.trace if step.what == "option" and step.id
    ]  # fmt: skip
    found = score(made(every, claims=claims), FACTS, *programme, TODAY)
    for one in found.domains:
        if any(option.claimed for option in one.options):
            assert one.claimed.points == one.supported.points, one.id
            assert {*(one.claimed.option or "").split(", ")} == {*(one.supported.option or "").split(", ")}, one.id


@given(entries=_entries(), programme=programmes, seed=st.integers(0, 9), data=st.data())
@few
def test_the_order_of_the_evidence_and_of_the_claims_never_matters(
    entries: list[dict[str, Any]], programme: tuple[str, int], seed: int, data: st.DataObject
) -> None:
    every, claims = numbered(entries), data.draw(claims_of(*programme))
    mixed, turned = [*every], [*claims]
    random.Random(seed).shuffle(mixed)
    random.Random(seed).shuffle(turned)
    one, other = (
        score(made(order, claims=said), FACTS, *programme, TODAY) for order, said in ((every, claims), (mixed, claims))
    )
    assert [(d.supported, d.claimed, d.ceiling, d.verdict, d.on, d.next) for d in one.domains] == [
        (d.supported, d.claimed, d.ceiling, d.verdict, d.on, d.next) for d in other.domains
    ]
    assert [{*d.missing} for d in one.domains] == [{*d.missing} for d in other.domains]
    again = score(made(every, claims=turned), FACTS, *programme, TODAY)
    assert [(d.claimed.points, d.verdict) for d in again.domains] == [
        (d.claimed.points, d.verdict) for d in one.domains
    ]


@given(year=st.integers(2026, 2032), claimed_in=st.integers(2024, 2032), specialty=st.sampled_from([IMT, RADIOLOGY]))
@few
def test_a_score_never_crosses_years_silently(year: int, claimed_in: int, specialty: str) -> None:
    """Another year's matrix is named in words, and another year's claim is never used."""
    domain_id, option, points = {IMT: ("publications", "original-first", {2026: 8, 2027: 6}),
                                 RADIOLOGY: ("audit-qi", "led-two-radiology", {2026: 4})}[specialty]  # fmt: skip
    claim = {"specialty": specialty, "year": claimed_in, "domain": domain_id, "option": option}
    found = score(made([], claims=[claim]), FACTS, specialty, year, TODAY)
    if found.matrix_year != year:
        assert str(found.matrix_year) in found.because and str(year) in found.because
        assert found.because in found.notes
    own = claimed_in in (year, found.matrix_year)
    assert domain(found, domain_id).claimed.points == (points[found.matrix_year] if own else 0)
    assert any(str(claimed_in) in note and "not used" in note for note in found.notes) is not own


@pytest.mark.parametrize(
    ("on", "when"),
    [(date(2026, 10, 31), "in October 2026"), (date(2026, 11, 1), "now"), (date(2026, 11, 20), "now")],
)
def test_nobody_is_sent_to_a_page_in_a_month_that_is_past(on: date, when: str) -> None:
    """The newest radiology matrix here is that of 2026; that of 2027 appears in October 2026."""
    assert score(made([]), FACTS, RADIOLOGY, 2027, on).because == (
        f"Scored on the 2026 matrix, the newest here; your round is 2027: read the official page again {when}."
    )
