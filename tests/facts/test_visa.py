"""Are the immigration facts whole, sourced, in order, and does every rule say who applies it?"""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from datetime import date, timedelta
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

from workbook import rules as rules_room
from workbook.base.strict_yaml import read_yaml_file
from workbook.facts.cards import cards
from workbook.facts.core import FactError, NotCovered, Provenance, Status
from workbook.facts.library import Facts
from workbook.facts.visa import load_events, load_parameters, load_routes, load_rules, load_training_offer
from workbook.facts.visa_entries import load_folder
from workbook.facts.visa_figures import PARAMETERS, ParametersFile, VisaPeriod
from workbook.facts.visa_routes import ROUTES, RoutesFile
from workbook.facts.visa_rules import RULES, RulesFile
from workbook.facts.where import data_root

ROOT = data_root()
READ_ON = date(2026, 11, 20)
FILES = sorted(path.relative_to(ROOT).as_posix() for path in (ROOT / "visa").rglob("*.yaml"))


def periods() -> Iterator[tuple[str, VisaPeriod]]:
    for id, figure in load_parameters(ROOT).items():
        for period in figure.periods:
            yield id, period


def provenances() -> Iterator[Provenance]:
    """Every fact in the folders, files and all."""
    for folder, model in ((PARAMETERS, ParametersFile), (RULES, RulesFile), (ROUTES, RoutesFile)):
        for file in load_folder(ROOT, folder, model).values():
            yield from (card.provenance for card in cards(file))


def test_nothing_that_was_read_is_missing() -> None:
    """What was read: 84 figures (one split in two, because its last value is about other people) and 5 stories."""
    figures, stories, routes = load_parameters(ROOT), load_events(ROOT), load_routes(ROOT)
    assert len(figures) == 84 and sum(len(each.periods) for each in figures.values()) == 127
    assert len(stories) == 5 and sum(len(each.events) for each in stories.values()) == 11
    assert len(load_rules(ROOT)) == 48
    assert len(routes) == 17 and len(load_training_offer(ROOT)) == 4


def test_the_routes_stand_in_the_order_of_their_groups() -> None:
    """A doctor looks for the sponsored routes first; ten-year residence and visits come last."""
    ids = list(load_routes(ROOT))
    assert ids[:2] == ["health-and-care-worker", "skilled-worker"]
    assert ids.index("graduate") < ids.index("global-talent") < ids.index("dependant-partner-work") < ids.index("ilr")
    assert ids[-1] == "visitor"


def test_every_rule_names_the_function_that_applies_it_or_says_that_it_is_words_only() -> None:
    for rule in load_rules(ROOT).values():
        assert (rule.computed_by is None) != (rule.text_only is None), rule.id
        if rule.computed_by:
            module, _, function = rule.computed_by.partition(":")
            assert callable(getattr(import_module(module), function, None)), rule.computed_by


def test_the_module_of_a_function_says_which_rules_it_applies() -> None:
    """A rule that names a function which knows nothing of it would be text that passes for a computation."""
    computed = [rule for rule in load_rules(ROOT).values() if rule.computed_by]
    assert len(computed) > 20
    for rule in computed:
        module = import_module(str(rule.computed_by).partition(":")[0])
        assert module.__file__ is not None
        text = Path(module.__file__).read_text(encoding="utf-8")
        families = re.findall(r'"([a-z-]+-)"', text)  # every rule whose id begins so, such as the scenarios
        assert rule.id in text or any(rule.id.startswith(family) for family in families), rule.id


def test_every_number_set_apart_in_a_rule_is_read_by_some_function() -> None:
    """A number that nothing reads can be changed without effect, and nobody notices."""
    sources = "".join(path.read_text(encoding="utf-8") for path in Path(rules_room.__path__[0]).glob("*.py"))
    for rule in load_rules(ROOT).values():
        assert [name for name in rule.figures if f'"{name}"' not in sources] == [], rule.id


def test_every_figure_rule_and_route_that_is_named_is_there() -> None:
    figures, rules, routes = load_parameters(ROOT), load_rules(ROOT), load_routes(ROOT)
    there = {"visa figure": figures.keys(), "visa rule": rules.keys(), "visa route": routes.keys()}
    links = [link for card in cards(Facts(ROOT).sponsorship()) for link in card.links]
    for folder, model in ((RULES, RulesFile), (ROUTES, RoutesFile)):
        for file in load_folder(ROOT, folder, model).values():
            links += [link for card in cards(file) for link in card.links]
    assert len(links) > 100
    assert [str(link) for link in links if link not in there[link.to]] == []


def numbers_of(period: VisaPeriod) -> tuple[int, ...]:
    """The numbers of a value, which a rule that rests on it must say."""
    if isinstance(period.value, dict):
        return tuple(period.value.values())
    return (period.value,) if isinstance(period.value, int) else ()


def test_a_rule_states_the_value_of_the_figure_it_rests_on() -> None:
    """When a figure changes, the words of every rule that states it must change with it."""
    words = {3: "three", 4: "four", 5: "five", 8: "eight", 10: "ten"}
    figures, compared = load_parameters(ROOT), 0
    for rule in load_rules(ROOT).values():
        if rule.provenance.status is Status.PROPOSED:
            continue
        said = " ".join([rule.title, rule.text, rule.formula or ""]).lower()
        for id in rule.parameters:
            for number in numbers_of(figures[id].periods[-1]):
                spelt = rf"\b({number}|{words.get(number, number)})\b"
                assert re.search(spelt, said), (rule.id, id, number)
                compared += 1
    assert compared > 25


def test_a_proposed_result_is_the_baseline_less_its_reduction() -> None:
    """The formula of the papers, worked out again from their figures: ten years less one reduction, plus penalties."""
    figures, rules = load_parameters(ROOT), load_rules(ROOT)
    baseline = figures["earned-settlement-baseline"].on(READ_ON).value
    assert baseline == 10
    for id in ("doctor-salary-50270", "doctor-salary-125140", "doctor-c1-only", "global-talent", "no-reduction"):
        rule = rules[f"es-scenario-{id}"]
        reductions = [figures[each].on(READ_ON).value for each in rule.parameters if "reduction" in each]
        assert rule.result_years == baseline - sum(reductions), id
    penalty = figures["earned-settlement-penalty-public-funds"].on(READ_ON).value["from_12_months"]
    assert rules["es-scenario-public-funds"].result_years == baseline + penalty == 20


def test_settlement_takes_five_years_in_force_and_ten_in_the_proposal() -> None:
    figures = load_parameters(ROOT)
    law = figures["ilr-qualifying-period-work"].on(READ_ON)
    proposal = figures["earned-settlement-baseline"].on(READ_ON)
    assert (law.value, law.provenance.status) == (5, Status.IN_FORCE)
    assert (proposal.value, proposal.provenance.status) == (10, Status.PROPOSED)
    assert law.provenance.source.title == "ILR overview"


def test_no_proposal_ever_comes_out_as_law() -> None:
    """On any day, what is proposed says so; and no figure of the law has a value that is only proposed."""
    for id, figure in load_parameters(ROOT).items():
        proposed = id.startswith("earned-settlement-")
        assert {period.provenance.status is Status.PROPOSED for period in figure.periods} == {proposed}, id
        if proposed:
            for day in (date(2020, 1, 1), READ_ON, date(2040, 1, 1)):
                assert figure.on(day).provenance.status is Status.PROPOSED, id
    for rule in load_rules(ROOT).values():
        of_the_papers = rule.id.startswith("es-scenario-") or rule.id == "earned-settlement-formula"
        assert (rule.provenance.status is Status.PROPOSED) == of_the_papers, rule.id
    assert load_rules(ROOT)["earned-settlement-law-now"].provenance.status is Status.IN_FORCE


def test_a_value_whose_days_are_over_is_not_in_force_and_one_that_holds_is() -> None:
    over = (Status.SUPERSEDED, Status.CLOSED)
    for id, period in periods():
        status = period.provenance.status
        if period.to is not None and period.to < READ_ON:
            assert status in over, (id, period.to)
        elif period.from_ is not None and period.from_ > READ_ON:
            assert status in (Status.PUBLISHED, Status.PROVISIONAL), (id, period.from_)
        else:
            assert status in (Status.IN_FORCE, Status.PROPOSED), (id, period.from_)
    for story in load_events(ROOT).values():
        for event in story.events:
            assert event.on is None or event.on > READ_ON or event.provenance.status is not Status.PUBLISHED


def test_a_value_that_is_to_change_is_read_again_by_the_day_it_changes() -> None:
    coming = set()
    for id, period in periods():
        for day in (period.from_, period.to and period.to + timedelta(days=1)):
            if day is not None and day > READ_ON:
                assert period.provenance.review_by <= day, (id, day)
                coming.add((id, day))
    assert coming == {
        ("student-maintenance-monthly", date(2026, 11, 30)),
        ("graduate-visa-length", date(2027, 1, 1)),
        ("english-at-settlement", date(2027, 3, 26)),
    }


def test_proposals_are_read_again_by_18_february_and_the_law_by_6_april() -> None:
    """What is only proposed changes sooner than the law does."""
    for provenance in provenances():
        assert provenance.review_by <= date(2027, 4, 6), provenance.id
        if provenance.status is Status.PROPOSED:
            assert provenance.review_by <= date(2027, 2, 18), provenance.id


@pytest.mark.parametrize("file", FILES)
def test_every_source_of_a_file_is_called_upon(file: str) -> None:
    """A source that no entry names would be kept up to date for nothing, or its entry was lost."""
    plain = read_yaml_file(ROOT / file)
    called: set[str] = set()

    def walk(value: Any) -> None:
        if isinstance(value, dict):
            for key, item in value.items():
                if key == "source":
                    called.update(
                        name for name in (item if isinstance(item, list) else [item]) if isinstance(name, str)
                    )
                else:
                    walk(item)
        elif isinstance(value, list):
            for item in value:
                walk(item)

    walk({key: value for key, value in plain.items() if key != "sources"})
    assert sorted(set(plain.get("sources", {})) - called) == []


def test_a_figure_rests_on_the_page_of_its_own_value_and_not_on_the_page_of_its_file() -> None:
    for id, figure in load_parameters(ROOT).items():
        pages = {period.provenance.source for period in figure.periods}
        assert figure.provenance.source in pages, id


def test_english_at_settlement_changes_on_26_march_2027_and_not_a_day_before() -> None:
    english = load_parameters(ROOT)["english-at-settlement"]
    assert "B1" in english.on(date(2027, 3, 25)).value
    assert "B2" in english.on(date(2027, 3, 26)).value
    assert english.on(date(2027, 3, 26)).provenance.source.title == "B2 at settlement from 26 March 2027"


def test_the_fees_of_november_2026() -> None:
    """As the pages say that were read: spot values, each by hand."""
    figures = load_parameters(ROOT)
    fees = {
        "fee-health-care-up-to-3y": 324,
        "fee-health-care-over-3y": 628,
        "fee-skilled-worker-inside-over-3y": 1865,
        "fee-ilr": 3226,
        "fee-naturalisation-adult": 1709,
        "immigration-health-surcharge-adult": 1035,
        "immigration-health-surcharge-health-care-visa": 0,
        "cos-fee-skilled-worker": 525,
        "immigration-skills-charge-large-sponsor": 1320,
        "salary-floor-national-pay-scale": 25000,
        "maintenance-funds-main": 1270,
        "curtailment-period": 60,
    }
    assert {id: figures[id].on(READ_ON).value for id in fees} == fees
    assert figures["fee-ilr"].on(date(2026, 4, 7)).value == 3029
    assert figures["student-maintenance-monthly"].on(READ_ON).value == {"london": 1529, "elsewhere": 1171}
    assert figures["student-maintenance-monthly"].on(date(2026, 11, 30)).value == {"london": 1570, "elsewhere": 1203}


def test_a_fee_nobody_read_is_a_gap_and_not_the_fee_before_it() -> None:
    fee = load_parameters(ROOT)["fee-skilled-worker-outside-over-3y"]
    assert fee.on(date(2025, 4, 8)).value == 1420
    with pytest.raises(NotCovered, match="10 April 2025"):
        fee.on(date(2025, 4, 10))
    assert fee.provenance.unknown == ("the 2025 figure was not read and is left out",)


def test_what_a_doctor_must_know_of_a_figure_stands_on_the_card_of_its_value() -> None:
    """The note of a figure is not lost on a value: it is inherited, or stands there again where the page is another."""
    figures = load_parameters(ROOT)

    def note(id: str, day: date = READ_ON) -> str:
        return figures[id].on(day).provenance.note or ""

    assert "start date not checked" in note("ilr-qualifying-period-work")
    assert "proposed" in note("ilr-qualifying-period-work"), "five years may become ten"
    assert "exempt is contradicted" in note("immigration-skills-charge-large-sponsor")
    assert "branch resident doctors" in note("salary-floor-national-pay-scale")
    assert "branch resident doctors" in note("salary-floor-national-pay-scale", date(2024, 5, 1))
    assert "does not govern doctors" in note("salary-floor-general")
    assert "plan for a possible test" in note("english-at-settlement")
    assert "plan for a possible test" in note("english-at-settlement", date(2027, 4, 1))
    assert "extend at B1" in note("english-first-skilled-worker")
    assert "within 5 working days" in note("sponsor-report-deadline")
    assert "expected but unread" in note("salary-at-settlement-pay-scale", date(2024, 5, 1))
    conflicts = figures["fee-global-talent-total"].on(READ_ON).provenance.conflicts
    assert [each.text for each in conflicts] == ["one October 2026 file says 755; two say 766"]


def test_what_a_figure_leaves_out_stays_with_it() -> None:
    unpaid = load_parameters(ROOT)["unpaid-absence-limit"]
    assert unpaid.exceptions is not None and len(unpaid.exceptions.reasons) == 8
    assert "sickness absence" in unpaid.exceptions.reasons
    assert unpaid.exceptions.provenance.source.publisher == "UNISON"
    assert load_parameters(ROOT)["graduate-visa-length"].variants == {"phd": 36}


def test_further_pages_that_agree_are_kept() -> None:
    figures = load_parameters(ROOT)
    assert [page.publisher for page in figures["curtailment-period"].on(READ_ON).provenance.agreeing] == [
        "Citizens Advice"
    ]
    assert [page.publisher for page in figures["salary-floor-national-pay-scale"].on(READ_ON).provenance.agreeing] == [
        "GIIS"
    ]
    answer = load_routes(ROOT)["health-and-care-worker"].training_post
    assert answer is not None and len(answer.provenance.agreeing) == 4


def test_reasons_for_being_away_are_told_apart() -> None:
    reasons = {reason.id: reason.excepted for reason in load_rules(ROOT)["absence-excepted"].reasons}
    assert reasons["compassionate"] and reasons["pandemic"]
    assert not reasons["holiday"] and not reasons["parental-leave"] and not reasons["out-of-programme"]


def test_a_rule_keeps_the_pages_that_say_otherwise() -> None:
    rules = load_rules(ROOT)
    entry = rules["pre-entry-days"].provenance
    assert [each.source and each.source.publisher for each in entry.conflicts] == ["legalguidance.org"]
    assert [page.publisher for page in entry.agreeing] == ["BIC Immigration in Australian Times", "ATNY Law"]
    (disagreement,) = rules["sixty-days"].provenance.conflicts
    assert disagreement.text.endswith("Follow the stricter.")
    rechecked = rules["earned-settlement-law-now"].provenance.rechecked
    assert rechecked is not None and rechecked.on == READ_ON and "lengthens five years" in rechecked.text


def test_a_number_that_a_rule_does_not_have_is_named() -> None:
    rule = load_rules(ROOT)["late-by-up-to-14-days"]
    assert rule.number("late_days") == 14
    with pytest.raises(FactError, match="late-by-up-to-14-days, figures, weeks: the rule needs this number"):
        rule.number("weeks")
    with pytest.raises(FactError, match="figures, late_days: the rule needs this day"):
        rule.day("late_days")


def test_only_routes_whose_time_counts_have_a_clock() -> None:
    groups = {id: route.settlement and route.settlement.group for id, route in load_routes(ROOT).items()}
    assert groups["health-and-care-worker"] == groups["skilled-worker"] == groups["global-talent"] == "sponsored-work"
    assert all(groups[id] is None for id in ("student", "graduate", "gae-mti", "visitor", "youth-mobility", "ilr"))
    assert groups["dependant-partner-work"] not in (None, "sponsored-work")


def test_the_rule_about_what_adds_up_and_the_routes_say_the_same() -> None:
    rule, routes = load_rules(ROOT)["routes-that-add-up"], load_routes(ROOT)
    for id in rule.routes:
        assert routes[id].settlement is not None and routes[id].settlement.group == "sponsored-work", id
    for id in rule.routes_left_out:
        settlement = routes[id].settlement
        assert settlement is None or settlement.group != "sponsored-work", id
    assert len(rule.routes_left_out) == len(rule.do_not_add) == 7


def test_an_answer_of_its_own_source_does_not_take_the_source_of_the_file() -> None:
    routes = load_routes(ROOT)
    answer = routes["student"].training_post
    assert answer is not None and answer.answer == "no" and "Foundation Programme" in answer.words
    assert answer.provenance.source.title == "Student conditions"
    assert routes["youth-mobility"].training_post is not None
    assert routes["youth-mobility"].training_post.answer == "unknown"
    assert "own eVisa before acting" in (routes["graduate"].provenance.note or "")


def test_the_medical_training_initiative_takes_nobody_new() -> None:
    told = {condition.id: condition for condition in load_routes(ROOT)["gae-mti"].conditions}
    scheme = told["medical-training-initiative"]
    assert (scheme.to, scheme.provenance.status) == (date(2026, 3, 31), Status.CLOSED)
    assert told["medical-training-initiative-in-progress"].to == date(2026, 6, 30)


FEES, ABSENCES, EVENTS = "parameters/health-surcharge.yaml", "rules/continuous-residence.yaml", "rules/life-events.yaml"
OPEN_WORK, STUDY = "routes/unsponsored.yaml", "routes/study.yaml"
BROKEN = [
    (FEES, "to: 2024-02-05, value: 624", "to: 2024-03-05, value: 624", "immigration-health-surcharge-adult"),
    (FEES, "source: hc-fee-2026", "source: hc-fee-2042", "hc-fee-2042"),
    (FEES, "from: 2024-02-06, value: 1035", "from: 2024-02-30, value: 1035", "February 2024 has no day 30"),
    (ABSENCES, "title: What counts as a day away\n", "title: A day away\n    text_only: true\n", "absence-day"),
    (EVENTS, "id: strike\n", "id: sick-leave\n", "sick-leave: stands twice"),
    (EVENTS, "id: strike\n", "id: sixty-days\n", "sixty-days: stands in another file of this folder as well"),
    (OPEN_WORK, "{counts: own-clock, group: bno}", "{counts: own-clock}", "bno"),
    (STUDY, "answer: likely\n      text: probably yes", "answer: maybe\n      text: probably yes", "graduate"),
    (STUDY, "{id: once-only, text: granted once only, value: true}", "{id: once-only}", "needs a text or a value"),
]


@pytest.mark.parametrize(("file", "old", "new", "named"), BROKEN, ids=[case[3] for case in BROKEN])
def test_a_mistake_in_a_file_is_named_in_one_line(tmp_path: Path, file: str, old: str, new: str, named: str) -> None:
    shutil.copytree(ROOT / "visa", tmp_path / "visa")
    shutil.copy(ROOT / "review.yaml", tmp_path)
    path = tmp_path / "visa" / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    load = {"parameters": load_parameters, "rules": load_rules, "routes": load_routes}[file.split("/")[0]]
    with pytest.raises(FactError) as raised:
        load(tmp_path)
    message = str(raised.value)
    assert named in message and f"data/visa/{file}" in message and "\n" not in message


def test_a_folder_without_a_file_is_an_error_and_not_a_country_without_rules(tmp_path: Path) -> None:
    with pytest.raises(FactError, match=r"data/visa/rules: there is no file here"):
        load_rules(tmp_path)
