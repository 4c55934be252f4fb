from datetime import date

import pytest

from cases.people import operations
from cases.people.models import DatedTerm, Municipality, RuleProfile, Team
from tests.factories import TEST, TODAY, make_case, make_jobcenter, make_team

pytestmark = pytest.mark.django_db


@pytest.fixture
def municipality(db: None) -> Municipality:
    return operations.set_up_municipality(code=101, actor=TEST)


def test_one_installation_serves_one_municipality(municipality: Municipality) -> None:
    assert municipality.name == "København"
    with pytest.raises(operations.MunicipalityAlreadySetUp):
        operations.set_up_municipality(code=147, actor=TEST)


@pytest.mark.parametrize(
    ("day", "word"),
    [
        (date(2012, 12, 31), "ressourceprofil"),
        (date(2013, 1, 1), "rehabiliteringsplan"),
        (date(2026, 6, 30), "rehabiliteringsplan"),
        (date(2026, 7, 1), "samlet beskrivelse af personens forudsætninger for at arbejde"),
    ],
)
def test_the_plan_has_the_word_of_its_day(municipality: Municipality, day: date, word: str) -> None:
    rows = DatedTerm.objects.filter(key="plan", valid_from__lte=day).exclude(valid_to__lte=day)
    assert [row.singular for row in rows] == [word]


def test_a_new_rule_profile_ends_the_old_one(municipality: Municipality) -> None:
    new = RuleProfile(
        municipality=municipality, valid_from=TODAY, handover_months=9, source="Beslutning"
    )
    operations.add_rule_profile(profile=new, actor=TEST)
    assert list(RuleProfile.objects.values_list("handover_months", "valid_to")) == [
        (10, TODAY),
        (9, None),
    ]


def test_a_row_in_the_middle_of_a_later_one_is_refused(municipality: Municipality) -> None:
    early = DatedTerm(
        key="team", valid_from=date(2010, 1, 1), singular="a", definite="b", plural="c", source="x"
    )
    with pytest.raises(operations.DaysAlreadyCovered):
        operations.add_term(term=early, actor=TEST)


def test_a_jobcenter_begins_with_its_unassigned_team(municipality: Municipality) -> None:
    jobcenter = operations.add_jobcenter(
        municipality=municipality, code="MV", name="Musvågevej", actor=TEST
    )
    assert jobcenter.teams.get().kind == Team.Kind.UNASSIGNED
    with pytest.raises(operations.NameTaken):
        operations.add_jobcenter(municipality=municipality, code="MV", name="Lærkevej", actor=TEST)


def test_a_team_with_open_cases_stays(municipality: Municipality) -> None:
    team = make_team(jobcenter=make_jobcenter())
    make_case(team=team)
    with pytest.raises(operations.StillHasOpenCases):
        operations.close_unit(unit=team, closed_on=TODAY, actor=TEST)
