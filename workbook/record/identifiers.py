"""Which words of a text may identify a patient? Text in, places found out; nothing is judged and nothing is changed.

Found are NHS and CHI numbers (ten digits that pass the check of the NHS Data Dictionary), hospital numbers, dates of
birth, names beside “patient” or after Mr, Mrs, Ms and Miss, postcodes, telephone numbers and e-mail addresses. A search
by pattern misses some and stops at some that are harmless: so the doctor is shown the words and decides. Left alone are
the numbers a portfolio is full of: GMC numbers, PubMed and trial ids, DOIs, ISBNs, years, doses, dates of courses.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from workbook.record import identifier_patterns as patterns
from workbook.record.marks import LEFT_OUT

Kind = Literal["nhs-number", "hospital-number", "date-of-birth", "name", "postcode", "telephone", "e-mail"]

LOOKS_LIKE: dict[Kind, str] = {
    "nhs-number": "an NHS number",
    "hospital-number": "a hospital number",
    "date-of-birth": "a date of birth",
    "name": "the name of a patient",
    "postcode": "a postcode",
    "telephone": "a telephone number",
    "e-mail": "an e-mail address",
}

__all__ = ["LEFT_OUT", "LOOKS_LIKE", "Kind", "Words", "identifying", "in_signature", "without"]


@dataclass(frozen=True, slots=True)
class Words:
    """Words that may identify a patient, and where in the text they stand."""

    kind: Kind
    text: str
    start: int
    end: int

    @property
    def sentence(self) -> str:
        """“943 476 5919” looks like an NHS number."""
        return f"“{self.text}” looks like {LOOKS_LIKE[self.kind]}"


def identifying(text: str) -> tuple[Words, ...]:
    """The words of the text that may identify a patient, in order; of two that overlap, the longer."""
    plain, places = _as_seen(text)
    kept: list[Words] = []
    for kind, first, behind in sorted(_every(plain), key=lambda place: (place[0] != "nhs-number", place[1] - place[2])):
        start, end = places[first], places[behind - 1] + 1
        if all(end <= one.start or one.end <= start for one in kept):
            kept.append(Words(kind, text[start:end], start, end))
    return tuple(sorted(kept, key=lambda one: one.start))


def _as_seen(text: str) -> tuple[str, Sequence[int]]:
    """The text as a person sees it, digits of every script as ours and without characters of no width, and the place
    of each character in the text."""
    if text.isascii():
        return text, range(len(text))
    places = [place for place, one in enumerate(text) if unicodedata.category(one) != "Cf"]
    seen = (text[place] for place in places)
    return "".join(str(unicodedata.decimal(one)) if one.isdecimal() else one for one in seen), places


def in_signature(text: str) -> tuple[Words, ...]:
    """The same where a text says who signed: a clinician, so a name is left alone (a surgeon is Mr or Ms) unless the
    text speaks of a patient."""
    found = identifying(text)
    if re.search(r"(?i)\b(?:patient|pt|client|relative|carer)\b", text):
        return found
    return tuple(one for one in found if one.kind != "name")


def without(text: str, words: Iterable[Words]) -> str:
    """The text with these words left out, and a mark in their place."""
    for one in sorted(words, key=lambda each: -each.start):
        text = text[: one.start] + LEFT_OUT + text[one.end :]
    return text


Place = tuple[Kind, int, int]


def _every(text: str) -> Iterator[Place]:
    yield from _nhs_numbers(text)
    yield from _hospital_numbers(text)
    for pattern in (patterns.BORN, patterns.LONG_AGO):
        yield from (("date-of-birth", *match.span(1)) for match in pattern.finditer(text))
    yield from _names(text.replace("_", " "))  # as names of files part words
    for pattern in (patterns.POSTCODE, patterns.POSTCODE_SMALL):
        yield from (("postcode", *match.span(1)) for match in pattern.finditer(text))
    for match in patterns.PHONE.finditer(text):
        digits = re.sub(r"[^0-9]", "", match[1])
        if not digits.startswith("0") or digits.startswith("0044") or (len(digits) == 11 and digits[1] in "123578"):
            yield "telephone", *match.span(1)
    yield from (("e-mail", *match.span(1)) for match in patterns.MAIL.finditer(text))


def _nhs_numbers(text: str) -> Iterator[Place]:
    for match in (*patterns.TEN.finditer(text), *patterns.ONE_BY_ONE.finditer(text)):
        if not patterns.NO_NHS.search(text[max(0, match.start() - 40) : match.start()]) and _passes(match[1]):
            yield "nhs-number", *match.span(1)
    # Called an NHS number it is shown even when a digit was mistyped.
    yield from (("nhs-number", *match.span(1)) for match in patterns.CALLED_NHS.finditer(text))


def _passes(number: str) -> bool:
    from stdnum.gb import nhs  # asked for only where ten digits stand together

    return bool(nhs.is_valid(re.sub(r"[^0-9]", "", number)))


def _hospital_numbers(text: str) -> Iterator[Place]:
    yield from (("hospital-number", *match.span(1)) for match in patterns.CALLED_HOSPITAL.finditer(text))
    for match in patterns.HOSPITAL.finditer(text):
        if not patterns.NO_HOSPITAL.search(text[max(0, match.start() - 20) : match.start()]):
            yield "hospital-number", *match.span(1)


def _names(text: str) -> Iterator[Place]:
    for match in patterns.TITLED.finditer(text):
        before, after = text[max(0, match.start() - 30) : match.start()], text[match.end() : match.end() + 40]
        near_miss = match[1].startswith("Miss") and patterns.NEAR_MISS.search(before)
        if not near_miss and not patterns.CLINICIAN_BEFORE.search(before) and not patterns.CLINICIAN_AFTER.match(after):
            yield "name", *match.span(1)
    for match in patterns.TITLED_SMALL.finditer(text):
        if not patterns.NO_MR.match(match[1]) and not patterns.CLINICIAN_BEFORE.search(
            text[max(0, match.start() - 30) : match.start()]
        ):
            yield "name", *match.span(1)
    yield from (("name", *match.span(1)) for match in patterns.PATIENT_SMALL.finditer(text))
    for match in patterns.PATIENT_LOUD.finditer(text):
        if not (patterns.NO_NAME | patterns.NO_LOUD_NAME) & {word.title() for word in match[1].split()}:
            yield "name", *match.span(1)
    for pattern in (patterns.CALLED_PATIENT, patterns.PATIENT, patterns.PATIENT_DOES, patterns.PATIENT_AFTER):
        for match in pattern.finditer(text):
            first = re.split(r"[ \u00a0\-]", match[1])[0]
            if first not in patterns.NO_NAME and not (first.isupper() and len(first) > 3):
                yield "name", *match.span(1)
