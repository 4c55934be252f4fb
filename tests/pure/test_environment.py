import pytest

from flexjob.environment import SettingUnreadable, number, switch

NAME = "FLEXJOB_HTTPS"


@pytest.mark.parametrize(
    ("text", "is_on"),
    [("true", True), ("Sand", True), ("1", True), ("ja", True), ("false", False), ("falsk", False)],
)
def test_yes_and_no_may_be_said_as_in_the_guide(monkeypatch, text, is_on):
    monkeypatch.setenv(NAME, text)
    assert switch(NAME, default=not is_on) is is_on


@pytest.mark.parametrize("default", [True, False])
def test_nothing_is_the_default(monkeypatch, default):
    monkeypatch.setenv(NAME, " ")
    assert switch(NAME, default=default) is default
    monkeypatch.delenv(NAME)
    assert switch(NAME, default=default) is default


@pytest.mark.parametrize("read", [switch, number])
def test_what_cannot_be_read_is_refused_by_name_and_never_taken_for_no(monkeypatch, read):
    monkeypatch.setenv(NAME, "måske")
    with pytest.raises(SettingUnreadable, match="FLEXJOB_HTTPS er »måske«"):
        read(NAME, default=1)


def test_a_number_is_read(monkeypatch):
    monkeypatch.setenv("EMAIL_PORT", "465")
    assert number("EMAIL_PORT", default=587) == 465
