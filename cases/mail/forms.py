from typing import Any

from django import forms

from cases.form_helper import DkfdsFormHelper
from cases.mail.models import MailWish
from cases.reminders.models import Obligation

HOURS = range(MailWish.EARLIEST, MailWish.LATEST + 1)


class MailWishForm(forms.Form):
    is_on = forms.BooleanField(label="Send mig en mail, når der er noget at gøre", required=False)
    earliest = forms.TypedChoiceField(
        label="Tidligst",
        help_text="På arbejdsdage",
        choices=[(hour, f"kl. {hour}.00") for hour in HOURS],
        coerce=int,
        error_messages={"invalid_choice": "Vælg et tidspunkt mellem kl. 7 og 18"},
    )
    kinds = forms.MultipleChoiceField(
        label="Om",
        choices=Obligation.Kind.choices,
        widget=forms.CheckboxSelectMultiple,
        required=False,
        error_messages={"invalid_choice": "Vælg blandt de viste"},
    )

    def __init__(self, data: Any = None, *, wish: MailWish) -> None:
        self.wish = wish
        initial = {
            "is_on": wish.is_on,
            "earliest": wish.earliest,
            "kinds": [kind for kind in Obligation.Kind.values if kind not in wish.kinds_off],
        }
        super().__init__(data, initial=initial)
        self.helper = DkfdsFormHelper(submit="Gem")

    def chosen(self) -> MailWish:
        """Not saved."""
        wanted = self.cleaned_data["kinds"]
        self.wish.is_on = self.cleaned_data["is_on"]
        self.wish.earliest = self.cleaned_data["earliest"]
        self.wish.kinds_off = [kind for kind in Obligation.Kind.values if kind not in wanted]
        return self.wish
