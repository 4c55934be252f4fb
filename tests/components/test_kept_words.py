"""What is written to be kept may hold no CPR number, whichever form it is typed in."""

import pytest
from django.core.exceptions import ValidationError
from django.forms import CharField
from django.urls import get_resolver

from cases.fields import KeptField
from tests.components.test_too_long import OURS, every_form

SENTENCE = 200  # as many letters as one may write a sentence in
REFUSES_IN_ITS_OWN_WORDS = {"reports.audit.forms.OrderForm.formaal"}
OF_NO_CITIZEN = {
    "cases.administration.forms.employees.EmployeeForm.email",
    "cases.administration.forms.employees.NewEmployeeForm.email",
    "cases.administration.forms.organisation.RuleProfileForm.source",
    "cases.administration.forms.organisation.TermForm.source",
}


@pytest.mark.parametrize(
    "typed", ["Se 010190-1234", "Se 0101901234", "Se 010190 1234, hendes mand"]
)
def test_a_number_is_refused(typed: str) -> None:
    with pytest.raises(ValidationError, match="uden cpr-numre"):
        KeptField().clean(typed)


@pytest.mark.parametrize("typed", ["Sag F-2026-0412", "Ring 12 34 56 78", "Mødet 14.03.2026 kl. 9"])
def test_other_numbers_are_not(typed: str) -> None:
    assert KeptField().clean(typed) == typed


def test_every_field_for_sentences_refuses_one() -> None:
    assert get_resolver().url_patterns  # every module with a form is read
    found = {
        f"{form.__module__}.{form.__qualname__}.{name}": isinstance(field, KeptField)
        for form in every_form()
        if form.__module__.startswith(OURS)
        for name, field in form.base_fields.items()
        if isinstance(field, CharField) and (field.max_length or 0) >= SENTENCE
    }
    assert len(found) > 15
    others = {name for name, refuses in found.items() if not refuses}
    assert others == REFUSES_IN_ITS_OWN_WORDS | OF_NO_CITIZEN
