"""Does evidence meet needs: never generous, never silent about what is not known, for every option of every matrix."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from tests.rules.earning import (
    PROOF,
    Way,
    can_be_left_unsaid,
    entries,
    entry,
    every_matrix,
    right_answers,
    ways,
    wrong_answers,
)
from workbook.facts.core import FactError
from workbook.facts.library import Facts
from workbook.facts.scoring import Domain, Matrix, Needs
from workbook.record.models import Evidence, Record
from workbook.rules.matching import Alternative, Condition, Outcome, alternatives, outcome
from workbook.rules.pieces import Piece, piece_of
from workbook.rules.scoring import DomainScore, OptionView, score

FACTS = Facts()


class Free(Facts):
    """The facts where every form takes an achievement again: here each option is looked at by itself."""

    def matrix(self, specialty: str, year: int) -> Matrix:
        matrix = super().matrix(specialty, year)
        return matrix.model_copy(update={"rules": tuple(rule for rule in matrix.rules if rule.counts != "once")})


FREE = Free()
TODAY = date(2026, 11, 20)
MATRICES = [
    ("internal-medicine-ct1", 2026),
    ("internal-medicine-ct1", 2027),
    ("clinical-radiology-st1", 2026),
    ("histopathology-st1", 2026),
    ("ophthalmology-st1", 2026),
    ("cardiothoracic-surgery-st1", 2026),
    ("core-surgery-ct1", 2026),
    ("cardiology-st4", 2026),  # the form of every physician specialty
    ("plastic-surgery-st3", 2025),
]
WAYS = [
    way
    for specialty, year in MATRICES
    for way in ways(FACTS.matrix(specialty, year), FACTS.evidence())
    # two readings of the points; a part that gives nothing; what stands in lists of its own, tested beside its rule
    if all(option.points_alt is None for option in way.domain.options)
    and (way.domain.pick == "one" or way.option.points != 0)
    and way.domain.bands_of is None
    and way.domain.requires is None
]
ANY_AGE = {("outside-medicine", "any-time")}  # for a younger entry the form has a better option
every_way = pytest.mark.parametrize("way", WAYS, ids=str)
ALL = [way for matrix in every_matrix(FACTS) for way in ways(matrix, FACTS.evidence())]


def scored(way: Way, evidence: list[dict[str, Any]]) -> DomainScore:
    """The domain of the way, scored for the 2027 round before it closed; the announced changes, and what has them, for
    the round they are for."""
    beside = [one for part in way.way.beside for one in entries(part, _that_alone(part, way.way))]
    aged = {"end": "2019-06-30"} if (way.domain.id, way.option.id) in ANY_AGE else {}
    numbered = [{**one, **aged, "id": f"e{n}"} for n, one in enumerate([*evidence, *beside])]
    record = Record.model_validate({"evidence": numbered})
    year = 2026 if way.matrix.announced else 2027
    found = score(record, FREE, way.matrix.specialty, year, date(2026, 11, 1))
    assert found.matrix_year == way.matrix.year
    return next(domain for domain in found.domains if domain.id == way.domain.id)


def option_of(way: Way, domain: DomainScore) -> OptionView:
    return next(option for option in domain.options if option.id == way.option.id)


def exact(way: Way) -> dict[str, Any]:
    """Answers that earn this option and no better one."""
    for answers in right_answers(way.way):
        if scored(way, entries(way.way, answers)).supported.option == way.option.id:
            return answers
    raise AssertionError(f"no answers earn exactly {way}")


# What options say nothing of in the words of the vocabulary: marks for how something is written or laid out.
BEYOND_WORDS = {
    ("ophthalmology-st1", "layout", "l3"),
    ("ophthalmology-st1", "layout", "l2"),
    ("ophthalmology-st1", "layout", "l1"),
    ("paediatrics-st1", "academic", "brief"),
}
ENTRY = [path.stem for path in sorted(FACTS.root.glob("scoring/*/*-[cs]t1.yaml"))]


def test_every_option_that_gives_points_says_what_it_needs() -> None:
    """For entry to training; a key or word outside the vocabulary would be an error here."""
    silent = set()
    for specialty in ENTRY:
        for domain in FACTS.matrix(specialty, 2026).domains:
            for option in domain.options:
                worth = option.points if option.points is not None else option is not domain.options[-1]
                if worth and not domain.auto and option.needs is None:
                    silent.add((specialty, domain.id, option.id))
    assert len(ENTRY) == 23 and silent == BEYOND_WORDS


def test_every_option_of_every_matrix_can_be_recorded() -> None:
    """A doctor can say in a form whatever any option asks for: the record keeps the answers and reads them back."""
    kinds = FACTS.evidence()
    assert {way.matrix.specialty for way in ALL} >= {
        "cardiothoracic-surgery-st1",
        "core-surgery-ct1",
        "paediatrics-st1",
    }
    for way in ALL:
        for answers in right_answers(way.way):
            recorded = Evidence.model_validate(entry(way.way, answers, "e"))
            said = kinds.as_needs(recorded)
            assert said is not None and {*answers} <= {*said.values}, (str(way), answers)


def meets(way: Way, evidence: list[dict[str, Any]]) -> Outcome:
    """What this way alone says of the evidence, with whatever it wants beside it, through the record's own models."""
    beside = [one for part in way.way.beside for one in entries(part, _that_alone(part, way.way))]
    numbered = [{**one, "id": f"e{n}", "title": f"e{n}"} for n, one in enumerate([*evidence, *beside])]
    record = Record.model_validate({"evidence": numbered})
    pieces: dict[str, list[Piece]] = {}
    for entered in record.evidence:
        piece = piece_of(entered, FACTS.evidence(), TODAY)
        assert piece is not None
        pieces.setdefault(piece.words.id, []).append(piece)
    return outcome((way.way,), pieces, TODAY, False)


def _that_alone(part: Alternative, other: Alternative) -> dict[str, Any]:
    """Answers that meet this part and not the other one as well: the whole exam is both of its parts."""
    return next(
        answers
        for answers in right_answers(part)
        if part.words is not other.words or any(one.holds(answers) is False for one in other.conditions)
    )


def test_every_option_of_every_matrix_is_met_by_a_record_made_for_it() -> None:
    for way in ALL:
        for answers in right_answers(way.way):
            found = meets(way, entries(way.way, answers))
            assert found.held and found.documented and not found.asked, (str(way), answers)


def test_every_option_of_every_matrix_is_just_missed_by_one_wrong_answer() -> None:
    """Where another answer makes the question idle, there is one that does not."""
    for way in ALL:
        for condition in way.way.conditions:
            key, wrong = condition.field.key, wrong_answers(condition)[0]
            if wrong is None:  # every answer meets it, so it asks for nothing
                continue
            missed = [
                found
                for answers in right_answers(way.way)
                if not (found := meets(way, entries(way.way, {**answers, key: wrong}))).held
            ]
            assert missed and not any(found.asked for found in missed), (str(way), key, wrong)


def test_every_count_of_every_matrix_is_just_missed_by_one_less() -> None:
    for way in ALL:
        made = entries(way.way, next(right_answers(way.way)))
        if len(made) > 1:
            assert not meets(way, made[1:]).held, str(way)
        for field, least in way.way.totals:
            if field.unsaid is None and len(made) == 1:
                short = [{**made[0], "details": {**made[0]["details"], field.key: least - 1}}]
                assert not meets(way, short).held, str(way)


def test_no_option_is_met_by_nothing_nor_by_an_entry_that_says_nothing() -> None:
    for way in ALL:
        assert not meets(way, []).held, str(way)
        bare = {"id": "e", "kind": way.way.words.id, "status": "done", "end": "2026-06-30"}
        if any(can_be_left_unsaid(one.field) for one in way.way.conditions):
            assert not meets(way, [bare]).held, str(way)


def test_every_option_names_by_which_kinds_it_is_usually_reached() -> None:
    """The kind must be able to earn it: its own details may not speak against every way of the option."""
    kinds = FACTS.evidence()
    known = ("internal-medicine-ct1", "clinical-radiology-st1")
    assert all(way.option.reached_by for way in WAYS if way.matrix.specialty in known)
    for way in ALL:
        every = [other for other in ALL if other.matrix is way.matrix and other.option is way.option]
        for name in way.option.reached_by:
            assert any(_could_earn(name, other) for other in every), (str(way), name)
    assert kinds.kinds


def _could_earn(name: str, way: Way) -> bool:
    piece = piece_of(Evidence(id="e", kind=name, status="done"), FACTS.evidence(), TODAY)
    assert piece is not None, name
    if (name, way.way.words.id) == ("logbook", "operation"):  # an operation done is shown by the logbook
        return True
    return piece.words.id == way.way.words.id and all(
        one.holds(piece.values) is not False for one in way.way.conditions if one.field.key not in piece.derived
    )


@every_way
def test_each_option_is_earned_exactly_by_what_it_asks_for(way: Way) -> None:
    domain = scored(way, entries(way.way, exact(way)))
    assert domain.supported.option == way.option.id
    points = way.option.points
    if way.option.points_factor is None:  # a half point has no figure while nobody knows how it is rounded
        assert domain.supported.points == (points if points is None or points == int(points) else None)


@every_way
def test_each_option_is_just_missed_by_every_wrong_answer(way: Way) -> None:
    """A wrong answer may lead to another option (a project in another field), and to this one only by another way of
    it; by this way never. An answer is no wrong one where another answer makes the question idle."""
    answers = exact(way)
    others = [other for other in _of_the_option(way) if other.way != way.way]
    for condition in way.way.conditions:
        for answer in wrong_answers(condition):
            made = entries(way.way, {**answers, condition.field.key: answer})
            still = meets(way, made).held is not None
            assert answer is None or condition.field.moot_for or not still, (str(way), condition.field.key, answer)
            if not still and not any(meets(other, made).held for other in others):
                earned = scored(way, made).supported.option or ""
                assert way.option.id not in earned.split(", "), (str(way), condition.field.key, answer)


@every_way
def test_each_option_is_open_not_assumed_while_one_answer_is_missing(way: Way) -> None:
    answers = exact(way)
    for condition in way.way.conditions:
        if not can_be_left_unsaid(condition.field) or _is_asked_elsewhere(way, condition):
            continue
        unsaid = {key: value for key, value in answers.items() if key != condition.field.key}
        view = option_of(way, scored(way, entries(way.way, unsaid)))
        assert not view.met and not view.supported
        assert any(condition.field.label in question for question in view.missing), (str(way), condition.field.key)


@every_way
def test_each_counted_option_is_just_missed_by_one_entry_less(way: Way) -> None:
    made = entries(way.way, exact(way))
    if len(made) == 1 or way.option.id in TWO_COUNTS:
        return
    view = option_of(way, scored(way, made[1:]))
    assert not view.met and view.missing == ()


@every_way
def test_each_option_is_claimed_but_not_supported_without_a_document(way: Way) -> None:
    made = entries(way.way, exact(way))
    del made[0]["proof"]
    view = option_of(way, scored(way, made))
    assert view.met and not view.supported


TWO_COUNTS = {"four-projects-or-two-cycles"}  # for three projects it is asked how many full cycles they were


def _is_asked_elsewhere(way: Way, condition: Condition) -> bool:
    """Whether the answer may be another one all the same: another way of the option takes it, or it is idle here. The
    way by itself is looked at above, for every option of every matrix."""
    several = len(_of_the_option(way)) > 1
    return bool(condition.field.moot_for) or (several and way.matrix.specialty in ALSO_BY_OTHER_WAYS)


ALSO_BY_OTHER_WAYS = {"ophthalmology-st1", "cardiothoracic-surgery-st1", "core-surgery-ct1"}


def _of_the_option(way: Way) -> list[Way]:
    """Every way to the option of this one."""
    return list(ways(way.matrix.model_copy(update={"domains": (_only(way),)}), FACTS.evidence()))


def _only(way: Way) -> Domain:
    return way.domain.model_copy(update={"options": (way.option,)})


# One rule each.


def found(needs: dict[str, Any], *evidence: dict[str, Any]) -> Outcome:
    kinds = FACTS.evidence()
    made = [Evidence.model_validate({"id": f"e{n}", "title": f"e{n}", **one}) for n, one in enumerate(evidence)]
    pieces = [piece for one in made if (piece := piece_of(one, kinds, TODAY))]
    by_kind = {piece.words.id: [other for other in pieces if other.words is piece.words] for piece in pieces}
    return outcome(alternatives(Needs.model_validate(needs), kinds, "here"), by_kind, TODAY, False)


def done(kind: str, **details: Any) -> dict[str, Any]:
    return {"kind": kind, "status": "done", "end": "2026-01-31", "proof": PROOF, "details": details}


def test_numbers_mean_at_least() -> None:
    assert found({"kind": "qip", "cycles": 2}, done("qip", cycles=3)).held
    assert not found({"kind": "qip", "cycles": 2}, done("qip", cycles=1)).held
    assert found({"kind": "degree", "months": "1-10"}, done("degree", months=12)).held
    assert not found({"kind": "degree", "months": "2-10"}, done("degree", months=1)).held


def test_at_most_is_at_most() -> None:
    assert found({"kind": "teaching-course", "days_max": 2}, done("teaching-course", days=2)).held
    assert not found({"kind": "teaching-course", "days_max": 2}, done("teaching-course", days=3)).held


def test_a_group_means_any_of_its_members_and_a_recorded_group_may_need_a_closer_word() -> None:
    assert found({"kind": "publication", "type": "other"}, done("publication", type="letter")).held
    assert found({"kind": "publication", "type": "other"}, done("publication", type="other")).held
    assert not found({"kind": "publication", "type": "other"}, done("publication", type="original-research")).held
    doubtful = found({"kind": "publication", "type": ["review", "editorial"]}, done("publication", type="other"))
    assert not doubtful.held and doubtful.asked


def test_a_wider_meeting_is_also_a_narrower_one_but_not_the_other_way_round() -> None:
    talk = done("presentation", form="oral")
    assert found({"kind": "presentation", "level": "regional"}, {**talk, "level": "national"}).held
    assert not found({"kind": "presentation", "level": "national"}, {**talk, "level": "regional"}).held
    assert not found({"kind": "presentation", "level": "local"}, {**talk, "level": "department"}).held


def test_a_no_that_yes_outdoes_is_met_either_way_and_even_unsaid() -> None:
    for said in ({"organised": True}, {"organised": False}, {}):
        assert found({"kind": "teaching", "organised": False}, done("teaching", **said)).held
    assert not found({"kind": "teaching", "organised": True}, done("teaching")).held
    assert not found({"kind": "publication", "self_published": False}, done("publication")).held


def test_counts_are_added_over_entries_and_a_number_of_sessions_is_never_assumed() -> None:
    needs = {"kind": "teaching", "sessions_min": 3}
    assert not found(needs, done("teaching", sessions=1), done("teaching", sessions=1)).held
    assert found(needs, done("teaching", sessions=1), done("teaching", sessions=2)).held
    unsaid = found(needs, done("teaching", sessions=1), done("teaching"))
    assert not unsaid.held and unsaid.asked == ("“e1”: How many sessions did you teach?",)


def test_a_negative_number_takes_nothing_away() -> None:
    needs = {"kind": "teaching", "sessions_min": 3}
    assert found(needs, done("teaching", sessions=3), done("teaching", sessions=-3)).held


def test_the_day_is_that_of_the_entry_which_completes_the_count() -> None:
    needs = {"kind": "publication", "type": "other", "count_min": 2}
    first, second = done("publication", type="letter"), {**done("publication", type="review"), "end": "2026-03-01"}
    met = found(needs, second, first).held
    assert met is not None and met.on == date(2026, 3, 1) and met.ids == ("e1", "e0")


def test_a_role_still_held_counts_from_the_day_its_months_are_complete() -> None:
    needs = {"kind": "leadership", "level": "local", "months_min": 6}
    role = {"kind": "leadership", "status": "started", "level": "local", "start": "2026-08-01"}
    held = found(needs, role).held
    assert held is not None and held.on == date(2027, 1, 31)
    assert found(needs, {**role, "end": "2026-12-31"}).held is None


@pytest.mark.parametrize(
    ("proof", "in_order"),
    [
        ({"file": "a.pdf", "dated": "2026-02-01", "identifiers_removed": True}, True),
        ({"file": "a.pdf", "signed_by": "consultant", "identifiers_removed": True}, True),
        ({"file": "a.pdf", "identifiers_removed": True}, False),
        ({"dated": "2026-02-01", "signed_by": "consultant", "identifiers_removed": True}, False),
        ({"file": "a.pdf", "dated": "2026-02-01"}, False),
        ({"file": "a.pdf", "dated": "2026-02-01", "identifiers_removed": False}, False),
        (None, False),
    ],
)
def test_a_document_is_in_order_when_named_dated_or_signed_and_without_identifiers(proof: Any, in_order: bool) -> None:
    result = found({"kind": "conference"}, {**done("conference"), "proof": proof})
    assert result.held and bool(result.documented) is in_order


@pytest.mark.parametrize(
    ("entry", "on"),
    [
        ({"status": "done", "end": "2026-05-01"}, date(2026, 5, 1)),
        ({"status": "done", "proof": {"dated": "2026-06-01"}}, date(2026, 6, 1)),
        ({"status": "done"}, TODAY),
        ({"status": "started", "end": "2027-05-01"}, date(2027, 5, 1)),
        ({"status": "started"}, None),
        ({"status": "idea"}, None),
        ({"status": "started", "end": "2026-05-01"}, None),
        ({"status": "accepted"}, None),
        ({}, None),
    ],
)
def test_an_entry_counts_from_the_day_it_is_finished(entry: dict[str, Any], on: date | None) -> None:
    met = found({"kind": "conference"}, {"kind": "conference", **entry}).held
    assert (met.on if met else None) == on


def test_an_entry_whose_status_is_not_said_is_asked_for_it() -> None:
    assert found({"kind": "conference"}, {"kind": "conference"}).asked == ("“e0”: how far is it?",)
    late = found({"kind": "conference"}, {"kind": "conference", "status": "started", "end": "2026-05-01"})
    assert late.asked == ("“e0”: it was to end on 1 May 2026: is it done?",)


@pytest.mark.parametrize(
    ("needs", "says"),
    [
        ({"kind": "juggling"}, "no kind 'juggling'"),
        ({"any_of": [{"level": "local"}]}, "no kind None"),
        ({"kind": "qip", "loops": 2}, "of qip has no 'loops'"),
        ({"kind": "qip", "role": "boss"}, "role: 'boss' is not one of the choices"),
        ({"kind": "qip", "cycles": "many"}, "'many' is not a number"),
        ({"kind": "degree", "relevant": "very"}, "neither true nor false"),
        ({"kind": "publication", "count_max": 2}, "only a least number can be added up"),
    ],
)
def test_needs_outside_the_vocabulary_are_an_error_that_names_the_place(needs: dict[str, Any], says: str) -> None:
    with pytest.raises(FactError, match=says) as error:
        alternatives(Needs.model_validate(needs), FACTS.evidence(), "scoring, x, y, z")
    assert str(error.value).startswith("scoring, x, y, z")
