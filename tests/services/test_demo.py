"""What `make demo` holds on to while it is still loading."""

import pytest

from flexjob.services import demo
from flexjob.services.demo import open_door


def test_two_copies_that_load_at_once_get_a_port_each():
    with open_door() as first, open_door() as second:
        assert first.getsockname()[1] != second.getsockname()[1]


@pytest.mark.parametrize(
    ("environment", "options"), [({}, []), ({"TIL_TIDEN": "90"}, ["--til-tiden", "90"])]
)
def test_the_share_in_time_is_handed_on(monkeypatch, environment, options):
    given = []
    monkeypatch.setattr(demo, "_manage", lambda *command, env: given.extend(command) or "")
    demo._load_demo(environment)
    assert given == ["indlaes_demo", *options]
