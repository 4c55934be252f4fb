from django.urls import path

from reports.audit.views import files, lists, log, saved

urlpatterns = [
    path("kontrol/revisionslister/", lists.first_list, name="revisionslister"),
    path("kontrol/revisionslister/<slug:key>/", lists.show, name="revisionsliste"),
    path("kontrol/revisionslister/<slug:key>/bestil/", files.order, name="revisionsliste_bestil"),
    path("kontrol/revisionslister/<slug:key>/gem/", saved.save, name="egen_liste_gem"),
    path("kontrol/egne-lister/<int:key>/slet/", saved.remove, name="egen_liste_slet"),
    path("kontrol/egne-lister/<int:key>/fortryd/", saved.restore, name="egen_liste_fortryd"),
    path("kontrol/udtraek/", log.exports, name="udtraek"),
    path("kontrol/udtraek/<int:key>/", files.ready, name="udtraek_klar"),
    path("kontrol/udtraek/<int:key>/<slug:file_format>/", files.fetch, name="udtraek_hent"),
]
