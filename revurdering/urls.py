from django.urls import path

from revurdering import acts, views

PAGE = "sager/<str:number>/revurdering/"

urlpatterns = [
    path(PAGE, views.rounds, name="sag_revurdering"),
    path(f"{PAGE}overdrag/", views.act_view(acts.HAND_OVER), name=acts.HAND_OVER.url_name),
    path(f"{PAGE}modtag/", views.act_view(acts.RECEIVE), name=acts.RECEIVE.url_name),
    path(f"{PAGE}paabegynd/", views.act_view(acts.START), name=acts.START.url_name),
    path(f"{PAGE}afslut/", views.act_view(acts.FINISH), name=acts.FINISH.url_name),
    path(f"{PAGE}aarsag/", views.act_view(acts.EXPLAIN), name=acts.EXPLAIN.url_name),
]
