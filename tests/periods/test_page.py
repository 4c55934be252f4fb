"""The page Perioder: register, correct, annul, take back, and two who save at once."""

import uuid
from datetime import date

import pytest
from django.db import IntegrityError

from cases.history import Actor
from cases.periods import operations
from cases.periods.forms import CorrectPeriodForm, PeriodForm
from cases.periods.models import Period
from tests.factories import TODAY, make_citizen, make_period, make_running_case

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]


@pytest.fixture
def case(anne):
    return make_running_case("Anna Eksempel", date(2026, 2, 14), date(2026, 10, 31), owner=anne)


def url(case, rest=""):
    return f"/sager/{case.number}/perioder/{rest}"


def post(client, address, **form):
    token = form.pop("submission_token", str(uuid.uuid4()))
    return client.post(address, {"submission_token": token, **form}, follow=True)


def html_of(response):
    return response.content.decode().replace("\u00a0", " ")


def test_the_first_day_is_the_day_after_the_last_period(case, anne, client_of):
    assert 'value="1.11.2026"' in html_of(client_of(anne).get(url(case)))


def test_saving_says_what_moved(case, anne, client_of):
    response = post(client_of(anne), url(case), type="ledighedsydelse", fra="1.11.2026", til="")
    html = html_of(response)
    assert "Perioden fra 1. november 2026 er gemt." in html
    assert "Fristen for 12 måneder: bliver 13. februar 2027 (ny frist)" in html
    assert "Fortryd" in html


@pytest.mark.slow
def test_the_effect_is_shown_before_saving(case, anne, client_of):
    form = {"type": "ledighedsydelse", "fra": "1.11.2026", "til": ""}
    html = html_of(client_of(anne).post(url(case, "virkning/"), form))
    assert "13. februar 2027" in html
    assert case.citizen.periods.count() == 1


def test_without_a_script_the_effect_is_a_button(case, anne, client_of):
    form = {"type": "ledighedsydelse", "fra": "1.11.2026", "til": "", "se_virkning": "1"}
    assert "13. februar 2027" in html_of(post(client_of(anne), url(case), **form))
    assert case.citizen.periods.count() == 1


@pytest.mark.slow
def test_the_same_form_twice_has_one_effect(case, anne, client_of):
    client, token = client_of(anne), str(uuid.uuid4())
    for _ in range(2):
        post(client, url(case), type="fleksjob", fra="1.11.2026", til="", submission_token=token)
    assert case.citizen.periods.count() == 2


def test_an_overlap_names_the_other_period(case, anne, client_of):
    html = html_of(post(client_of(anne), url(case), type="ledighedsydelse", fra="1.10.2026"))
    assert "Perioden overlapper 14. februar–31. oktober 2026" in html


def test_a_last_day_before_the_first_is_refused(case, anne, client_of):
    form = {"type": "fleksjob", "fra": "1.11.2026", "til": "1.10.2026"}
    html = html_of(post(client_of(anne), url(case), **form))
    assert "Sidste dag skal være 1. november 2026 eller senere" in html


WRONG = [
    ({"type": "ferie", "timer": "12"}, "timer", "Timer skrives kun ved fleksjob"),
    ({"type": "fleksjob", "timer": "7,55"}, "timer", "højst én decimal, fx 7,5"),
    ({"type": "fleksjob", "timer": "38"}, "timer", "højst være 37"),
    ({"type": ""}, "type", "Vælg periodens type"),
    ({"type": "dagpenge"}, "type", "Vælg periodens type"),
]


@pytest.mark.parametrize(("typed", "field", "says"), WRONG)
def test_a_wrong_field_says_what_to_write(case, typed, field, says):
    form = PeriodForm({"fra": "1.11.2026", **typed}, as_of=TODAY, case=case)
    ((error,),) = form.errors.values()
    assert (list(form.errors), says in error) == ([field], True)


def test_hours_are_kept_of_a_fleksjob(case):
    typed = {"type": "fleksjob", "fra": "1.11.2026", "timer": "7,5"}
    form = PeriodForm(typed, as_of=TODAY, case=case)
    assert form.is_valid()
    assert str(form.hours) == "7.5"


def test_a_correction_without_its_version_says_where_to_begin(case):
    form = CorrectPeriodForm({"type": "ferie", "fra": "1.11.2026"}, as_of=TODAY, case=case)
    assert "Åbn perioden igen" in str(form.errors["version"])


@pytest.mark.parametrize("typed", ["uge 1 0001", "uge 5 0000", "uge 52 9999"])
@pytest.mark.slow
def test_a_week_of_no_readable_year_is_refused(case, anne, client_of, typed):
    client, form = client_of(anne), {"type": "fleksjob", "fra": typed, "til": ""}
    assert "Året skal være mellem 1900 og 2099" in html_of(post(client, url(case), **form))
    assert client.post(url(case, "virkning/"), form).status_code == 200
    assert case.citizen.periods.count() == 1


@pytest.mark.parametrize("year", [1, 1899, 2100])
def test_the_database_keeps_periods_within_two_centuries(case, year):
    with pytest.raises(IntegrityError, match="period_within_1900_2099"):
        make_period(case.citizen, date(year, 1, 1), date(year, 2, 1))


@pytest.mark.slow
def test_undo_takes_it_back(case, anne, client_of):
    client = client_of(anne)
    post(client, url(case), type="fleksjob", fra="1.11.2026", til="")
    period = Period.objects.get(kind="fleksjob")
    post(client, url(case, f"{period.pk}/fortryd/{period.version}/"))
    period.refresh_from_db()
    assert period.annulled_on is not None


@pytest.mark.slow
def test_an_annulled_period_stands_with_its_reason(case, anne, client_of):
    period = case.citizen.periods.get()
    form = {"version": period.version, "grund": "Forkert borger"}
    html = html_of(post(client_of(anne), url(case, f"{period.pk}/annuller/"), **form))
    assert "Forkert borger" in html


@pytest.mark.slow
def test_annulling_asks_for_a_reason(case, anne, client_of):
    period = case.citizen.periods.get()
    html = html_of(post(client_of(anne), url(case, f"{period.pk}/annuller/"), version=1))
    assert "Skriv, hvorfor perioden annulleres" in html


def correction(case, til):
    period = case.citizen.periods.get()
    return {"version": 1, "periode": period.pk, "type": period.kind, "fra": "14.2.2026", "til": til}


@pytest.mark.slow
def test_the_second_of_two_sees_both_versions_and_loses_nothing(case, anne, bo, client_of):
    address = url(case, f"{case.citizen.periods.get().pk}/ret/")
    post(client_of(bo), address, **correction(case, "15.10.2026"))
    response = post(client_of(anne), address, **correction(case, "20.10.2026"))
    html = html_of(response)
    assert response.status_code == 409
    assert "Bo rettede perioden" in html
    assert 'value="20.10.2026"' in html
    assert "15. oktober 2026" in html


@pytest.mark.slow
def test_having_seen_both_she_may_save_hers(case, anne, bo, client_of):
    address = url(case, f"{case.citizen.periods.get().pk}/ret/")
    post(client_of(bo), address, **correction(case, "15.10.2026"))
    post(client_of(anne), address, **{**correction(case, "20.10.2026"), "version": 2})
    assert case.citizen.periods.get().end == date(2026, 10, 21)


def test_another_citizens_period_is_not_found(case, anne, client_of):
    other = make_period(make_citizen("Bodil Andet"))
    assert client_of(anne).get(url(case, f"{other.pk}/ret/")).status_code == 404


def test_a_hole_between_periods_is_shown(case, anne, client_of):
    make_period(case.citizen, date(2026, 11, 10))
    assert "Ingen periode registreret 1.–9. november 2026" in html_of(
        client_of(anne).get(url(case))
    )


def test_carla_is_turned_away(case, carla, client_of):
    assert client_of(carla).get(url(case)).status_code == 404
    assert post(client_of(carla), url(case), type="fleksjob", fra="1.11.2026").status_code == 404


def test_the_page_asks_at_most_15_queries(case, anne, client_of, count_queries):
    client = client_of(anne)
    assert count_queries(lambda: client.get(url(case))) <= 15


def test_no_first_day_is_offered_while_the_benefit_is_going_on(anne, client_of):
    case = make_running_case("Anna Eksempel", date(2026, 2, 14), owner=anne)
    html = html_of(client_of(anne).get(url(case)))
    assert 'name="fra" value=' not in html
    assert "vises her, når datoerne er udfyldt" in html


def test_a_period_of_unreadable_number_has_no_effect(case, anne, client_of):
    form = {"type": "fleksjob", "fra": "1.11.2026", "til": "", "periode": "9" * 5000}
    assert client_of(anne).post(url(case, "virkning/"), form).status_code == 200


def test_an_imported_period_is_not_taken_back(case, anne, client_of):
    period = make_period(case.citizen, date(2026, 11, 1), source="ydelse")
    told = html_of(post(client_of(anne), url(case, f"{period.pk}/fortryd/{period.version}/")))
    assert "En indlæst periode kan ikke fortrydes" in told


def test_the_second_to_annul_is_told_so(case, anne, client_of, monkeypatch):
    period, annul = case.citizen.periods.get(), operations.annul_period

    def beaten(**fields):
        annul(**fields)
        return annul(**{**fields, "version": fields["version"] + 1})

    monkeypatch.setattr(operations, "annul_period", beaten)
    form = {"grund": "Tastefejl", "version": period.version}
    told = post(client_of(anne), url(case, f"{period.pk}/annuller/"), **form)
    assert told.status_code == 409
    assert "Anne annullerede perioden" in html_of(told)


@pytest.fixture
def annulled(case, bo):
    period = case.citizen.periods.get()
    operations.annul_period(
        period_id=period.pk, version=1, reason="Skrevet to gange", actor=Actor.employee(bo),
        as_of=TODAY,
    )  # fmt: skip
    return period


@pytest.mark.slow
def test_annulling_what_a_colleague_annulled_says_who_and_why(case, annulled, anne, client_of):
    address = url(case, f"{annulled.pk}/annuller/")
    told = post(client_of(anne), address, version=1, grund="Min grund")
    html = html_of(told)
    assert (told.status_code, "Bo annullerede perioden" in html) == (409, True)
    assert ("»Skrevet to gange«" in html, "Min grund" in html) == (True, True)
    assert "Bo annullerede perioden" in html_of(client_of(anne).get(address))


@pytest.mark.slow
def test_correcting_what_a_colleague_annulled_keeps_all_that_was_typed(
    case, annulled, anne, client_of
):
    client, address = client_of(anne), url(case, f"{annulled.pk}/ret/")
    typed = {"type": "ledighedsydelse", "fra": "1.3.2026", "til": "31.10.2026"}
    shown = {"version": 1, "periode": annulled.pk, "grund": "Brev fra KMD"}
    told = post(client, address, **typed, **shown)
    html = html_of(told)
    assert (told.status_code, "Bo annullerede perioden" in html) == (409, True)
    assert all(f'value="{text}"' in html for text in ("1.3.2026", "31.10.2026", "Brev fra KMD"))
    assert f'action="{url(case)}"' in html
    post(client, url(case), **typed, **shown)
    assert case.citizen.periods.get(annulled_on__isnull=True).start == date(2026, 3, 1)


def test_the_sheet_has_the_periods_and_what_lies_between_and_is_logged_as_an_export(
    case, anne, client_of, monkeypatch
):
    make_period(case.citizen, date(2026, 11, 10))
    written = []
    monkeypatch.setattr("cases.readlog.buffer.write", written.extend)
    sheet = client_of(anne).get(url(case, "hent/")).content.decode()
    newest, gap, oldest, whose = sheet.split("\r\n")[1:5]
    assert newest.startswith("10.11.2026;løbende;Ledighedsydelse;;")
    assert gap == "1.11.2026;9.11.2026;Ingen periode registreret;;9"
    assert oldest == "14.2.2026;31.10.2026;Ledighedsydelse;;260;Ja;hånd;;"
    assert whose == f"Perioder på sag {case.number}, {case.citizen.name}"
    assert [(row.action, row.citizen_id) for row in written] == [("eksport", case.citizen_id)]


@pytest.mark.parametrize(
    ("first", "said"),
    [("31.12.1969", "Borgeren er født 1. januar 1970"), ("23.11.2028", "højst ligge 2 år frem")],
)
@pytest.mark.slow
def test_a_period_begins_neither_before_the_citizen_nor_far_ahead(
    case, anne, client_of, first, said
):
    client, period = client_of(anne), case.citizen.periods.get()
    form = {"type": "fleksjob", "fra": first, "til": ""}
    assert said in html_of(post(client, url(case), **form))
    corrected = {**form, "version": period.version, "periode": period.pk}
    assert said in html_of(post(client, url(case, f"{period.pk}/ret/"), **corrected))
    assert "født" not in html_of(client.post(url(case, "virkning/"), form))
    assert case.citizen.periods.get().version == period.version
