"""Real commits on both connections: no look without its row, no row that a rollback takes away."""

from collections.abc import Callable, Iterator

import pytest
from django.db import connections
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from cases.casefile.models import Case, CaseNumberSeries
from cases.people.models import Employee
from cases.readlog import writer
from cases.readlog.buffer import LogClosed
from cases.readlog.models import ReadLogRow
from tests.access.probe_urls import YEAR
from tests.factories import make_case

pytestmark = [pytest.mark.usefixtures("committed"), pytest.mark.urls("tests.access.probe_urls")]

Send = Callable[[str], HttpResponse]


@pytest.fixture
def case(committed: None, anne: Employee) -> Case:
    return make_case(owner=anne)


@pytest.fixture
def client(case: Case, anne: Employee, client_of: Callable[..., Client]) -> Client:
    client = client_of(anne)
    client.raise_request_exception = False
    return client


@pytest.fixture
def send(case: Case, client: Client) -> Send:
    return lambda name: client.post(reverse(name, args=[case.number]))


@pytest.fixture
def log_is_away(send: Send) -> Iterator[None]:
    """From the moment the browser is ready."""
    connection = connections[writer.DATABASE]
    port = connection.settings_dict["PORT"]
    connection.close()
    connection.settings_dict["PORT"] = "1"
    yield
    connection.settings_dict["PORT"] = port


def logged(case: Case, action: str) -> int:
    """Asked as the owner, on a connection of its own: what others can see is committed."""
    rows = ReadLogRow.objects.using("migration")
    return rows.filter(case_number=case.number, action=action).count()


def is_saved() -> bool:
    return CaseNumberSeries.objects.using("migration").filter(year=YEAR).exists()


def end_other_sessions_of_the_log_role() -> None:
    another = connections[writer.DATABASE].copy()
    with another.cursor() as cursor:
        cursor.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid()"
            " AND usename = current_user AND datname = current_database()"
        )
    another.close()


def test_a_look_is_committed_when_the_answer_comes(case: Case, send: Send) -> None:
    send("show")
    assert logged(case, "vis") == 1


def test_the_row_is_committed_before_what_was_saved(
    case: Case, send: Send, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[bool] = []
    write = writer.write

    def watched(entries: list[writer.LogEntry]) -> None:
        write(entries)
        seen.append(bool(logged(case, "skriv")) and not is_saved())

    monkeypatch.setattr("cases.readlog.buffer.write", watched)
    send("save")
    assert (seen, is_saved()) == ([True], True)


@pytest.mark.parametrize(
    ("name", "status"),
    [("save_and_fail", 500), ("save_and_refuse", 404), ("break_the_transaction", 500)],
)
def test_a_failed_request_keeps_its_row_and_saves_nothing(
    name: str, status: int, case: Case, send: Send
) -> None:
    assert send(name).status_code == status
    assert (logged(case, "skriv"), is_saved()) == (1, False)


@pytest.mark.parametrize("name", ["show", "save", "export"])
@pytest.mark.usefixtures("log_is_away")
@pytest.mark.slow
def test_without_the_log_nothing_is_shown_and_nothing_saved(
    name: str, case: Case, send: Send
) -> None:
    response = send(name)
    assert response.status_code == 503
    assert case.citizen.name not in response.content.decode()
    assert not is_saved()


def test_what_was_chosen_is_kept_in_the_session(client: Client, send: Send) -> None:
    send("choose")
    assert client.session["valgt"] == "ja"


@pytest.mark.usefixtures("log_is_away")
def test_without_the_log_nothing_is_kept_in_the_session(client: Client, send: Send) -> None:
    assert send("choose").status_code == 503
    assert "valgt" not in client.session


def test_a_refusal_half_way_keeps_nothing_in_the_session(client: Client, send: Send) -> None:
    assert send("choose_and_refuse").status_code == 404
    assert "valgt" not in client.session


def test_a_log_that_dies_between_two_requests_is_found_again_or_fails_closed(
    case: Case, send: Send
) -> None:
    end_other_sessions_of_the_log_role()
    statuses = [send("show").status_code for _ in range(3)]
    assert set(statuses) <= {200, 503}
    assert logged(case, "vis") == statuses.count(200) > 0


@pytest.mark.slow
def test_an_export_is_logged_before_its_first_byte(case: Case, send: Send) -> None:
    response = send("export")
    assert logged(case, "eksport") == 1
    assert b"".join(response.streaming_content).decode() == case.citizen.name


def test_an_export_that_looks_too_late_shows_nothing(case: Case, send: Send) -> None:
    with pytest.raises(LogClosed):
        b"".join(send("late_export").streaming_content)
