"""One look for every form: crispy-forms with the `dkfds` template pack."""

from __future__ import annotations

from typing import Any

from crispy_forms.helper import FormHelper


class DkfdsFormHelper(FormHelper):  # type: ignore[misc]
    """Posts with a csrf token; the server, not the browser, words the errors."""

    template_pack = "dkfds"

    def __init__(
        self,
        form: Any = None,
        *,
        submit: str = "Gem",
        cancel_url: str = "",
        action: str = "",
        attrs: dict[str, str] | None = None,
    ) -> None:
        super().__init__(form)
        self.submit_label = submit
        self.cancel_url = cancel_url
        self.form_action = action
        self.attrs = {"novalidate": "", "data_save": "", **(attrs or {})}
