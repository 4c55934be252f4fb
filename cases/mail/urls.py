from django.urls import path

from cases.mail import views

urlpatterns = [
    path("profil/mail/", views.my_mails, name="mail_indstillinger"),
    path("mail/afmeld/<int:key>/<uuid:signature>/", views.unsubscribe, name="mail_afmeld"),
]
