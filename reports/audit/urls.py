from django.urls import path, register_converter
from django.urls.converters import StringConverter

from reports.audit.views import files, lists, log, saved


class ListKey(StringConverter):
    """No room for digits: nobody's number fits."""

    regex = "[a-z-]{1,40}"


class FileFormat(StringConverter):
    regex = "xlsx|csv-iso|csv"


register_converter(ListKey, "liste")
register_converter(FileFormat, "filformat")

urlpatterns = [
    path("kontrol/revisionslister/", lists.first_list, name="revisionslister"),
    path("kontrol/revisionslister/<liste:key>/", lists.show, name="revisionsliste"),
    path("kontrol/revisionslister/<liste:key>/bestil/", files.order, name="revisionsliste_bestil"),
    path("kontrol/revisionslister/<liste:key>/gem/", saved.save, name="egen_liste_gem"),
    path("kontrol/egne-lister/<int:key>/slet/", saved.remove, name="egen_liste_slet"),
    path("kontrol/egne-lister/<int:key>/fortryd/", saved.restore, name="egen_liste_fortryd"),
    path("kontrol/udtraek/", log.exports, name="udtraek"),
    path("kontrol/udtraek/<int:key>/", files.ready, name="udtraek_klar"),
    path("kontrol/udtraek/<int:key>/<filformat:file_format>/", files.fetch, name="udtraek_hent"),
]
