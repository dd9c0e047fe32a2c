"""Kinds of post: what they give and lack, what to ask for, and that every word leads somewhere."""

from __future__ import annotations

import re
import shutil
from datetime import date
from pathlib import Path

import pytest

from workbook.facts import FactError, Facts
from workbook.facts.posts import PostFacts, load_posts
from workbook.facts.upkeep.check import check
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


def test_everything_has_a_source_and_pages_that_agree_are_named(posts: PostFacts) -> None:
    entries = (*posts.posts, *posts.asks, *posts.eportfolios, *posts.pay_points, *posts.rights, *posts.figures)
    assert all(entry.provenance.source.publisher for entry in entries)
    kind = next(kind for kind in posts.posts if kind.id == "trust-grade")
    assert kind.provenance.source.publisher == "NHS Employers"
    assert [page.publisher for page in kind.provenance.agreeing] == ["Messly", "iatroX"]
    budget = next(ask for ask in posts.asks if ask.id == "study-budget")
    assert budget.provenance.source.title == "ALS and study budget"
    assert all(ask.provenance.source.publisher == "workbook" for ask in posts.asks if ask is not budget)


def test_what_a_portfolio_costs_is_known_or_empty(posts: PostFacts) -> None:
    costs = {system.id: system.cost_gbp for system in posts.eportfolios}
    assert (costs["horus"], costs["physician"], costs["iscp"], costs["turas-professional"]) == (0, 172, 260, None)
    assert next(each for each in posts.eportfolios if each.id == "iscp").provenance.status == "superseded"


def test_the_last_scales_seen_say_of_which_year_they_are(posts: PostFacts) -> None:
    points = {point.id: point for point in posts.pay_points}
    assert (points["f1"].basic_gbp, points["f1"].year) == (38831, "2025/26")
    assert (points["specialty-doctor-min"].basic_gbp, points["specialist-max"].basic_gbp) == (55825, 101089)
    assert points["specialty-doctor-min"].provenance.status == "superseded"
    assert "2026/27 scales: not found" in (points["f1"].provenance.note or "")


def test_rights_expectations_and_figures_are_whole(posts: PostFacts) -> None:
    assert (len(posts.rights), len(posts.expectations), len(posts.figures)) == (6, 5, 6)
    assert len(posts.decoder_questions) == 10
    figures = {figure.id: figure for figure in posts.figures}
    assert figures["led-growth"].value == 75
    assert figures["extra-posts"].provenance.status == "superseded"
    assert figures["extra-posts-2026-deal"].value == 4500


def test_an_offer_can_reach_a_hundred(posts: PostFacts) -> None:
    assert sum(posts.offer_weights.weights.values()) == 100


@pytest.mark.parametrize(
    ("file", "old", "new", "said"),
    [
        ("kinds", "can_ask: [educational-supervisor,", "can_ask: [tea,", "can_ask: there is no ask 'tea'"),
        ("kinds", "points: [f2, ct1-2,", "points: [f2, ct9,", "pay, points: there is no pay point 'ct9'"),
    ],
)
def test_a_kind_that_names_what_is_not_here_is_refused(
    tmp_path: Path, file: str, old: str, new: str, said: str
) -> None:
    shutil.copytree(data_root() / "posts", tmp_path / "posts")
    shutil.copy(data_root() / "review.yaml", tmp_path)
    target = tmp_path / "posts" / f"{file}.yaml"
    text = target.read_text(encoding="utf-8")
    assert old in text
    target.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(FactError, match=rf"data/posts/kinds\.yaml: posts, [a-z-]+, {re.escape(said)}"):
        load_posts(tmp_path)


def test_the_check_names_a_dead_link_to_an_ask_or_a_pay_point(copied: Path) -> None:
    target = copied / "posts" / "kinds.yaml"
    text = target.read_text(encoding="utf-8")
    text = text.replace("can_ask: [educational-supervisor,", "can_ask: [tea,", 1).replace("[f2, ct1-2,", "[ct9, f2,", 1)
    target.write_text(text, encoding="utf-8")
    said = {
        problem.reason for problem in check(copied, date(2026, 11, 20)).problems if problem.file == "posts/kinds.yaml"
    }
    assert said == {"there is no ask 'tea'", "there is no pay point 'ct9'"}
