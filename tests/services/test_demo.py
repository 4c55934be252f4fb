"""What `make demo` holds on to while it is still loading."""

from flexjob.services.demo import open_door


def test_two_copies_that_load_at_once_get_a_port_each():
    with open_door() as first, open_door() as second:
        assert first.getsockname()[1] != second.getsockname()[1]
