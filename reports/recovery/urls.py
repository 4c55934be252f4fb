from django.urls import path

from reports.recovery import views

urlpatterns = [
    path("kontrol/genopretning/", views.recoveries, name="genopretninger"),
    path("kontrol/genopretning/<int:key>/", views.recovery, name="genopretning"),
    path("kontrol/genopretning/<int:key>/sager/", views.cases, name="genopretning_sager"),
    path("kontrol/genopretning/<int:key>/hent/", views.download, name="genopretning_hent"),
]
