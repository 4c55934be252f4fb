"""A fault that has a page of its own, whichever page met it."""

from abc import ABC, abstractmethod
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from cases.access.declare import FleksjobRequest

GetResponse = Callable[[HttpRequest], HttpResponse]


class FaultPageMiddleware(ABC):
    """After AccessMiddleware, which lets the page out when its rows in the log are written."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    @abstractmethod
    def process_exception(
        self, request: FleksjobRequest, exception: Exception
    ) -> HttpResponse | None:
        """None for every other fault: it is answered as everywhere."""
