from django.urls import path

from revurdering.acts import ACTS, BY_STEP
from revurdering.views import corrections, lateness, rounds, tilflytning

PAGE = "sager/<str:number>/revurdering/"

urlpatterns = [
    path(PAGE, rounds.rounds, name="sag_revurdering"),
    *(path(f"{PAGE}{act.name}/", rounds.act_view(act), name=act.url_name) for act in ACTS),
    path(f"{PAGE}<int:round_number>/aarsag/", lateness.explain, name="sag_revurdering_aarsag"),
    path(
        f"{PAGE}<int:round_number>/tilflytning/",
        tilflytning.register,
        name="sag_revurdering_tilflytning",
    ),
    path(
        f"{PAGE}<int:round_number>/tilflytning/ret/",
        tilflytning.correct,
        name="sag_revurdering_tilflytning_ret",
    ),
    path(
        f"{PAGE}<int:round_number>/tilflytning/tilbage/",
        tilflytning.withdraw,
        name="sag_revurdering_tilflytning_tilbage",
    ),
    *(
        path(
            f"{PAGE}<int:round_number>/{act.name}/ret/",
            corrections.correct_view(act),
            name=act.correction_url_name,
        )
        for act in BY_STEP.values()
    ),
    *(
        path(
            f"{PAGE}<int:round_number>/{act.name}/fortryd/",
            corrections.undo_view(act),
            name=act.undo_url_name,
        )
        for act in BY_STEP.values()
    ),
]
