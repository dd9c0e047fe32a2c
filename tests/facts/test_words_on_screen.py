"""No text of data/ that a doctor may read says that somebody failed or was rejected, or "should just" do it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

import pytest

from workbook.facts.cards import Card, cards
from workbook.facts.kinds import KINDS, Kind, every_file
from workbook.facts.where import data_root

NEVER = re.compile(r"\b(fail\w*|reject\w*|you should just)\b", re.IGNORECASE)

# The few texts that must hold such a word, each with the reason. A text that changes has to be looked at again.
EXCEPTIONS = {
    (
        "evidence/vocabulary/clinical/kinds/exam",
        "also written: fail",
    ): "the word by which a doctor's own list names a sitting, so that it is read as “Sat, not passed”",
}


def texts(card: Card) -> Iterator[str]:
    """Everything of a fact that stands on a page, in a list or on its source card, but for web addresses."""
    of = card.provenance
    yield from (card.title, card.text, of.note or "", of.review_because, *of.unknown)
    yield from (f"{label}: {said}" for label, said in card.lines)
    for source in (of.source, *of.agreeing, *(each.source for each in of.conflicts if each.source)):
        yield from (source.publisher, source.title, source.how_read or "")
    yield from (said for each in of.conflicts for said in (each.text, each.followed or ""))
    yield of.rechecked.text if of.rechecked else ""


@cache
def found(kind: Kind) -> tuple[tuple[str, str], ...]:
    root = data_root()
    return tuple(
        (card.id, text)
        for relative in kind.files(root)
        for card in cards(kind.load(root, relative))
        for text in texts(card)
        if NEVER.search(text)
    )


def excepted(id: str, text: str) -> bool:
    """Whether all such words of a text are those of its exceptions."""
    for (of, words), _ in EXCEPTIONS.items():
        if of == id:
            text = text.replace(words, "")
    return not NEVER.search(text)


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.id)
def test_no_text_says_failed_or_rejected(kind: Kind) -> None:
    assert [(id, text) for id, text in found(kind) if not excepted(id, text)] == []


def test_every_exception_is_still_needed() -> None:
    still = {(id, words) for kind in KINDS for id, text in found(kind) for of, words in EXCEPTIONS
             if of == id and words in text}  # fmt: skip
    assert still == {*EXCEPTIONS}


def test_a_worked_example_says_neither() -> None:
    """The demos are records and no facts, so no card shows them."""
    demos = sorted((data_root() / "demos").glob("*.yaml"))
    assert demos
    for demo in demos:
        assert NEVER.findall(demo.read_text(encoding="utf-8")) == [], demo.name


def test_the_words_are_looked_for_where_they_would_stand() -> None:
    root = data_root()
    kind, relative = next((kind, file) for kind, file in every_file(root) if file == "visa/parameters/fees.yaml")
    card = next(iter(cards(kind.load(root, relative))))
    assert card.provenance.source.title in [*texts(card)]
    assert NEVER.search("A stage was failed.") and NEVER.search("Rejection")
