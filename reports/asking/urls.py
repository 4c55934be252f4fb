from django.urls import path

from reports.asking import views

HERE = "maanedsstatus/<int:jobcenter>/<maaned:maaned>/aarsag/bed"

urlpatterns = [
    path(f"{HERE}/", views.ask, name="maanedsstatus_bed"),
    path(f"{HERE}/<int:key>/fortryd/", views.take_back, name="maanedsstatus_bed_fortryd"),
]
