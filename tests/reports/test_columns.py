"""Which columns stand in the file: chosen on the page, kept with an own list, told on Om udtrækket."""

import pytest
from django.http import QueryDict

from cases.access.viewer import Viewer, viewer_for
from cases.people.models import Employee, Role
from reports.audit.filters import Filters
from reports.audit.forms import FilterForm
from reports.audit.models import Export
from reports.audit.registry import AuditList, every_list, list_named
from reports.audit.wording import holds, in_words
from tests.factories import TODAY, make_employee
from tests.reports.extracts import extract, rows, whole
from tests.reports.test_command import run
from tests.reports.test_files import making, table
from tests.reports.test_lists import case_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]
CHOSEN = ("sag", "frist")


@pytest.fixture
def viewer(karl: Employee) -> Viewer:
    return viewer_for(karl, as_of=TODAY)


@pytest.fixture
def log_rows(monkeypatch: pytest.MonkeyPatch) -> list[object]:
    written: list[object] = []
    monkeypatch.setattr("cases.readlog.buffer.write", written.extend)
    return written


def overdue() -> AuditList:
    listed = list_named("over-fristen")
    assert listed is not None
    return listed


def asked(query: str, viewer: Viewer) -> Filters:
    return FilterForm(QueryDict(query), listed=overdue(), viewer=viewer, action="").filters()


def test_only_the_chosen_stand_in_the_file_and_everyone_is_logged(
    anne: Employee, karl: Employee, log_rows: list[object]
) -> None:
    case = case_of("Anna", anne)
    body = table(whole(making(karl, kolonner=CHOSEN)))
    assert body == [["Sag", "Frist"], [case.number, "14-03-2026"]]
    assert len(log_rows) == 1


def test_the_number_stands_where_it_was_asked_for(anne: Employee, karl: Employee) -> None:
    case_of("Anna", anne, cpr_number="610170-4444")
    [found] = rows(karl, "over-fristen", kolonner=CHOSEN, with_cpr=True)
    assert list(found) == ["sag", "cpr", "frist"]
    assert found["cpr"] == "610170-4444"


def test_they_are_told_with_the_filters(karl: Employee, viewer: Viewer) -> None:
    said = in_words(overdue(), Filters(kolonner=CHOSEN), viewer)
    assert said == "Kolonner: Sag, Frist"
    assert extract(karl, "over-fristen").columns[0].label == "Sag"


@pytest.mark.parametrize(
    ("chosen", "with_cpr", "said"),
    [
        ((), False, "navne og fødselsdatoer"),
        ((), True, "navne, fødselsdatoer og cpr-numre"),
        (("borger", "frist"), False, "navne"),
        (CHOSEN, False, ""),
    ],
)
def test_the_interruption_says_what_the_file_tells(
    chosen: tuple[str, ...], with_cpr: bool, said: str
) -> None:
    assert holds(overdue(), Filters(kolonner=chosen), with_cpr=with_cpr) == said


@pytest.mark.parametrize("query", ["", "kolonner=", "kolonner=hest", "kolonner=%00"])
def test_an_address_that_names_none_means_all(viewer: Viewer, query: str) -> None:
    assert asked(query, viewer) == Filters()


def test_all_of_them_are_as_none_and_the_order_is_the_lists(viewer: Viewer) -> None:
    keys = [one.key for one in overdue().columns]
    assert asked("&".join(f"kolonner={key}" for key in keys), viewer) == Filters()
    assert asked("kolonner=frist&kolonner=sag", viewer).kolonner == CHOSEN
    assert asked("kolonner=frist.sag", viewer).query == "?kolonner=sag.frist"
    assert Filters.read("?kolonner=sag.frist").kolonner == CHOSEN


def test_the_longest_address_fits_in_the_export_log() -> None:
    most = Export._meta.get_field("query").max_length
    for listed in every_list():
        all_but_one = tuple(one.key for one in listed.columns)[1:]
        full = Filters(99999, 99999, TODAY, TODAY, kolonner=all_but_one)
        assert len(full.query) <= most, listed.key


@pytest.mark.slow
def test_the_page_shows_the_chosen_and_keeps_them_for_the_file(
    anne: Employee, karl: Employee, client_of
) -> None:
    case_of("Anna Sen", anne)
    page = client_of(karl, purpose="Kontrol").get(
        "/kontrol/revisionslister/over-fristen/?kolonner=sag&kolonner=frist"
    )
    html = page.content.decode()
    assert "Anna Sen" not in html
    assert "over-fristen/bestil/?kolonner=sag.frist" in html
    assert html.count('name="kolonner"') == len(overdue().columns)
    assert html.count("checked") == len(CHOSEN)


def test_the_command_takes_them_too(anne: Employee, tmp_path, log_rows: list[object]) -> None:
    make_employee("Tina", role=Role.TEAM_LEADER)
    case = case_of("Anna Her", anne)
    path = tmp_path / "liste.csv"
    run(path, kolonner="frist, SAG")
    assert path.read_text("utf-8-sig").splitlines()[1] == f"{case.number};14-03-2026"
    with pytest.raises(Exception, match="ikke kolonnen hest"):
        run(tmp_path / "to.csv", kolonner="hest")
