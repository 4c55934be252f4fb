from django.urls import path

from cases.myday import views

urlpatterns = [
    path("min-dag/", views.my_day, name="min_dag"),
    path("min-dag/udskyd/", views.snooze, name="min_dag_udskyd"),
    path("min-dag/hent-tilbage/", views.call_back, name="min_dag_hent_tilbage"),
    path("min-dag/fortryd/", views.undo, name="min_dag_fortryd"),
    path("sager/<str:number>/udskyd/", views.snooze_on_case, name="sag_udskyd"),
]
