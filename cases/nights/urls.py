from datetime import date

from django.urls import path, register_converter

from cases.nights import views


class DayConverter:
    """A date as it stands in an address: 2026-11-22."""

    regex = r"\d{4}-\d{2}-\d{2}"

    def to_python(self, value: str) -> date:
        return date.fromisoformat(value)  # a day that no month has is an address nobody has

    def to_url(self, value: date) -> str:
        return value.isoformat()


register_converter(DayConverter, "dag")

urlpatterns = [
    path("nat/", views.nights, name="naetter"),
    path("nat/<dag:day>/sager/", views.failed_cases, name="nat_sager"),
]
