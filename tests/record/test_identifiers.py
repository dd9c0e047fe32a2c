"""Words that may identify a patient are found in any text; the numbers and words of an ordinary portfolio are not."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum.gb import nhs

from workbook.record.identifiers import LEFT_OUT, Words, identifying, without

FOUND = [
    ("Reflection on 943 476 5919", "nhs-number", "943 476 5919"),
    ("letter_943-476-5919.pdf", "nhs-number", "943-476-5919"),
    ("(9434765919)", "nhs-number", "9434765919"),
    ("in ٩٤٣٤٧٦٥٩١٩ typed with other digits", "nhs-number", "٩٤٣٤٧٦٥٩١٩"),
    ("NHS no. 943 476 5918, one digit wrong", "nhs-number", "943 476 5918"),
    ("CHI number 0101011237", "nhs-number", "0101011237"),
    ("MRN 1234567", "hospital-number", "1234567"),
    ("hospital number: K123456", "hospital-number", "K123456"),
    ("Patient ID 00012345 was moved", "hospital-number", "00012345"),
    ("audit-K1234567", "hospital-number", "K1234567"),
    ("DOB 12/05/1984", "date-of-birth", "12/05/1984"),
    ("d.o.b. 3.5.48", "date-of-birth", "3.5.48"),
    ("date of birth: 12 May 1984", "date-of-birth", "12 May 1984"),
    ("she was born on 3rd of May 1951", "date-of-birth", "3rd of May 1951"),
    ("dob 1984-05-12", "date-of-birth", "1984-05-12"),
    ("seen 4/5/1931 notes", "date-of-birth", "4/5/1931"),
    ("Mrs Jones fell on the ward", "name", "Mrs Jones"),
    ("talked to mr smith about it", "name", "mr smith"),
    ("Ms Anne-Marie O’Neill's relatives", "name", "Ms Anne-Marie O’Neill"),
    ("a patient Ahmed Khan who", "name", "Ahmed Khan"),
    ("Patient: John Smith", "name", "John Smith"),
    ("the patient's name is Grace", "name", "Grace"),
    ("Patient Smith was discharged", "name", "Smith"),
    ("lives at LS1 3EX", "postcode", "LS1 3EX"),
    ("lives at sw1a 1aa", "postcode", "sw1a 1aa"),
    ("M11AE", "postcode", "M11AE"),
    ("her son on 07700 900123", "telephone", "07700 900123"),
    ("ring 0113 496 0000", "telephone", "0113 496 0000"),
    ("(020) 7946 0958", "telephone", "(020) 7946 0958"),
    ("+44 7700 900123", "telephone", "+44 7700 900123"),
    ("+92 300 1234567", "telephone", "+92 300 1234567"),
    ("daughter: jane.doe@example.com", "e-mail", "jane.doe@example.com"),
    ("John Smith (patient) audit", "name", "John Smith"),
    ("PATIENT JOHN SMITH", "name", "JOHN SMITH"),
    ("patient john smith was seen", "name", "john smith"),
    ("pt ahmed with chest pain", "name", "ahmed"),
    ("DOB 03081950", "date-of-birth", "03081950"),
    ("dob: 030850", "date-of-birth", "030850"),
    ("hospital number: 12 34 567", "hospital-number", "12 34 567"),
    ("943/476/5919", "nhs-number", "943/476/5919"),
    ("943\n476\n5919", "nhs-number", "943\n476\n5919"),
    ("9 4 3 4 7 6 5 9 1 9", "nhs-number", "9 4 3 4 7 6 5 9 1 9"),
    ("9\u200b4347\u200d65919", "nhs-number", "9\u200b4347\u200d65919"),
    ("Letter_Mr_John_Smith.jpg", "name", "Mr_John_Smith"),
    ("patient_john_smith.jpg", "name", "john_smith"),
    ("saw M\u200br Jones", "name", "M\u200br Jones"),
]

HARMLESS = """
Audit of VTE prescribing, two cycles
Second cycle of the AKI audit, 2024/25
Closed-loop audit of sepsis six in 127 patients, 12/05/2024 to 30/06/2024
Lying and standing blood pressure after a fall
QIP: time to antibiotics, from 74 to 38 minutes (p = 0.03)
Reducing near Miss Reporting delays on the stroke unit
Near misses in prescribing: a baseline
Patient Safety Incident Response Framework training
Patient Experience Survey, ward 12
Patient Blood Management audit
PATIENT SAFETY INCIDENT TRAINING
PATIENT BLOOD MANAGEMENT AUDIT
PATIENT FALLS AUDIT
Patient_Safety_Incident_2024.pdf
patient safety incident reporting
Scores 1 2 3 4 5 6 7 8 9 10
Improving patient flow in ambulatory care
Patient Information Leaflet on anticoagulation, version 2
Patient and Public Involvement group, 3 meetings
Survey of patient Satisfaction with virtual clinics
Poster at the RCP Annual Conference, 24-25 April 2025
Oral presentation: GMC number 7654321 checked at the door
GMC 7012345, full registration on 01/03/2022
Case report, PMID 38123456, BMJ Case Rep 2024;17:e256789
PubMed 38123456; PMC10912345
doi 10.1136/bmjopen-2023-079123
Cureus 2024, 10.7759/cureus.1234567890
ISBN 0306406152, chapter 4
ISBN 978-0-306-40615-7
NCT01234567: site investigator
ISRCTN12345678, collaborative study
ORCID 0000-0002-1825-0097
IRAS 312345, REC 23/LO/0456
ALS course, 22 and 23 October 2026
Advanced life support, valid until 22/10/2030
IELTS 7.5 on 14 March 2019
PLAB 2 passed 15.11.2021
MRCP(UK) Part 1, 10 September 2025, score 612
MRCS Part A, January 2026
Teaching for 4th-year students, 12 sessions, Sept 2025 to Jan 2026
Train the Trainer, 6 hours live, 8 February 2025
Simulation: DKA, 50 units in 50 ml, 0.1 units/kg/h
Amoxicillin 500 mg three times a day: an audit of 240 charts
Vitamin B12 3rd-line testing
E10 4mg dexamethasone protocol
ECG at 10:30 and 12:45, troponin 1250 then 2310
CHA2DS2-VASc and ORBIT in 200 records
NEWS2 escalation at night
MR imaging in suspected cauda equina
mr scan within four hours: a service evaluation
Mr Patel, consultant surgeon: letter of reference
Supervised by Mr Owusu
Letter from consultant Mrs Ahmed
Master of Science in medical education, 180 credits
MS Teams teaching for the region
Multiple sclerosis (MS) Clinic survey
Induction handbook, rota 2026, ward E3
Band 6 nurses' teaching, room B2.14
Bleep 1234, extension 56789
Work schedule 48 h/week, 1 in 8 weekends
Grant of GBP 5000 from the trust charity
Core Surgery CT1 2027; ST3 4 posts in 2028
COVID-19 follow-up clinic, 2020-2021
Discharge summaries within 24 h: 61% to 92%
Inpatient Diabetes Audit 2025
Teaching on the patient with acute breathlessness
Reference H2024001 of the audit office
Post from 4 August 2027 to 1 August 2028, 0.6 whole-time equivalent
The weekend of 28/29 March: handover of 31 patients
""".strip().splitlines()


@pytest.mark.parametrize(("text", "kind", "words"), FOUND)
def test_words_that_may_identify_a_patient_are_found(text: str, kind: str, words: str) -> None:
    assert (kind, words) in [(one.kind, one.text) for one in identifying(text)]


def test_there_are_at_least_sixty_harmless_titles() -> None:
    assert len(HARMLESS) >= 60


@pytest.mark.parametrize("title", HARMLESS)
def test_an_ordinary_portfolio_title_is_left_alone(title: str) -> None:
    assert identifying(title) == ()


def test_the_sentence_says_the_words_and_what_they_look_like() -> None:
    (one,) = identifying("Mrs Jones")
    assert one.sentence == "“Mrs Jones” looks like the name of a patient"


def test_two_kinds_in_one_text_are_both_found_in_order() -> None:
    found = identifying("Mrs Jones, DOB 12/05/1948, NHS 943 476 5919")
    assert [one.kind for one in found] == ["name", "date-of-birth", "nhs-number"]


def test_leaving_out_keeps_the_rest_of_the_text() -> None:
    text = "Saw Mrs Jones (943 476 5919) at night"
    assert without(text, identifying(text)) == f"Saw {LEFT_OUT} ({LEFT_OUT}) at night"


@st.composite
def nhs_numbers(draw: st.DrawFn) -> str:
    """A number whose check digit fits, written in one of the usual ways."""
    digits = draw(st.text("0123456789", min_size=9, max_size=9))
    check = (11 - sum((10 - n) * int(digit) for n, digit in enumerate(digits)) % 11) % 11
    number = digits + str(check)
    if check == 10:  # no number is given out whose check would be ten
        number = "9434765919"
    assert nhs.is_valid(number)
    join = draw(st.sampled_from(["", " ", "-", "\u00a0", " - ", "_", "."]))
    return join.join((number[:3], number[3:6], number[6:]))


@given(st.text(max_size=60), nhs_numbers(), st.text(max_size=60))
def test_an_nhs_number_is_found_wherever_it_stands(before: str, number: str, after: str) -> None:
    text = f"{before} {number} {after}"
    assert (number, "nhs-number") in [(one.text, one.kind) for one in identifying(text)]


@given(st.sampled_from(HARMLESS), nhs_numbers())
def test_an_nhs_number_is_found_behind_any_title(title: str, number: str) -> None:
    assert [one.text for one in identifying(f"{title}, {number}") if one.kind == "nhs-number"] == [number]


@given(st.text(max_size=300))
def test_any_text_can_be_read_and_what_is_found_stands_there(text: str) -> None:
    found = identifying(text)
    assert all(text[one.start : one.end] == one.text for one in found)
    assert all(a.end <= b.start for a, b in pairwise(found)), "no two overlap"


@given(st.lists(st.sampled_from([text for text, _, _ in FOUND] + HARMLESS), max_size=5).map("\n".join))
def test_a_text_without_the_words_has_none_of_them(text: str) -> None:
    words = identifying(text)
    left = without(text, words)
    assert left.count(LEFT_OUT) == len(words)
    assert not {one.text for one in words} & {one.text for one in identifying(left)}


def test_a_place_is_said_in_the_text_as_it_was_typed() -> None:
    assert identifying("x ٩٤٣٤٧٦٥٩١٩") == (Words("nhs-number", "٩٤٣٤٧٦٥٩١٩", 2, 12),)
