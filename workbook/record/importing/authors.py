"""Where does the doctor's own name stand among the authors? Only when they gave it, and only when one author fits.

A name is read as citation lists write it: “Khan AM”, “Khan, Ahmed M.” or “Ahmed M. Khan”. Two fit when the family names
are the same and nothing in the given names speaks against it: “Khan A” fits “Khan AM”; “Khan, Asma” does not fit
“Khan, Ahmed”.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Name:
    """A family name and given names or initials, without capitals and accents."""

    family: str
    given: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Standing:
    """The place among the authors, counted from 1, and how many there are; or why it cannot be said."""

    position: int | None = None
    of: int | None = None
    collaborator: bool = False
    unsaid: str | None = None


def name_from(text: str) -> Name | None:
    """The name in a text; None when there is none."""
    family, comma, given = text.partition(",")
    if not comma:
        words = text.split()
        if len(words) < 2:
            return Name(_bare(text), ()) if _bare(text) else None
        if re.fullmatch(r"(?:[^\W\d_]\.?-?){1,4}", words[-1]) and words[-1].replace(".", "").replace("-", "").isupper():
            family, given = " ".join(words[:-1]), words[-1]
        else:
            family, given = words[-1], " ".join(words[:-1])
    family = _bare(family)
    return Name(family, _given(given)) if family else None


def standing(own: str, authors: Sequence[str], *, complete: bool = True, collaborators: Sequence[str] = ()) -> Standing:
    """Where this name stands. `own` may hold several spellings with semicolons; `complete`: no “et al.” follows."""
    names = [name for part in own.split(";") if (name := name_from(part.strip()))]
    if not names:
        return Standing(unsaid="your own name was not given, so your place among the authors is not said")
    if not authors:
        return Standing(unsaid="the file names no authors, so your place among them is not said")
    there = [n for n, author in enumerate(authors, 1) if _is_one_of(author, names)]
    if len(there) == 1:
        return Standing(position=there[0], of=len(authors) if complete else None)
    if len(there) > 1:
        places = " and ".join(str(n) for n in there)
        return Standing(unsaid=f"authors {places} could all be you, so your place is not said")
    if any(_is_one_of(each, names) for each in collaborators):
        return Standing(collaborator=True)
    more = "" if complete else "; the list of authors is cut short"
    return Standing(unsaid=f"your name is not among its authors as the file writes them{more}. Is it yours?")


def _is_one_of(author: str, names: Sequence[Name]) -> bool:
    written = name_from(author)
    return written is not None and any(_fits(name, written) for name in names)


def _fits(own: Name, written: Name) -> bool:
    if own.family != written.family:
        return False
    if bool(own.given) != bool(written.given):
        return False
    pairs = zip(own.given, written.given, strict=False)  # “Khan A” says nothing against “Khan AM”
    return all(a == b or (1 in (len(a), len(b)) and a[0] == b[0]) for a, b in pairs)


def _given(text: str) -> tuple[str, ...]:
    """Given names apart; letters that stand together as initials (“AM”) are two."""
    parts: list[str] = []
    for word in re.split(r"[\s.\-]+", text):
        if word.isupper() and len(word) <= 4:
            parts += [_bare(letter) for letter in word]
        elif word:
            parts.append(_bare(word))
    return tuple(part for part in parts if part)


def _bare(text: str) -> str:
    folded = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in folded if letter.isalnum())
