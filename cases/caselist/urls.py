from django.urls import path

from cases.caselist import handover, views

urlpatterns = [
    path("sager/", views.cases, name="sager"),
    path("sager/eksport/", views.download, name="sager_eksport"),
    path("sager/overdrag/", handover.hand_over, name="sager_overdrag"),
    path("sager/overdrag/fortryd/", handover.undo, name="sager_overdrag_fortryd"),
]
