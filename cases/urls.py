from django.contrib.auth.views import LoginView, LogoutView
from django.urls import include, path

from cases import views
from cases.access.declare import public
from cases.people.log_in import LogInForm

# Django's own view would also take a PUT.
log_in = LoginView.as_view(
    authentication_form=LogInForm,
    redirect_authenticated_user=True,
    http_method_names=["get", "head", "post"],
)

urlpatterns = [
    path("", views.home, name="home"),
    path("log-ind/", public(log_in), name="login"),
    # Logging out twice is no error.
    path("log-ud/", public(LogoutView.as_view()), name="logout"),
    path("", include("cases.access.urls")),
    path("", include("cases.drafts.urls")),
    path("", include("cases.myday.urls")),
    path("", include("cases.feeds.urls")),
    path("", include("cases.search.urls")),
    path("", include("cases.caselist.urls")),
    path("", include("cases.reminders.urls")),
    path("", include("cases.periods.urls")),
    path("", include("cases.casefile.urls")),
    path("", include("cases.overview.urls")),
    path("", include("cases.nights.urls")),
    path("", include("cases.lookups.urls")),
    path("", include("cases.administration.urls")),
    path("", include("cases.preferences.urls")),
    path("", include("cases.intake.urls")),
    path("", include("cases.mail.urls")),
    path("", include("cases.reconciling.urls")),
]
