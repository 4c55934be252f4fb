from django.urls import include, path

urlpatterns = [
    path("", include("reports.urls")),
    path("", include("revurdering.urls")),
    path("", include("cases.urls")),
    path("", include("flexjob.health.urls")),
]
