"""Ctrl K leads to the pages that no menu shows, for those who may open them."""

import pytest

from cases.access import rules
from cases.people.models import Role
from cases.search import pages


def titles(text, role):
    return [page["title"] for page in pages.named(text, rules.ALLOWED[role])]


@pytest.mark.parametrize(
    ("text", "role", "expected"),
    [
        ("stedfor", Role.CASEWORKER, ["Stedfortrædere"]),
        ("kalender", Role.CASEWORKER, ["Dine kalendere"]),
        ("mail", Role.CASEWORKER, ["Dine mails"]),
        ("mail", Role.TEAM_LEADER, ["Dine mails", "Påmindelser og mails"]),
        ("kalender", Role.CENTRAL_ADMINISTRATION, []),
        ("ma", Role.TEAM_LEADER, []),
    ],
)
def test_a_page_is_found_by_the_beginning_of_a_word(text, role, expected):
    assert titles(text, role) == expected
