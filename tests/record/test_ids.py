"""A new entry never takes the id of another that a claim rests on, be it in the bin or deleted."""

from __future__ import annotations

from datetime import date

from workbook.record.ids import free_id
from workbook.record.models import Action, Binned, Claim, Evidence, Post, Rating, Record


def test_the_first_free_id() -> None:
    assert free_id(Record(), "posts") == "p1"
    assert free_id(Record(posts=(Post(id="p2"),)), "posts") == "p3"
    assert free_id(Record(posts=(Post(id="p3"), Post(id="p1"))), "posts") == "p4"


def test_an_id_in_the_bin_a_claim_a_rating_or_a_step_is_not_given_again() -> None:
    record = Record(
        binned=(Binned(entry=Evidence(id="e1"), on=date(2026, 11, 20)),),
        claims=(Claim(specialty="s", year=2027, domain="d", option="o", evidence=("e2",)),),
        ratings=(Rating(specialty="s", criterion="c", sure="sure", evidence=("e3",)),),
        actions=(Action(id="a1", of="e4"),),
    )
    assert free_id(record, "evidence") == "e5"
