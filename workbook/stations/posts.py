"""What did each post give this doctor, and what can they ask of the present one?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import ipywidgets as widgets

from workbook.base.days import short
from workbook.record.ids import free_id
from workbook.record.models import Post, Programme
from workbook.rules.ladder import ladder
from workbook.stations.entries import EntryList
from workbook.stations.live import Live
from workbook.stations.session import Session

STATION = "posts"


@dataclass
class PostsModel:
    """What the session knows, without a widget."""

    session: Session

    def kind_choices(self) -> tuple[tuple[str, str], ...]:
        return tuple((kind.title, key) for key, kind in self.session.facts.post_kinds().items())

    def line(self, post: Post) -> tuple[str, str]:
        kinds = self.session.facts.post_kinds()
        title = post.title or (kinds[post.kind].title if post.kind in kinds else "A post, title not said")
        start = short(post.start) if post.start else "start not said"
        return title, f"{start} to {short(post.end) if post.end else 'no last day agreed'}"

    def programme_line(self, programme: Programme) -> tuple[str, str]:
        start = short(programme.start) if programme.start else "start not said"
        end = short(programme.end) if programme.end else "end not said"
        done = {True: ", completed", False: ", not completed", None: ""}[programme.completed]
        return f"{programme.kind.replace('-', ' ').capitalize()} programme", f"{start} to {end}{done}"

    def blockers(self) -> tuple[str, ...]:
        """What keeps the other pages from counting these posts, in sentences."""
        said = [] if self.session.record.posts else ["No post is entered yet."]
        for post in self.session.record.posts:
            title = self.line(post)[0]
            if post.start is None:
                said.append(f"“{title}” has no first day, so none of its months can be counted.")
            if post.kind is None and post.country == "GB":  # the kinds are those of the NHS
                said.append(f"“{title}” has no kind, so the workbook cannot tell what it usually gives.")
        return tuple(said)


class PostsStation:
    """The widgets of 01_posts."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self.model = PostsModel(session)

    def posts(self) -> widgets.Widget:
        """The posts, each with what it gave."""
        return EntryList(
            self.session, "posts", noun="a post", forms=(("post", ""), ("gives", "gives")),
            fresh=lambda _: Post(id=free_id(self.session.record, "posts")), line=self.model.line, station=STATION,
            choices={"posts": self.model.kind_choices()},
            headings={"gives": "What did it give you?"},
            empty="No posts entered yet. Begin with the one you hold now.",
        )  # fmt: skip

    def programmes(self) -> widgets.Widget:
        """UK training programmes, finished, left or under way."""
        return EntryList(
            self.session, "doctor.uk_programmes", noun="a training programme", forms=(("programme", ""),),
            fresh=lambda _: Programme(kind="foundation"), line=self.model.programme_line, station=STATION,
            empty="None entered. Most doctors who came from abroad have none, and that is fine.",
        )  # fmt: skip

    def rungs(self) -> widgets.Widget:
        """The posts as rungs: what each gave, gaps between them, the pattern in words."""

        def context() -> dict[str, Any]:
            climbed = ladder(self.session.record, self.session.facts, self.session.on)
            return {"ladder": climbed, "blockers": self.model.blockers(), "on": self.session.on}

        return Live(
            self.session, "stations/templates/rungs.html.j2", context, station=STATION, doing="drawing the rungs"
        )

    def request(self) -> widgets.Widget:
        """What can be asked of the present post."""

        def context() -> dict[str, Any]:
            climbed = ladder(self.session.record, self.session.facts, self.session.on)
            kinds = {post.id: post.kind for post in self.session.record.posts}
            return {"ladder": climbed, "kind": kinds.get(climbed.present or ""), "on": self.session.on}

        return Live(
            self.session, "stations/templates/request.html.j2", context, station=STATION, doing="looking up your post"
        )
