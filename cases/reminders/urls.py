from django.urls import path

from cases.reminders.views import deputies, inbox

urlpatterns = [
    path("beskeder/", inbox.inbox, name="beskeder"),
    path("beskeder/hent/", inbox.download, name="beskeder_hent"),
    path("beskeder/laest/", inbox.mark_read, name="beskeder_laest"),
    path("beskeder/laest/fortryd/", inbox.mark_unread, name="beskeder_fortryd"),
    path("stedfortraedere/", deputies.deputies, name="stedfortraedere"),
    path("stedfortraedere/<int:key>/afslut/", deputies.end_deputy, name="stedfortraeder_afslut"),
]
