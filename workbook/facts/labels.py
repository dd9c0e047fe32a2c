"""What is each field of `data/` called on a source card? Every label in plain words, from the file beside this one."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache, lru_cache
from pathlib import Path

from workbook.base.strict_yaml import read_yaml_file


def label(name: str, model: str = "") -> str:
    """The label of a field of this model (its class name), or of such a field anywhere.

    A field that nobody has given a label is called by the words of its name; a test names every such field of ours.
    """
    known = labels()
    return known.get(f"{model}.{name}") or known.get(name) or in_plain_words(name)


@cache
def labels() -> Mapping[str, str]:
    """Every label by `field` or `Model.field`."""
    return {str(name): str(said) for name, said in read_yaml_file(Path(__file__).with_name("labels.yaml")).items()}


@lru_cache(maxsize=10_000)
def in_plain_words(name: str) -> str:
    """An id or a field's name as words: max-experience becomes Max experience, cost_gbp Cost GBP."""
    words = [word.upper() if word in ACRONYMS else word for word in re.split(r"[\s_/-]+", name.strip("_"))]
    return " ".join([words[0][:1].upper() + words[0][1:], *words[1:]])


def inside_a_line(words: str) -> str:
    """Words that begin a line, as they stand inside one: Cost GBP becomes cost GBP, MSRA stays."""
    first = words.split(" ", 1)[0]
    return words if len(first) > 1 and first.isupper() else words[:1].lower() + words[1:]


ACRONYMS = {
    "accs", "arcp", "cct", "cesr", "cos", "crest", "ct1", "drn", "fpcc", "gbp", "gdc", "gmc", "gp", "ihs", "ilr", "imt",
    "jrcptb", "led", "lat", "ltft", "mrcp", "mrcs", "msf", "msra", "mti", "nhs", "ntn", "oop", "plab", "psro", "qip",
    "ra", "sas", "st1", "st3", "st4", "tss", "uk", "ukvi", "wba", "wte",
}  # fmt: skip
