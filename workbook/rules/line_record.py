"""What of the line did the doctor enter? Posts and exams, and what carries no day."""

from __future__ import annotations

from workbook.facts.library import Facts
from workbook.record.models import Record
from workbook.rules.line_event import RECORDED, Event
from workbook.rules.naming import name_of


def posts(record: Record, facts: Facts) -> list[Event]:
    kinds = facts.post_kinds() if any(post.kind and not post.title for post in record.posts) else {}
    events = []
    for post in record.posts:
        first = post.start or post.end
        if first is None:
            continue
        kind = kinds.get(post.kind) if post.kind else None
        title = post.title or (kind.title if kind else "A post")
        events.append(
            Event(
                id=f"post-{post.id}",
                date=first,
                until=post.end if post.start else None,
                ongoing=post.end is None,
                title=title if post.start else f"{title}: last day",
                kind="post",
                status=RECORDED,
                because=None if post.end else "No last day is entered.",
                entry=f"posts, {post.id}",
            )
        )
    return events


def exams(record: Record) -> list[Event]:
    return [
        Event(
            id=f"exam-{exam.id}",
            date=exam.sat,
            title=exam.name or "An exam",
            kind="exam",
            asks=True,
            status=RECORDED,
            because=f"Result: {exam.result}." if exam.result else None,
            entry=f"exams, {exam.id}",
        )
        for exam in record.exams
        if exam.sat is not None
    ]


def undated(record: Record) -> list[str]:
    """Entries that stand nowhere on the line because they carry no day."""
    without = [name_of(post) for post in record.posts if not (post.start or post.end)]
    without += ["a permission" for held in record.permissions if not (held.start or held.end)]
    without += [exam.name or "an exam" for exam in record.exams if exam.sat is None]
    return [f"Not on the line, for want of a day: {entry}." for entry in without]
