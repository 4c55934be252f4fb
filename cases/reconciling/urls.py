from django.urls import path

from cases.reconciling import views

urlpatterns = [path("nat/mails/", views.mail_state, name="mail_tilstand")]
