"""One line for each request, with the path and never what stands behind it."""

from typing import Any

from gunicorn.glogging import Logger

from flexjob.logs import fit_for_a_log, on_one_line


class AccessLog(Logger):  # type: ignore[misc]  # untyped library
    def atoms(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """People type a CPR number where the number of the case stands."""
        found: dict[str, Any] = super().atoms(*args, **kwargs)
        return {**found, "U": on_one_line(fit_for_a_log(str(found["U"])))}
