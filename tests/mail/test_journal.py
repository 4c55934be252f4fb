"""The file that remembers what an older copy of the database has forgotten."""

import errno
import os
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from cases.mail import journal, queries, replaying, sending
from cases.mail.models import Mail, SenderState, SentBefore
from tests.factories import NOW, TODAY
from tests.mail.conftest import Composed
from tests.mail.mail_server import MailServer

pytestmark = pytest.mark.django_db


def accepted(number: int) -> journal.Accepted:
    return journal.Accepted(
        message_id=f"<{number}@fleksjob.test>", at=NOW.isoformat(), obligations=[f"{number:032}"]
    )


def lines(path: Path) -> list[str]:
    return [found.message_id for found, _ in journal.read(path, offset=0) if found]


def test_a_line_cut_short_spoils_neither_the_next_nor_the_reading(tmp_path: Path) -> None:
    path = tmp_path / "journal"
    journal.create(path)
    journal.append(path, accepted(1))
    with path.open("ab") as file:
        file.write(b'{"message_id": "<2@fl')
    assert lines(path) == ["<1@fleksjob.test>"]
    journal.append(path, accepted(3))
    assert lines(path) == ["<1@fleksjob.test>", "<3@fleksjob.test>"]


def test_a_full_disk_leaves_no_half_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "journal"
    journal.create(path)
    before = path.read_bytes()
    write = os.write

    def half(file: int, data: bytes) -> int:
        if len(data) > 40:
            return write(file, data[:40])
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "write", half)
    with pytest.raises(journal.JournalUnusable, match="disken er fuld"):
        journal.append(path, accepted(1))
    assert path.read_bytes() == before


def test_a_mail_that_cannot_be_noted_is_still_sent_only_once(
    server: MailServer, composed: Composed, monkeypatch: pytest.MonkeyPatch
) -> None:
    composed(2)
    replaying.catch_up(queries.journal_path())

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(journal, "_write", full)
    for _ in range(2):
        with pytest.raises(journal.JournalUnusable, match="kan ikke bruges: disken er fuld"):
            sending.send_waiting(at=NOW)
    sending.send_waiting(at=NOW)
    assert len(server.message_ids) == len(set(server.message_ids)) == 2


def test_a_full_disk_is_seen_before_anything_is_sent(
    server: MailServer, composed: Composed, monkeypatch: pytest.MonkeyPatch
) -> None:
    composed()
    monkeypatch.setattr(journal, "LEAST_FREE_BYTES", 1 << 60)
    with pytest.raises(journal.JournalUnusable, match="er fuld"):
        sending.send_waiting(at=NOW)
    assert server.received == []


def remove(path: Path) -> None:
    path.unlink()


def shorten(path: Path) -> None:
    os.truncate(path, path.stat().st_size - 5)


def replace_by_another(path: Path) -> None:
    path.unlink()
    journal.create(path)
    for number in range(20):
        journal.append(path, accepted(number))


def fill_with_something_else(path: Path) -> None:
    path.write_text("ikke en journal\n" * 100)


@pytest.mark.parametrize(
    "spoil",
    [remove, shorten, replace_by_another, fill_with_something_else],
    ids=lambda f: f.__name__,
)
@pytest.mark.slow
def test_without_the_whole_journal_nothing_is_sent_until_someone_has_decided(
    server: MailServer, composed: Composed, journal_file: Path, spoil
) -> None:
    composed(1)
    sending.send_waiting(at=NOW)
    composed(1, first=TODAY.replace(day=30))
    spoil(journal_file)
    for _ in range(2):
        with pytest.raises(journal.JournalUnusable):
            sending.send_waiting(at=NOW)
    assert len(server.received) == 1
    assert SenderState.objects.get().refusal
    call_command("genoptag_mail", "--send-igen")
    assert SenderState.objects.get().refusal == ""
    sending.send_waiting(at=NOW)
    assert len(server.received) == 2
    assert SenderState.objects.get().refusal == ""


@pytest.mark.usefixtures("today")
def test_what_counts_as_told_is_not_sent(
    server: MailServer, composed: Composed, journal_file: Path
) -> None:
    sending.send_waiting(at=NOW)
    composed(3)
    journal_file.unlink()
    call_command("genoptag_mail", fortalt_til=TODAY)
    sending.send_waiting(at=NOW)
    assert len(server.received) == 2
    assert Mail.objects.get(day=TODAY).state == Mail.State.WITHHELD
    assert SenderState.objects.get().told_until == TODAY


@pytest.mark.usefixtures("today")
def test_a_day_ahead_does_not_count_as_told(server: MailServer, journal_file: Path) -> None:
    """No mail would be written until then, and nothing would be missing from the books."""
    sending.send_waiting(at=NOW)
    journal_file.unlink()
    with pytest.raises(CommandError, match="ligger efter i dag"):
        call_command("genoptag_mail", fortalt_til=TODAY + timedelta(days=1))
    assert SenderState.objects.get().told_until is None
    assert not journal_file.exists()


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (errno.ENOENT, "den findes ikke"),
        (errno.EACCES, "den må ikke læses eller skrives"),
        (errno.EROFS, "disken kan kun læses"),
        (errno.ELOOP, f"systemets fejl {errno.ELOOP}"),
    ],
)
def test_what_is_wrong_is_said_in_danish_and_the_path_only_on_the_server(
    tmp_path: Path, number: int, words: str
) -> None:
    path = tmp_path / "journal"
    with pytest.raises(journal.JournalUnusable) as refused, journal.explained(path):
        raise OSError(number, os.strerror(number))
    assert refused.value.said == f"Journalen kan ikke bruges: {words}."
    assert str(refused.value) == f"Journalen kan ikke bruges: {words}. Filen er {path}."


def test_the_pages_are_not_told_the_path(server: MailServer, journal_file: Path) -> None:
    sending.send_waiting(at=NOW)
    journal_file.unlink()
    with pytest.raises(journal.JournalUnusable, match=str(journal_file)):
        sending.send_waiting(at=NOW)
    assert SenderState.objects.get().refusal == "Journalen kan ikke bruges: den findes ikke."


def test_a_journal_that_is_whole_is_not_begun_anew(server: MailServer) -> None:
    sending.send_waiting(at=NOW)
    with pytest.raises(CommandError, match="hel"):
        call_command("genoptag_mail", "--send-igen")


def test_what_was_given_up_is_tried_again_once_the_server_is_mended(
    server: MailServer, composed: Composed
) -> None:
    composed(2)
    server.at_rcpt = ["550 5.1.1 No such user"]
    sending.send_waiting(at=NOW)
    Mail.objects.filter(state=Mail.State.SENT).update(state=Mail.State.GIVEN_UP, sent_at=None)
    call_command("genoptag_mail", "--opgivne")
    sending.send_waiting(at=NOW)
    assert Mail.objects.filter(state=Mail.State.SENT).count() == 2


def test_an_unknown_mail_in_the_journal_is_remembered_as_sent_before(journal_file: Path) -> None:
    replaying.catch_up(journal_file)
    for number in range(3):
        journal.append(journal_file, accepted(number))
    replaying.catch_up(journal_file)
    replaying.catch_up(journal_file)
    assert SentBefore.objects.count() == 3
    assert SenderState.objects.get().offset == journal_file.stat().st_size


def test_a_long_journal_is_read_a_little_at_a_time(
    journal_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(replaying, "LINES_AT_A_TIME", 4)
    replaying.catch_up(journal_file)
    for number in range(11):
        journal.append(journal_file, accepted(number))
    replaying.catch_up(journal_file)
    assert SentBefore.objects.count() == 11
