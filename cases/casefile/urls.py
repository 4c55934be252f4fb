from django.urls import path

from cases.casefile.views import citizen, correcting, corrections, facts, opening, visitation

urlpatterns = [
    path("sager/ny/", opening.open_case, name="sag_ny"),
    path("sager/<str:number>/oplysninger/", facts.facts, name="sag_oplysninger"),
    path(
        "sager/<str:number>/oplysninger/ret/",
        correcting.correct_case,
        name="sag_oplysninger_ret",
    ),
    path("sager/<str:number>/luk/", opening.close_case, name="sag_luk"),
    path("sager/<str:number>/genaabn/", opening.reopen_case, name="sag_genaabn"),
    path("sager/<str:number>/nyt-cpr/", citizen.new_number, name="sag_nyt_cpr"),
    path("sager/<str:number>/begraens/", citizen.restrict, name="sag_begraens"),
    path("sager/<str:number>/inhabilitet/", citizen.register_inhabil, name="sag_inhabil"),
    path(
        "sager/<str:number>/inhabilitet/<int:key>/ophaev/",
        citizen.lift_inhabil,
        name="sag_inhabil_ophaev",
    ),
    path(
        "sager/<str:number>/visitationsdato/",
        visitation.visitationsdato,
        name="sag_visitationsdato",
    ),
    path(
        "sager/<str:number>/visitationsdato/svar/",
        visitation.answer_correction,
        name="sag_visitationsdato_svar",
    ),
    path("rettelser/", corrections.corrections, name="rettelser"),
    path("rettelser/hent/", corrections.download, name="rettelser_hent"),
]
