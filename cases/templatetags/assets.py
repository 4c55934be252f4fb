"""What stands alike on every page: `{% load assets %}`."""

from functools import cache

from django import template
from django.conf import settings
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

register = template.Library()


@register.simple_tag
def rendered_once(template_name: str) -> SafeString:
    """A component that asks nothing of the page: the same text for as long as the process lives.

    The head's fifty addresses took a tenth of a page's work. While developing it is made anew.
    """
    return render_to_string(template_name) if settings.DEBUG else _rendered(template_name)


@cache
def _rendered(template_name: str) -> SafeString:
    return render_to_string(template_name)
