"""Every form says in the same words that a text is too long."""

from collections.abc import Iterator

import pytest
from django.core.exceptions import ValidationError
from django.forms import CharField
from django.forms.forms import BaseForm
from django.urls import get_resolver

from cases.fields import TextField

OURS = ("cases.", "reports.", "revurdering.")


def every_form(below: type[BaseForm] = BaseForm) -> Iterator[type[BaseForm]]:
    for form in below.__subclasses__():
        yield form
        yield from every_form(form)


def test_it_says_how_many_letters_there_may_be() -> None:
    with pytest.raises(ValidationError, match="Skriv højst 3 tegn"):
        TextField(max_length=3).clean("abcd")


def test_no_form_says_it_otherwise() -> None:
    assert get_resolver().url_patterns  # every module with a form is read
    said = {
        f"{form.__module__}.{form.__qualname__}.{name}": field.error_messages.get("max_length", "")
        for form in every_form()
        if form.__module__.startswith(OURS)
        for name, field in form.base_fields.items()
        if isinstance(field, CharField) and field.max_length
    }
    assert len(said) > 15
    assert not {field: words for field, words in said.items() if not words.startswith("Skriv")}
