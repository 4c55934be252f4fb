import pytest
from django.test import Client

from cases.casefile.models import Case
from cases.people.models import Employee
from tests.casefile.pages import ClientOf
from tests.factories import make_case


@pytest.fixture
def case(anne: Employee) -> Case:
    return make_case(owner=anne)


@pytest.fixture
def hers(anne: Employee, client_of: ClientOf) -> Client:
    return client_of(anne)
