"""Which works does an ORCID export list? The JSON of the works of a record, as its summaries or in full."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from typing import Any

from workbook.base.days import NotADay, iso_day
from workbook.record.importing.rows import Refused
from workbook.record.importing.table import ImportProblem
from workbook.record.importing.works import MAX_WORKS, Work

_MOST_CONTRIBUTORS = 50  # ORCID shows no more of a work, so such a list may go on


def read_orcid(text: str, name: str) -> tuple[tuple[Work, ...], tuple[Refused, ...]]:
    """Every work of the export, each once, as a work or a refusal. Raises `ImportProblem`."""
    try:
        whole = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise ImportProblem(f"{name}: it is not JSON that can be read; export it again") from error
    found = list(_works(whole))
    if not found:
        raise ImportProblem(f"{name}: no works of an ORCID record are in it")
    if len(found) > MAX_WORKS:
        raise ImportProblem(f"{name}: more than {MAX_WORKS} works; bring it in as several files")
    works: list[Work] = []
    refused: list[Refused] = []
    for row, work in enumerate(found, 1):
        if isinstance(work, dict):
            works.append(_work(row, work))
        else:
            refused.append(Refused(row, None, "it is not a work as ORCID writes one", f"work {row}"))
    return tuple(works), tuple(refused)


def _works(whole: Any) -> Iterator[Any]:
    """The works, wherever this export keeps them. Of a group (one work from several sources) the first is shown."""
    if isinstance(whole, list):
        yield from whole
        return
    if not isinstance(whole, dict):
        return
    inner = _at(whole, "activities-summary", "works") or whole.get("works") or whole
    if isinstance(inner, list):
        yield from inner
    elif isinstance(inner, dict) and isinstance(inner.get("group"), list):
        for group in inner["group"]:
            summaries = group.get("work-summary") if isinstance(group, dict) else None
            yield summaries[0] if isinstance(summaries, list) and summaries else None
    elif isinstance(inner, dict) and isinstance(inner.get("bulk"), list):
        for each in inner["bulk"]:
            yield each.get("work") if isinstance(each, dict) else None
    elif isinstance(inner, dict) and "title" in inner and "type" in inner:
        yield inner


def _work(row: int, work: dict[str, Any]) -> Work:
    ids = _ids(work)
    when, day = _date(work.get("publication-date"))
    listed = _at(work, "contributors", "contributor")
    contributors = listed if isinstance(listed, list) else []
    authors = tuple(
        str(named)
        for each in contributors
        if (named := _at(each, "credit-name", "value"))
        and str(_at(each, "contributor-attributes", "contributor-role") or "author").lower() in ("author", "")
    )
    some_left_out = len(authors) < len(contributors) or len(contributors) >= _MOST_CONTRIBUTORS
    journal = str(_at(work, "journal-title", "value") or "")
    parts = [
        journal,
        when,
        *(f"{label}: {ids[key]}" for key, label in (("doi", "doi"), ("pmid", "PMID")) if key in ids),
    ]
    return Work(
        row=row, place=f"work {row}", where="orcid", title=str(_at(work, "title", "title", "value") or ""),
        forms=(str(work.get("type") or ""),), cited=". ".join(part for part in parts if part),
        when=when, day=day, state="done" if when and ids else None, authors=authors,
        names_authors=bool(contributors), gaps=some_left_out, indexed="pmid" in ids,
    )  # fmt: skip


def _ids(work: dict[str, Any]) -> dict[str, str]:
    """Its own ids by type; those of the book or journal it is part of are not its own."""
    listed = _at(work, "external-ids", "external-id")
    found: dict[str, str] = {}
    for each in listed if isinstance(listed, list) else ():
        kind, value = _at(each, "external-id-type"), _at(each, "external-id-value")
        if isinstance(kind, str) and isinstance(value, str) and _at(each, "external-id-relationship") != "part-of":
            found.setdefault(kind.lower(), value.removeprefix("https://doi.org/")[:200])
    return found


def _date(said: Any) -> tuple[str, date | None]:
    """The date as written and, where year, month and day are all given, as a day."""
    parts = [str(value) for key in ("year", "month", "day") if (value := _at(said, key, "value"))]
    written = "-".join(parts)[:20]
    try:
        return written, iso_day(written)
    except NotADay:
        return written, None


def _at(value: Any, *steps: str) -> Any:
    """What stands at the end of these keys; None wherever something else stands in the way."""
    for step in steps:
        value = value.get(step) if isinstance(value, dict) else None
    return value
