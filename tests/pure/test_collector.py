"""The collector of rings rests while a part is computed, and works again whatever happens."""

import gc

import pytest

from cases.findings import collector


def test_nothing_is_collected_while_a_part_is_computed():
    with collector.at_rest():
        assert not gc.isenabled()
    assert gc.isenabled()


def test_a_part_that_fails_leaves_the_collector_at_work():
    with pytest.raises(LookupError), collector.at_rest():
        raise LookupError
    assert gc.isenabled()
