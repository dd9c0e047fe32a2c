"""What do the immigration rules say, and since when? Figures over time, rules about dates, and routes, of `data/visa`.

Information with its sources. Each kind has its own module; this is the door to all three.
"""

from workbook.facts.visa_figures import VisaEvent, VisaEvents, VisaParameter, VisaPeriod, load_events, load_parameters
from workbook.facts.visa_routes import Answer, Route, Settlement, Statement, load_routes, load_training_offer
from workbook.facts.visa_rules import Reason, VisaRule, load_rules

__all__ = [
    "Answer",
    "Reason",
    "Route",
    "Settlement",
    "Statement",
    "VisaEvent",
    "VisaEvents",
    "VisaParameter",
    "VisaPeriod",
    "VisaRule",
    "load_events",
    "load_parameters",
    "load_routes",
    "load_rules",
    "load_training_offer",
]
