from django.urls import path

from cases.feeds import views

urlpatterns = [
    path("kalendere/", views.calendars, name="kalendere"),
    path("kalendere/ny/", views.make_feed, name="kalender_ny"),
    path(
        "kalendere/<int:key>/traek-tilbage/",
        views.revoke_feed,
        name="kalender_traek_tilbage",
    ),
    # The secret stands in the query: the server's own log keeps the path alone.
    path("kalender.ics", views.calendar, name="kalender"),
]
