"""Kinds of post: what they give and lack, what to ask for, and that every word leads somewhere."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from workbook.facts import FactError, Facts
from workbook.facts.posts import PostFacts, load_posts
from workbook.facts.where import data_root


@pytest.fixture(scope="module")
def posts() -> PostFacts:
    return load_posts(data_root())


def test_the_kinds_a_record_may_name(posts: PostFacts) -> None:
    ids = [kind.id for kind in posts.posts]
    assert len(ids) == len(set(ids)) == 21
    assert {"clinical-fellow", "senior-clinical-fellow", "trust-grade", "las", "locum-bank", "mti"} <= set(ids)
    assert list(Facts().post_kinds()) == ids


def test_a_trust_grade_post_is_not_training_and_says_what_to_ask_for(posts: PostFacts) -> None:
    kind = next(kind for kind in posts.posts if kind.id == "trust-grade")
    assert kind.training_recognised is False
    assert "protected time" in kind.missing
    asked = posts.asked_of(kind)
    assert asked[0].id == "educational-supervisor"
    assert asked[0].strong_when == "offer stage"
    assert [ask.id for ask in asked] == list(kind.can_ask)


def test_the_terms_of_a_contract_are_read_whole(posts: PostFacts) -> None:
    """A comma once cut `local, mirrors 2016 terms` in two."""
    pay = {kind.id: kind.pay.contract for kind in posts.posts if kind.pay}
    assert pay["las"] == "local, mirrors 2016 terms"
    assert pay["trust-grade"] == "local, often mirrors 2016"


def test_the_medical_training_initiative_takes_nobody_new(posts: PostFacts) -> None:
    kind = next(kind for kind in posts.posts if kind.id == "mti")
    assert kind.provenance.status == "closed"
    assert kind.closed_to_new is not None
    assert kind.closed_to_new.day.isoformat() == "2026-03-31"


def test_everything_has_a_source(posts: PostFacts) -> None:
    entries = (*posts.posts, *posts.asks, *posts.eportfolios, *posts.pay_points, *posts.rights, *posts.figures)
    for entry in entries:
        assert entry.sources, entry.id
        assert entry.provenance.source == entry.sources[0]


def test_an_offer_can_reach_a_hundred(posts: PostFacts) -> None:
    assert sum(posts.offer_weights.weights.values()) == 100


def test_a_kind_that_asks_for_nothing_we_explain_is_refused(tmp_path: Path) -> None:
    target = tmp_path / "posts.yaml"
    shutil.copy(data_root() / "posts.yaml", target)
    text = target.read_text(encoding="utf-8")
    target.write_text(text.replace("can_ask: [educational-supervisor,", "can_ask: [good-coffee,", 1), encoding="utf-8")
    with pytest.raises(FactError, match=r"data/posts\.yaml: posts, [a-z-]+, can_ask: there is no ask 'good-coffee'"):
        load_posts(tmp_path)
