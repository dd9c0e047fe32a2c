"""Every form asks for fields the record has, and saves each as it is typed."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from workbook.record.models import (
    Absence,
    Doctor,
    Evidence,
    Exam,
    Gives,
    Gmc,
    Permission,
    Post,
    Programme,
    Proof,
    Qualified,
    Settled,
    Target,
)
from workbook.ui.form import Form, form_specs, slug

MODELS = {
    "dependants": Doctor, "citizenship": Doctor,
    "doctor": Doctor, "qualified": Qualified, "gmc": Gmc, "settled": Settled, "target": Target, "post": Post,
    "gives": Gives, "evidence": Evidence, "proof": Proof, "permission": Permission, "absence": Absence,
    "programme": Programme, "exam": Exam,
}  # fmt: skip
CHOICES = dict.fromkeys(("specialties", "years", "posts", "routes", "reasons"), (("One", "one"),))


@pytest.mark.parametrize("name", MODELS)
def test_a_form_asks_only_for_fields_the_record_keeps(name: str) -> None:
    assert {spec.name for spec in form_specs()[name]} <= set(MODELS[name].model_fields)


def test_every_form_is_tested_here() -> None:
    assert set(form_specs()) == set(MODELS)


def test_each_field_saves_itself() -> None:
    saved: list[tuple[str, Any]] = []
    form = Form("permission", Permission(id="v1"), lambda name, value: saved.append((name, value)), choices=CHOICES)
    form.fields["end"].input.value = "19 Feb 2028"
    assert saved == [("end", date(2028, 2, 19))]


def test_a_field_that_may_not_be_empty_says_so() -> None:
    saved: list[Any] = []
    form = Form("post", Post(id="p1"), lambda name, value: saved.append(value), choices=CHOICES)
    form.fields["fraction"].input.value = ""
    assert saved == []
    assert "cannot be left empty" in form.fields["fraction"].children[-1].value


def test_a_specialty_is_kept_as_a_slug_and_shown_as_words() -> None:
    saved: list[Any] = []
    form = Form(
        "post", Post(id="p1", specialty="acute-medicine"), lambda name, value: saved.append(value), choices=CHOICES
    )
    assert form.fields["specialty"].input.value == "acute medicine"
    form.fields["specialty"].input.value = "General Medicine"
    assert saved == ["general-medicine"]


def test_a_slug_of_nothing_is_nothing() -> None:
    assert slug(" ?! ") is None
