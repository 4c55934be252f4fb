from datetime import date
from typing import Any

import pytest
from django import forms
from django.core.exceptions import ValidationError
from django.template import Context, Template
from django.template.loader import render_to_string

from cases import timeline
from cases.fields import DanishDateField
from cases.form_helper import DkfdsFormHelper
from tests.pure.timeline.histories import HISTORIES

TODAY = date(2026, 11, 22)


class PeriodForm(forms.Form):
    first = DanishDateField(
        label="Første dag",
        as_of=TODAY,
        error_messages={"required": "Skriv den første dag med ledighedsydelse"},
    )
    last = DanishDateField(label="Sidste dag", as_of=TODAY, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = DkfdsFormHelper(submit="Gem perioden", cancel_url="/perioder/")


def rendered(source: str, **context: Any) -> str:
    return Template("{% load dansk crispy_forms_tags %}" + source).render(Context(context))


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("{{ day|dato }}", "13. december 2026"),
        ("{{ day|dato_ugedag }}", "søndag 13. december 2026"),
        ("{{ day|om:as_of }}", "om 21\u00a0dage"),
        ("{{ nothing|dato }}", ""),
        ("{% antal 2 'sag' 'sager' %}", "2\u00a0sager"),
        ("{% datointerval as_of day %}", "22. november–13. december 2026"),
    ],
)
def test_the_tags_write_danish(source: str, expected: str) -> None:
    assert rendered(source, day=date(2026, 12, 13), as_of=TODAY, nothing=None) == expected


def test_a_badge_says_in_words_that_the_deadline_has_passed() -> None:
    html = rendered("{% deadline_badge day as_of %}", day=date(2026, 11, 11), as_of=TODAY)
    assert "Over fristen" in html


def test_a_date_field_reads_and_echoes_what_was_typed() -> None:
    form = PeriodForm({"first": "+1"})
    assert form.is_valid()
    assert form.cleaned_data == {"first": date(2026, 11, 23), "last": None}
    assert "= mandag 23. november 2026" in rendered("{% crispy form %}", form=form)


def test_a_date_that_does_not_exist_is_named_in_the_field_and_above_the_heading() -> None:
    form = PeriodForm({"first": "31.6.2026"})
    page = render_to_string("base.html", {"form": form})
    field = rendered("{% crispy form %}", form=form)
    assert "<title>Fejl: " in page
    assert (
        '<a href="#id_first">Første dag: Datoen 31.6.2026 findes ikke. Juni har 30 dage</a>' in page
    )
    assert "Datoen 31.6.2026 findes ikke. Juni har 30 dage" in field


def test_a_field_says_which_text_describes_it() -> None:
    html = rendered("{% crispy form %}", form=PeriodForm({}))
    assert 'aria-describedby="id_first_error"' in html
    assert 'id="id_first_error"' in html


def test_an_unchanged_date_typed_otherwise_is_no_change() -> None:
    field = DanishDateField(as_of=TODAY)
    assert not field.has_changed(date(2026, 11, 23), "23/11")


def test_a_label_that_asks_is_no_question_before_what_is_wrong() -> None:
    field = DanishDateField(label="Hvornår flyttede borgeren?", as_of=TODAY)
    with pytest.raises(ValidationError, match="Hvornår flyttede borgeren: Året skal være"):
        field.clean("1.1.1899")


def test_a_date_field_without_a_day_to_reckon_from_is_a_mistake_in_the_form() -> None:
    with pytest.raises(RuntimeError, match="as_of"):
        DanishDateField().clean("i dag")


def test_the_timeline_is_an_image_with_words_and_no_inline_style() -> None:
    chart = timeline.build(next(iter(HISTORIES.values())))
    html = render_to_string("components/timeline.html", {"chart": chart})
    assert 'role="img"' in html
    assert "12 mdr.: 13. februar 2027" in html
    assert "style=" not in html


def test_undo_in_a_message_is_a_button_that_posts() -> None:
    besked = {"tone": "success", "text": "Gemt.", "undo_url": "/fortryd/"}
    html = render_to_string("components/besked.html", {"besked": besked})
    assert '<form method="post" action="/fortryd/"' in html


def test_the_link_to_ones_profile_is_read_aloud_as_it_is_written() -> None:
    header = {"user_name": "Sigrid", "profile_url": "/profil/", "logout_url": "/log-af/"}
    html = render_to_string("components/page_header.html", header)
    assert '<a class="user-menu__name" href="/profil/" aria-label="Sigrid, min profil">' in html
