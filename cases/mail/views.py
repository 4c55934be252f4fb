"""Each person's own mail: when, about what, or not at all; the last also without logging in."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from cases.access.declare import FleksjobRequest, page, public
from cases.access.rules import Act
from cases.drafts.submissions import once
from cases.history import Actor
from cases.mail import queries, wishes
from cases.mail.forms import MailWishForm


@require_http_methods(["GET", "HEAD", "POST"])
@page(Act.SIGNED_IN)
@once
def my_mails(request: FleksjobRequest) -> HttpResponse:
    form = MailWishForm(request.POST or None, wish=wishes.wish_of(request.user))
    if request.method == "POST" and form.is_valid():
        wishes.save(form.chosen(), actor=request.viewer.actor)
        messages.success(request, "Gemt. Det gælder fra den næste mail")
        return redirect("mail_indstillinger")
    refused = queries.refused_address_of(request.user)
    return render(request, "mail/my_mails.html", {"form": form, "refused": refused})


@require_http_methods(["GET", "HEAD", "POST"])
@public
@csrf_exempt  # a mail program posts it with one click, and has no cookie: the signature is the key
def unsubscribe(request: HttpRequest, key: int, signature: UUID) -> HttpResponse:
    """GET only asks: mail scanners follow every link they see."""
    employee = wishes.employee_of(employee_id=key, signature=signature)
    if employee is None:
        raise Http404
    if request.method == "POST":
        wishes.switch_off(employee, actor=Actor.job("afmeld_mail"))
    answer = {"is_done": request.method == "POST", "key": key, "signature": signature}
    return render(request, "mail/unsubscribe.html", answer)
