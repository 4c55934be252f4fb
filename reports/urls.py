from django.urls import include, path, register_converter
from django.urls.converters import StringConverter

from reports.figures import catalogue
from reports.status.views import lists, overviews, reasons, sending
from reports.teampage import views as teampage


class MonthConverter(StringConverter):
    regex = r"\d{4}-\d{2}"


class FigureConverter(StringConverter):
    regex = "|".join(catalogue.BY_KEY)


class ChartConverter(StringConverter):
    regex = "rettidighed|uger|maaneder|kontrolpunkter"


register_converter(MonthConverter, "maaned")
register_converter(FigureConverter, "tal")
register_converter(ChartConverter, "blok")

HERE = "maanedsstatus/<int:jobcenter>/<maaned:maaned>"

urlpatterns = [
    path("", include("reports.control.urls")),
    path("", include("reports.audit.urls")),
    path("", include("reports.afstemning.urls")),
    path("", include("reports.coverage.urls")),
    path("", include("reports.forecast.urls")),
    path("", include("reports.recovery.urls")),
    path("", include("reports.asking.urls")),
    path("", include("reports.multiples.urls")),
    path("", include("reports.committee.urls")),
    path("maanedsstatus/", overviews.landing, name="maanedsstatus"),
    path("maanedsstatus/<int:jobcenter>/pladser/", reasons.places, name="maanedsstatus_pladser"),
    path(
        "maanedsstatus/sendt/<int:key>/traek-tilbage/",
        sending.take_back,
        name="maanedsstatus_traek_tilbage",
    ),
    path("maanedsstatus/sendt/<int:key>/videre/", sending.forward, name="maanedsstatus_videre"),
    path(f"{HERE}/", teampage.team_page, name="maanedsstatus_side"),
    path(f"{HERE}/skema/", sending.status_form, name="maanedsstatus_skema"),
    path(f"{HERE}/bekraeft/", teampage.confirm, name="maanedsstatus_bekraeft"),
    path(f"{HERE}/dengang-og-nu/", overviews.compared, name="maanedsstatus_dengang"),
    path(f"{HERE}/aarsag/", reasons.give_reason, name="maanedsstatus_aarsag"),
    path(f"{HERE}/aarsag/godkend/", reasons.approve_reason, name="maanedsstatus_aarsag_godkend"),
    path(f"{HERE}/tal/<tal:tal>/", lists.number_list, name="maanedsstatus_tal"),
    path(f"{HERE}/hent/<blok:blok>/", teampage.download, name="maanedsstatus_hent"),
]
