"""A night tells what is to be told: once, to those who may open the case, whatever night it is."""

from datetime import date, timedelta

import pytest

from cases.casefile import operations as casefile
from cases.findings.models import Move
from cases.history import Actor, change
from cases.nextsteps import operations as next_steps
from cases.people.models import Role, RuleProfile
from cases.reminders import operations
from cases.reminders.models import Deputy, Notice, Obligation, UntoldCase
from revurdering import operations as revurdering
from tests import factories
from tests.factories import TEST, TODAY

pytestmark = pytest.mark.django_db

NIGHT = Actor.job("nat")
# Unbroken from here: 12 months on 21-01-2027, 60 days from TODAY.
BEGAN = date(2026, 1, 22)
M12 = date(2027, 1, 21)
DAY = timedelta(days=1)


@pytest.fixture
def case(anne):
    return make_due(owner=anne)


def make_due(*, began=BEGAN, **how):
    """An open case whose citizen has been on ledighedsydelse without a break."""
    restricted = how.pop("protected", False)
    name = f"Borger {factories.Citizen.objects.count()}"
    case = factories.make_case(citizen=factories.make_citizen(name, protected=restricted), **how)
    factories.make_period(case.citizen, began)
    factories.recompute(case.citizen)
    return case


def plan(day=TODAY):
    return operations.plan(day=day, actor=NIGHT)


def told(**of):
    rows = Obligation.objects.filter(**of).order_by("id")
    return [(row.recipient.name, row.kind, row.step) for row in rows]


def test_caseworker_and_team_are_told_60_days_before(case, vera):
    plan()
    assert ("Anne", "m12", 60) in told()
    assert ("Vera", "m12", 60) in told()


def test_told_twice_is_told_once(case, vera):
    first = plan()
    assert first == Obligation.objects.count() == Notice.objects.count() > 0
    assert plan() == 0
    assert Obligation.objects.count() == first


def test_a_step_that_nobody_was_told_yesterday_is_told_today(case):
    plan(TODAY + DAY)
    assert ("Anne", "m12", 60) in told(night=TODAY + DAY)


def test_the_next_step_is_told_on_its_day_and_not_before(case):
    plan(M12 - 60 * DAY)
    plan(M12 - 31 * DAY)
    plan(M12 - 30 * DAY)
    assert [step for _, kind, step in told() if kind == "m12"] == [60, 30]


def test_a_new_caseworker_is_told_at_once_where_the_case_stands(case, bo):
    plan()
    casefile.reassign_cases(cases=[case], to=bo, actor=TEST, reason="Fordeling", as_of=TODAY)
    plan(TODAY + DAY)
    assert told(kind="m12") == [("Anne", "m12", 60), ("Bo", "m12", 60)]


def test_without_a_caseworker_the_teamchef_is_told(tina):
    make_due(jobcenter=factories.make_jobcenter())
    plan()
    assert told(kind="m12") == [("Tina", "m12", 60)]


def test_a_caseworker_whose_role_has_ended_is_not_told_and_the_teamchef_is(case, anne, tina):
    with change(actor=TEST):
        role = anne.role_assignments.get()
        role.valid_to = TODAY
        role.save(update_fields=["valid_to"])
    plan()
    assert told(kind="m12") == [("Tina", "m12", 60)]


def test_whoever_is_inhabil_is_told_nothing(case, vera):
    factories.make_inhabil(vera, case.citizen)
    plan()
    assert "Vera" not in [name for name, _, _ in told()]


def test_only_caseworker_and_teamchef_hear_of_a_restricted_citizen(anne, vera, tina):
    factories.make_employee("Yrsa", role=Role.PAYMENT_OFFICE)
    near = make_due(owner=anne, protected=True)
    late = make_due(owner=anne, began=TODAY - timedelta(days=365), protected=True)
    plan()
    assert {name for name, _, _ in told(case=near)} == {"Anne"}
    assert {name for name, _, _ in told(case=late)} == {"Anne", "Tina"}


def test_payment_office_and_team_are_told_of_10_months(anne, vera):
    factories.make_employee("Yrsa", role=Role.PAYMENT_OFFICE)
    make_due(owner=anne, began=date(2026, 1, 1))
    plan()
    assert told(kind="m10") == [("Yrsa", "m10", 0), ("Vera", "m10", 0)]


def test_a_case_that_nobody_can_be_told_of_is_noted_once(caplog):
    case = make_due(jobcenter=factories.make_jobcenter())
    plan()
    plan()
    assert [(one.case, one.night) for one in UntoldCase.objects.all()] == [(case, TODAY)]
    assert f"1\u00a0sag har ingen, der kan få besked om fristen, fx id {case.pk}" in caplog.text
    assert case.citizen.name not in caplog.text


def test_nobody_in_another_jobcenter_is_told(case, carla):
    plan()
    assert "Carla" not in [name for name, _, _ in told()]


def test_a_closed_case_obliges_nobody(anne):
    make_due(owner=anne, closed_on=TODAY)
    plan()
    assert told() == []


class TestPastTheDay:
    """The day is gone, and nothing is begun."""

    @pytest.fixture
    def late(self, anne):
        return make_due(owner=anne, began=TODAY - timedelta(days=365))

    def test_the_teamchef_is_told_from_the_day_after(self, late, tina):
        plan()
        assert told(case=late, step=-1) == [("Tina", "m12", -1), ("Anne", "m12", -1)]
        assert all(Obligation.objects.filter(case=late).values_list("is_escalation", flat=True))

    @pytest.mark.slow
    def test_and_again_each_week_but_not_between(self, late, tina):
        for days in (0, 3, 7, 8):
            plan(TODAY + days * DAY)
        assert [step for name, _, step in told(case=late) if name == "Tina"] == [-1, -8]

    def test_a_start_ends_it(self, late, tina):
        plan()
        factories.make_revurdering(late, opened_for=TODAY - DAY, started_on=TODAY)
        next_steps.refresh(citizen_ids=[late.citizen_id])
        plan(TODAY + 7 * DAY)
        assert told(step=-8) == []

    def test_a_read_notice_is_no_act(self, late, tina):
        plan()
        Notice.objects.update(read_at=factories.NOW)
        plan(TODAY + 7 * DAY)
        assert ("Tina", "m12", -8) in told()


def test_an_exempt_municipality_tells_of_no_deadline(case, vera):
    with change(actor=TEST):
        RuleProfile.objects.create(
            municipality=factories.make_municipality(),
            valid_from=date(2026, 1, 1),
            exempt=True,
            source="Nordjylland",
        )
    plan(date(2026, 12, 28))
    # The trial ends with the year: 12 months come on 21 January.
    assert {kind for _, kind, _ in told()} == {"m12"}


def test_the_deputy_is_told_in_place_and_the_record_names_both(case, anne, bo):
    with change(actor=TEST):
        Deputy.objects.create(employee=anne, deputy=bo, start=TODAY, end=TODAY + DAY)
    plan()
    plan(TODAY + DAY)
    (row,) = Obligation.objects.filter(kind="m12")
    assert (row.recipient, row.in_place_of) == (bo, anne)


@pytest.fixture
def mette():
    return factories.make_employee("Mette")


def stand_in(employee, deputy):
    with change(actor=TEST):
        Deputy.objects.create(employee=employee, deputy=deputy, start=TODAY, end=TODAY + DAY)


def only_m12():
    (row,) = Obligation.objects.filter(kind="m12")
    return row.recipient, row.in_place_of


def test_a_deputy_who_is_away_has_a_deputy_in_turn(case, anne, bo, mette):
    stand_in(anne, bo)
    stand_in(bo, mette)
    plan()
    assert only_m12() == (mette, anne)


def test_at_the_end_of_the_chain_the_door_is_asked(case, anne, bo, mette):
    factories.make_inhabil(mette, case.citizen)
    stand_in(anne, bo)
    stand_in(bo, mette)
    plan()
    assert only_m12() == (anne, None)


def test_in_a_ring_of_absent_people_each_is_told_their_own(case, anne, bo):
    """No form makes one; two at once might."""
    stand_in(anne, bo)
    stand_in(bo, anne)
    plan()
    assert only_m12() == (anne, None)


def test_a_deputy_who_may_not_open_the_case_is_passed_over(case, anne, bo):
    factories.make_inhabil(bo, case.citizen)
    with change(actor=TEST):
        Deputy.objects.create(employee=anne, deputy=bo, start=TODAY, end=TODAY + DAY)
    plan()
    (row,) = Obligation.objects.filter(kind="m12")
    assert (row.recipient, row.in_place_of) == (anne, None)


@pytest.mark.slow
def test_teamchefs_are_told_of_the_month(tina):
    for offset in range(20):
        plan(TODAY + offset * DAY)
    assert [(row.night, row.step) for row in Obligation.objects.order_by("id")] == [
        (date(2026, 11, 26), 3),
        (date(2026, 12, 1), 0),
    ]


class TestMoved:
    """A date was moved today; the night of tomorrow tells it."""

    def move(self, case, by):
        with change(actor=by):
            Move.objects.create(
                citizen=case.citizen, round=1, mark="m12", old_date=M12, new_date=M12 + DAY,
                cause="prøve", as_of=TODAY, actor=by.code, recorded_at=factories.NOW,
            )  # fmt: skip

    def news(self, day=TODAY + DAY):
        plan(day)
        return told(kind="flyttet")

    def test_the_caseworker_hears_of_what_another_moved(self, case, bo, vera):
        self.move(case, Actor.employee(bo))
        self.move(case, Actor.employee(bo))
        assert self.news() == [("Anne", "flyttet", 0)]

    def test_nobody_is_told_what_they_moved_themselves(self, case, anne, tina):
        self.move(case, Actor.employee(anne))
        assert self.news() == []

    @pytest.mark.slow
    def test_the_team_hears_when_it_has_the_case(self, case, vera):
        factories.make_revurdering(case, opened_for=M12, handed_over_on=TODAY)
        self.move(case, NIGHT)
        assert self.news() == [("Anne", "flyttet", 0), ("Vera", "flyttet", 0)]

    @pytest.mark.slow
    def test_but_not_when_it_has_finished_with_it(self, case, vera):
        factories.make_revurdering(
            case, opened_for=M12, handed_over_on=TODAY, started_on=TODAY, finished_on=TODAY
        )
        self.move(case, NIGHT)
        assert self.news() == [("Anne", "flyttet", 0)]

    def test_the_day_itself_is_not_over(self, case):
        self.move(case, NIGHT)
        assert self.news(TODAY) == []

    def test_a_night_left_out_is_made_good_within_a_week_and_once(self, case):
        self.move(case, NIGHT)
        assert len(self.news(TODAY + 7 * DAY)) == 1
        assert len(self.news(TODAY + 6 * DAY)) == 1

    def test_after_a_week_it_is_no_news(self, case):
        self.move(case, NIGHT)
        assert self.news(TODAY + 8 * DAY) == []


class TestActsOnALateDeadline:
    """What begins the wait anew: real acts, on the day they were recorded."""

    @pytest.fixture
    def late(self, anne, tina, today):
        return make_due(owner=anne, began=TODAY - timedelta(days=368))

    def nights(self, late):
        for days in range(1, 12):
            plan(TODAY + days * DAY)
        rows = Obligation.objects.filter(case=late, kind="m12", recipient__name="Tina")
        return [(row.night - TODAY).days for row in rows.order_by("id")]

    @pytest.mark.slow
    def test_without_an_act_the_week_runs_from_the_deadline(self, late):
        assert self.nights(late) == [1, 4, 11]

    @pytest.mark.slow
    def test_a_reason_waits_a_week(self, late):
        revurdering.give_lateness_reason(
            case=late, number=1, reason="Mangler attest", as_of=TODAY, actor=TEST
        )
        assert self.nights(late) == [7]

    @pytest.mark.slow
    def test_a_new_caseworker_has_a_week(self, late, bo):
        casefile.reassign_cases(cases=[late], to=bo, actor=TEST, reason="Barsel", as_of=TODAY)
        assert self.nights(late) == [7]
