from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import LoginView, LogoutView
from django.urls import include, path

from cases import views

urlpatterns = [
    path("", views.home, name="home"),
    path("log-ind/", LoginView.as_view(redirect_authenticated_user=True), name="login"),
    # Logging out twice is no error.
    path("log-ud/", login_not_required(LogoutView.as_view()), name="logout"),
    path("", include("cases.drafts.urls")),
]
