"""Which words may a list use? The words of the data, passed in: this room reads no facts of its own."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a word of a list says of an entry. `ask` is what it leaves open, for the report."""

    kind: str | None
    details: Mapping[str, bool | int | float | str] = field(default_factory=dict)
    ask: str | None = None


@dataclass(frozen=True, slots=True)
class Known:
    """The words of the data: kinds (id and title), the known values of each key of `details`, and what lists say.

    `words` holds, for each source of words (list, bibtex, pubmed, orcid), what each one means, and `headings` the
    field of a column by its heading; both are looked up by `plain_words`. `titles` and `answers` are how a form
    asks for a key of `details` and names one of its values, `asked_of` the keys it asks a kind for.
    """

    kinds: Mapping[str, str] = field(default_factory=dict)
    details: Mapping[str, Collection[str]] = field(default_factory=dict)
    words: Mapping[str, Mapping[str, Meaning]] = field(default_factory=dict)
    headings: Mapping[str, str] = field(default_factory=dict)
    titles: Mapping[str, str] = field(default_factory=dict)
    answers: Mapping[tuple[str, str], str] = field(default_factory=dict)
    asked_of: Mapping[str, Collection[str]] = field(default_factory=dict)

    def fits(self, kind: str | None, key: str, value: object) -> bool:
        """Whether an entry of this kind can answer this: a word of ours only where its kind is asked for it."""
        if key not in self.details:
            return True
        if kind is None:
            return not self.details[key] or str(value) in self.details[key]
        return kind not in self.asked_of or key in self.asked_of[kind]

    def meaning(self, where: str, said: str) -> Meaning | None:
        """What the word means; a word in brackets may stand for the whole: Case-based discussion (CBD)."""
        words = self.words.get(where, {})
        for way in (said, re.sub(r"\([^()]*\)", " ", said), *re.findall(r"\(([^()]*)\)", said)):
            found = words.get(plain_words(way))
            if found is not None:
                return found
        return None


def plain_words(text: str) -> str:
    """The words without capitals, accents and signs: “Mini-CEX (v2)” is mini cex v2."""
    bare = unicodedata.normalize("NFKD", text.replace("’", "'").replace("'", ""))
    return " ".join(re.findall(r"[a-z0-9]+", bare.encode("ascii", "ignore").decode().lower()))
