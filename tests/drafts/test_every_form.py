"""Each POST sent twice has one effect: every URL that takes a POST is guarded, or says why not."""

import re
from pathlib import Path

import pytest
from django.conf import settings

from cases.access.checks import every_url
from tests.access.matrix import lines

# Nobody adds to this list without a reason that holds when the POST comes five times at once.
UNGUARDED = {
    # Sends you in or out; the second finds it done.
    "login": "a second log-in is the same log-in",
    "logout": "logging out twice is no error",
    "forlaeng": "prolongs the session, as any request does",
    # Saves nothing; sent by POST to keep what is typed out of the address.
    "hent_kladde": "reads",
    "sag_periode_virkning": "shows an effect",
    "sager": "searches",
    "soeg": "searches",
    "soeg_forslag": "searches",
    "sag_vis_cpr": "shows, and each look is a row of its own in the log",
    # Leaves what the first left.
    "gem_kladde": "writes over the draft of the page",
    "kasser_kladde": "deletes the draft of the page",
    "egen_cpr": "the same number again changes nothing, another is refused",
    "formaal": "writes over the purpose in the session",
    # The thing itself can only be done once.
    "mail_afmeld": "switches off what is then off",
    "sag_periode_fortryd": "takes back one named version, which is then gone",
    "maanedsstatus_traek_tilbage": "what is taken back cannot be taken back again",
    "maanedsstatus_bed_fortryd": "what is taken back cannot be taken back again, under a lock",
    "beskeder_fortryd": "what may be taken back is forgotten with the first",
    "sager_overdrag_fortryd": "a case that has left the receiver is not moved again",
    "min_dag_fortryd": "a task whose day is no longer the one put is left as it is",
    "sag_spoergsmaal_fortryd": "an answer that is taken back is not taken back again, under a lock",
    "egen_liste_fortryd": "a list that stands is not put back again, under a lock",
    "sager_visning_fortryd": "what is undone is not undone again, under a lock",
}

POSTED = {line.url for line in lines() if line.method == "POST"}
VIEWS = {pattern.name: pattern.callback for _, pattern in every_url()}
FORM = re.compile(r'<form[^>]*method="post"[^>]*>(.*?)</form>', re.DOTALL | re.IGNORECASE)
TEMPLATES = sorted((settings.BASE_DIR / "templates").rglob("*.html"))


@pytest.mark.parametrize("name", sorted(POSTED))
def test_every_url_that_takes_a_post_is_guarded_or_says_why_not(name: str) -> None:
    assert getattr(VIEWS[name], "has_one_effect", False) is (name not in UNGUARDED)


def test_no_reason_outlives_its_url() -> None:
    assert UNGUARDED.keys() <= POSTED


def test_every_form_carries_the_token_or_goes_where_none_is_asked_for() -> None:
    """Without it the POST would be refused, and nobody would see why."""
    lacking = [
        f"{template.name}: {_action(form)}"
        for template in TEMPLATES
        for form in FORM.finditer(template.read_text())
        if not re.search(r"submission_token|{% crispy|{% include", form.group(1))
        and not _goes_unguarded(_action(form), template)
    ]
    assert lacking == []


# Where a form's address stands in a variable, or is the page's own.
ADDRESSES = {
    "logout_url": "logout",
    "search_url": "soeg",
    "undo_url": "sager_overdrag_fortryd",
    "besked.undo_url": "sag_periode_fortryd",
    "identity.reveal_url": "sag_vis_cpr",
    "login.html": "login",
}


def _action(form: re.Match[str]) -> str:
    found = re.search(r"""action="{[%{] (?:url ')?([\w.]+)""", form.group(0))
    return found.group(1) if found else ""


def _goes_unguarded(action: str, template: Path) -> bool:
    return ADDRESSES.get(action or template.name, action) in UNGUARDED
