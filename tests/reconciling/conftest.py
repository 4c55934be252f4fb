import pytest


@pytest.fixture
def mail_is_caught(settings, tmp_path):
    settings.EMAIL_HOST = "mail.example.dk"
    settings.MAIL_JOURNAL = str(tmp_path / "journal")
