from datetime import date

from cases.arrays import array


def test_values_are_written_as_postgresql_reads_them():
    assert array([1, None, date(2026, 11, 22), ""]) == '{"1",NULL,"2026-11-22",""}'


def test_nothing_is_an_empty_array():
    assert array([]) == "{}"
