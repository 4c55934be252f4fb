"""`{% load drafts %}` … `{% submission_token %}`: what every form that saves carries."""

import uuid

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from cases.drafts.submissions import DRAFT, FIELD

register = template.Library()


@register.simple_tag
def submission_token() -> SafeString:
    """A new token each time the form is shown."""
    return format_html('<input type="hidden" name="{}" value="{}">', FIELD, uuid.uuid4())


@register.simple_tag(takes_context=True)
def draft_page(context: dict[str, object]) -> SafeString:
    """Which form's draft this is: where it is posted to and which form it is.

    A page may hold several, and several may be posted to one address.
    """
    action = str(context.get("form_action") or "").partition("?")[0]
    place = action or getattr(context.get("request"), "path", "")
    form = context.get("form")
    which = [type(form).__name__, getattr(form, "prefix", None)] if form is not None else []
    name = "#".join([place, *filter(None, which)])
    return format_html('<input type="hidden" name="{}" value="{}">', DRAFT, name)
