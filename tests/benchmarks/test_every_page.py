"""`make bench` measures each page that anyone may open, or says why not."""

from benchmarks import visits
from tests.access.matrix import lines

OPENED = {line.url for line in lines() if line.method == "GET"}
MEASURED = {"sager", *visits.CASE_PAGES, *visits.OTHER_PAGES}


def test_each_page_of_the_access_matrix_is_measured_or_left_out_with_a_reason():
    assert MEASURED | set(visits.NOT_MEASURED) == OPENED


def test_no_page_is_both():
    assert not MEASURED & set(visits.NOT_MEASURED)
