"""Core surgery takes an achievement once, in its highest category: which letters does that leave?

Worked by hand from data/scoring/2026/core-surgery-ct1.yaml. A first-author poster that was selected is a D among the
presentations. Part 2 of the quality part gives A for both cycles presented and B for one, and counts only when part 1
(the role) has reached A, B or C; a contributor over two cycles is a C there, over one cycle a D.
"""

from __future__ import annotations

from datetime import date
from itertools import product
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.rules.test_scoring import FACTS, made
from workbook.rules.scoring import Score, score

ON, CORE = date(2026, 11, 1), "core-surgery-ct1"
ROLE, SHOWN, TALKS = "qi-leadership", "qi-presentation", "presentations-publications"


def entry(id: str, kind: str, **details: Any) -> dict[str, Any]:
    return {"id": id, "kind": kind, "title": f"My {id}", "status": "done", "end": "2026-03-01", "doc": True,
            "details": details}  # fmt: skip


def shown(id: str, form: str = "poster", cycles: int = 2, prize: str = "none") -> dict[str, Any]:
    """A selected first-author poster or talk at a national meeting on an audit."""
    made_ = entry(
        id, "presentation", form=form, author="first", chosen="selected", prize=prize, of="qip", cycles=cycles
    )
    return {**made_, "level": "national"}


CONTRIBUTED = entry("audit", "qip", role="contributor", cycles=2)
ONE_CYCLE = entry("audit", "qip", role="contributor", cycles=1)


def scored(*evidence: dict[str, Any]) -> Score:
    return score(made(list(evidence)), FACTS, CORE, 2027, ON)


def letters(found: Score, figure: str = "supported") -> dict[str, str | None]:
    said = {}
    for one in found.domains:
        grades = {option.id: option.grade for option in one.options}
        said[one.id] = grades[getattr(one, figure).option]
    return {id: said[id] for id in (ROLE, SHOWN, TALKS)}


def test_an_achievement_never_goes_where_it_counts_nothing() -> None:
    """The poster's D was lost to a part that counts only behind a role that this doctor does not have."""
    assert letters(scored(shown("poster"))) == {ROLE: "E", SHOWN: "C", TALKS: "D"}
    assert letters(scored(shown("poster"), ONE_CYCLE)) == {ROLE: "D", SHOWN: "C", TALKS: "D"}
    found = scored(shown("poster"))
    assert found.total.placed == ()  # there is one place for it, so nothing has to be decided
    assert not any("would also fit" in note for note in found.notes)


def test_behind_the_role_it_goes_where_its_letter_is_the_best() -> None:
    found = scored(shown("poster"), CONTRIBUTED)
    assert letters(found) == {ROLE: "C", SHOWN: "A", TALKS: "E"}  # A before D
    assert letters(scored(shown("poster", cycles=1), CONTRIBUTED)) == {ROLE: "C", SHOWN: "B", TALKS: "E"}  # B before D
    (note,) = [note for note in found.notes if "would also fit" in note]
    assert note == (
        "This form takes an achievement once. “My poster” is counted in Quality improvement and audit, part 2 "
        "(presented), where your parts together get the best letters; it would also fit Presentations and publications."
    )


def test_letters_are_compared_as_letters_and_not_by_how_many_stand_below_them() -> None:
    """A selected talk is a B of five letters among the presentations, and an A of three in part 2."""
    assert letters(scored(shown("talk", form="oral"), CONTRIBUTED)) == {ROLE: "C", SHOWN: "A", TALKS: "E"}


def test_two_achievements_are_placed_so_that_both_letters_stand() -> None:
    both = scored(shown("talk", form="oral"), shown("poster"), CONTRIBUTED)
    assert letters(both) == {ROLE: "C", SHOWN: "A", TALKS: "B"}  # the poster in part 2, the talk where it is a B


def test_two_places_with_the_same_letter_are_a_tie_that_is_told() -> None:
    """The top prize for a selected national talk is an A among the presentations, and both cycles an A in part 2."""
    found = scored(shown("talk", form="oral", prize="first"), CONTRIBUTED)
    assert letters(found) == {ROLE: "C", SHOWN: "C", TALKS: "A"}  # the part that waits for no other comes first
    tie = "Just as good letters: “My talk” in Quality improvement and audit, part 2 (presented)."
    assert found.total.ties == (tie,) and tie in found.notes


ROLES = {("contributor", 1): "D", ("contributor", 2): "C", ("lead", 2): "A"}  # led in surgery, all of it, change shown
works = st.lists(
    st.tuples(
        st.sampled_from(["poster", "oral"]), st.sampled_from(["national", "local"]),
        st.sampled_from(["selected", "open"]), st.sampled_from(["first", "none"]), st.sampled_from([None, 1, 2]),
    ),
    max_size=4,
)  # fmt: skip


@given(work=works, role=st.sampled_from([None, *ROLES]))
@settings(max_examples=150, deadline=None)
def test_the_letters_are_the_best_of_all_ways_to_give_the_work_out(
    work: list[tuple[str, str, str, str, int | None]], role: tuple[str, int] | None
) -> None:
    """Against the words of the form, read by hand, for every way to use each poster or talk once."""
    evidence = []
    for n, (form, level, chosen, prize, cycles) in enumerate(work):
        of = {"of": "qip", "cycles": cycles} if cycles else {"of": "research"}
        said = {"form": form, "author": "first", "chosen": chosen, "prize": prize, **of}
        evidence.append({**entry(f"w{n}", "presentation", **said), "level": level})
    if role is not None:
        led = {"stages": "all", "surgical": True, "change": "shown"} if role[0] == "lead" else {}
        evidence.append(entry("audit", "qip", role=role[0], cycles=role[1], **led))
    own = ROLES.get(role or ("", 0), "E")
    ways = [
        _reached(
            min(
                (_presented(one) for one, to in zip(work, way, strict=True) if to == SHOWN and own in "ABC"),
                default="C",
            ),
            min((_talk(one) for one, to in zip(work, way, strict=True) if to == TALKS), default="E"),
        )
        for way in product((SHOWN, TALKS), repeat=len(work))
    ]
    found = letters(scored(*evidence))
    assert found[ROLE] == own
    assert _reached(str(found[SHOWN]), str(found[TALKS])) == max(ways)


def _reached(presented: str, talks: str) -> list[int]:
    """How many of each letter, A first: C is what part 2 gives for nothing, E what the presentations give."""
    given_ = presented.replace("C", "") + talks.replace("E", "")
    return [given_.count(letter) for letter in "ABCD"]


def _talk(one: tuple[str, str, str, str, int | None]) -> str:
    form, level, chosen, prize, _ = one
    if chosen != "selected":
        return "E"
    if form == "oral":
        return "A" if prize == "first" and level == "national" else "B"
    return "B" if prize == "first" else "D"


def _presented(one: tuple[str, str, str, str, int | None]) -> str:
    return {None: "C", 1: "B", 2: "A"}[one[4]]


def test_each_figure_is_placed_by_itself() -> None:
    """Without its letter the role opens part 2 for what is claimed, and not for what is supported."""
    found = scored(shown("poster"), {**CONTRIBUTED, "doc": None})
    assert letters(found) == {ROLE: "E", SHOWN: "C", TALKS: "D"}
    assert letters(found, "claimed") == {ROLE: "C", SHOWN: "A", TALKS: "E"}


def test_the_part_that_waits_says_for_what() -> None:
    presented = next(one for one in scored(shown("poster")).domains if one.id == SHOWN)
    assert presented.because == (
        "What you have recorded does not count here yet. Counts only when “Quality improvement and audit, part 1 "
        "(role)” has reached A, B or C."
    )
