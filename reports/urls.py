from django.urls import include, path

urlpatterns = [
    path("", include("reports.control.urls")),
    path("", include("reports.audit.urls")),
    path("", include("reports.afstemning.urls")),
    path("", include("reports.forecast.urls")),
    path("", include("reports.recovery.urls")),
]
