"""How does a rule's result show itself in a notebook? As a table on display, and as a DataFrame when asked."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from workbook.base.templates import render

if TYPE_CHECKING:
    import pandas as pd

    from workbook.rules.scoring import Score


@dataclass(frozen=True)
class ScoreResult:
    """A score at the prompt. `.score` is the rule's own result, `.frame` one row for each domain."""

    score: Score

    @property
    def frame(self) -> pd.DataFrame:
        """The domains as a pandas DataFrame: id, title, supported, claimed, ceiling, max, verdict, because."""
        import pandas as pd  # only here: the core and the stations never import it

        return pd.DataFrame(
            [
                {
                    "id": domain.id,
                    "title": domain.title,
                    "supported": domain.supported.points,
                    "claimed": domain.claimed.points,
                    "ceiling": domain.ceiling.points,
                    "max": domain.max,
                    "verdict": domain.verdict.value,
                    "because": domain.because,
                }
                for domain in self.score.domains
            ]
        )

    def _repr_html_(self) -> str:
        return str(render("stations/templates/domains.html.j2", score=self.score, on=self.score.on, message=None))
