from cases.caselist.filters import MINE, read
from cases.spreadsheet import defused


def url(**values: str) -> str:
    return read(values, default_caseworker=MINE).query(default_caseworker=MINE, side=1)


def test_what_is_the_default_stands_in_no_address():
    assert url(sagsbehandler="mine", sorter="frist", antal="50") == "?"


def test_a_filter_is_kept_and_the_page_goes_back_to_the_first():
    assert url(tilstand="over", side="7") == "?tilstand=over"


def test_nonsense_in_an_address_is_no_filter():
    assert url(tilstand="x", jobcenter="1;drop", antal="100000", sorter="cpr", side="-1") == "?"


def test_an_old_address_means_what_it_meant():
    assert url(tilstand="10-12") == "?tilstand=til-teamet"


def test_a_page_holds_at_most_200_rows():
    assert read({"antal": "5000"}, default_caseworker=MINE).antal == 50


def test_a_name_that_looks_like_a_formula_is_defused():
    assert [defused(cell) for cell in ("=1+1", "@x", "-2", "Anna")] == [
        "'=1+1",
        "'@x",
        "'-2",
        "Anna",
    ]
