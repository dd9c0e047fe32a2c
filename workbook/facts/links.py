"""How does one kind of fact name another? By an id whose type says what it is an id of, so that a check can follow it.

A reference is a plain word wherever it is used; only its type tells the check (workbook.facts.check) where the fact
must be.
"""

from __future__ import annotations

from typing import Any, ClassVar

from pydantic import GetCoreSchemaHandler
from pydantic_core import CoreSchema, core_schema


class Ref(str):
    """The id of a fact of another kind. `to` is what it names, in words."""

    __slots__ = ()
    to: ClassVar[str] = ""

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.no_info_after_validator_function(cls, core_schema.str_schema(min_length=1))


class ProgrammeRef(Ref):
    """A training programme of data/specialties: internal-medicine-ct1."""

    __slots__ = ()
    to = "programme"


class MatrixRef(Ref):
    """A scoring matrix of data/scoring by the name of its files, which may serve several programmes."""

    __slots__ = ()
    to = "scoring matrix"


class EvidenceRef(Ref):
    """A kind of evidence or a document of data/evidence: qip, crest-form."""

    __slots__ = ()
    to = "kind of evidence"


class GuideRef(Ref):
    """A guide of data/guides: revalidation."""

    __slots__ = ()
    to = "guide"


class VisaRouteRef(Ref):
    """An immigration route of data/visa/routes: health-and-care-worker."""

    __slots__ = ()
    to = "visa route"


class VisaFigureRef(Ref):
    """A figure over time of data/visa/parameters."""

    __slots__ = ()
    to = "visa figure"


class VisaRuleRef(Ref):
    """A rule of data/visa/rules."""

    __slots__ = ()
    to = "visa rule"


class PostRef(Ref):
    """A kind of post of data/posts/kinds.yaml: clinical-fellow."""

    __slots__ = ()
    to = "kind of post"


class AskRef(Ref):
    """Something to ask an employer for, of data/posts/asks.yaml: study-leave."""

    __slots__ = ()
    to = "ask"


class PayPointRef(Ref):
    """A point of a national pay scale, of data/posts/pay-points.yaml: ct1-2."""

    __slots__ = ()
    to = "pay point"


class AreaRef(Ref):
    """An area that evidence is collected for, of data/evidence/areas.yaml: teaching."""

    __slots__ = ()
    to = "area of evidence"


class PathwayRef(Ref):
    """A way beside a training programme, of data/pathways: portfolio-pathway-specialist."""

    __slots__ = ()
    to = "pathway"
