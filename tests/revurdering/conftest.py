from datetime import date

import pytest

from cases.casefile.models import Case
from cases.people.models import Employee
from tests.factories import make_running_case


@pytest.fixture
def case(anne: Employee) -> Case:
    """Its first round reaches 12 months on 14 March and 18 on 14 September 2026."""
    return make_running_case("Carl Prøve", date(2025, 3, 15), owner=anne)
