from django.urls import path

from cases.caselist import handover, saved, views

urlpatterns = [
    path("sager/", views.cases, name="sager"),
    path("sager/eksport/", views.download, name="sager_eksport"),
    path("sager/overdrag/", handover.hand_over, name="sager_overdrag"),
    path("sager/overdrag/fortryd/", handover.undo, name="sager_overdrag_fortryd"),
    path("sager/visninger/", saved.views, name="sager_visninger"),
    path("sager/visninger/gem/", views.save_view, name="sager_visning_gem"),
    path("sager/visninger/<int:key>/omdoeb/", saved.rename, name="sager_visning_omdoeb"),
    path("sager/visninger/<int:key>/slet/", saved.remove, name="sager_visning_slet"),
    path("sager/visninger/<int:key>/fortryd/", saved.undo, name="sager_visning_fortryd"),
]
