from django.urls import path

from reports.afstemning import views

QUESTIONS = "sager/<str:number>/spoergsmaal/"

urlpatterns = [
    path("afstemning/", views.send, name="afstemning"),
    path("afstemning/kilder/ny/", views.new_source, name="afstemning_kilde_ny"),
    path("afstemning/kilder/<int:key>/", views.source, name="afstemning_kilde"),
    path("afstemning/<uuid:key>/", views.review, name="afstemning_gennemgang"),
    path("afstemning/<uuid:key>/afgoer/", views.decide, name="afstemning_afgoer"),
    path("afstemning/<uuid:key>/gem/", views.approve, name="afstemning_gem"),
    path("afstemning/<uuid:key>/kasser/", views.discard, name="afstemning_kasser"),
    path("afstemning/<uuid:key>/rul-tilbage/", views.roll_back, name="afstemning_rul_tilbage"),
    path("afstemning/<uuid:key>/overtag/", views.take_over, name="afstemning_overtag"),
    path(QUESTIONS, views.questions_on, name="sag_spoergsmaal"),
    path(f"{QUESTIONS}<int:key>/fortryd/", views.take_back, name="sag_spoergsmaal_fortryd"),
]
