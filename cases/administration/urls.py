from django.urls import path

from cases.administration.views import (
    approvals,
    codes,
    employees,
    history,
    organisation,
    overview,
    password,
    reminders,
    roles,
    terms,
)

urlpatterns = [
    path("administration/", overview.overview, name="administration"),
    path("administration/medarbejdere/", employees.employees, name="medarbejdere"),
    path("administration/medarbejdere/hent/", employees.export, name="medarbejdere_hent"),
    path("administration/medarbejdere/ny/", employees.add_employee, name="medarbejder_ny"),
    path("administration/medarbejdere/<int:key>/", employees.employee, name="medarbejder"),
    path(
        "administration/medarbejdere/<int:key>/ret/",
        employees.correct_employee,
        name="medarbejder_ret",
    ),
    path(
        "administration/medarbejdere/<int:key>/engangskode/",
        codes.ask,
        name="medarbejder_engangskode",
    ),
    path(
        "administration/medarbejdere/<int:key>/deaktiver/",
        employees.deactivate,
        name="medarbejder_deaktiver",
    ),
    path(
        "administration/medarbejdere/<int:key>/genaktiver/",
        employees.reactivate,
        name="medarbejder_genaktiver",
    ),
    path("administration/medarbejdere/<int:key>/ny-rolle/", roles.add_role, name="rolle_ny"),
    path("administration/roller/<int:key>/forlaeng/", roles.extend, name="rolle_forlaeng"),
    path("administration/roller/<int:key>/afslut/", roles.end, name="rolle_afslut"),
    path("administration/organisation/", organisation.organisation, name="organisation"),
    path(
        "administration/organisation/regelprofil/",
        organisation.add_rule_profile,
        name="regelprofil_ny",
    ),
    path(
        "administration/organisation/jobcentre/nyt/",
        organisation.add_jobcenter,
        name="jobcenter_nyt",
    ),
    path(
        "administration/organisation/jobcentre/<int:key>/omdoeb/",
        organisation.rename_jobcenter,
        name="jobcenter_omdoeb",
    ),
    path(
        "administration/organisation/jobcentre/<int:key>/nedlaeg/",
        organisation.close_jobcenter,
        name="jobcenter_nedlaeg",
    ),
    path(
        "administration/organisation/jobcentre/<int:key>/nyt-team/",
        organisation.add_team,
        name="team_nyt",
    ),
    path(
        "administration/organisation/team/<int:key>/omdoeb/",
        organisation.rename_team,
        name="team_omdoeb",
    ),
    path(
        "administration/organisation/team/<int:key>/nedlaeg/",
        organisation.close_team,
        name="team_nedlaeg",
    ),
    path("administration/ord/", terms.terms, name="ord"),
    path("administration/ord/nyt/", terms.add_term, name="ord_nyt"),
    path("administration/paamindelser/", reminders.steps, name="paamindelser"),
    path("administration/aendringer/", history.history, name="aendringer"),
    path("administration/aendringer/hent/", history.export, name="aendringer_hent"),
    path("godkendelser/", approvals.approvals, name="godkendelser"),
    path("godkendelser/<int:key>/", approvals.approval, name="godkendelse"),
    path("godkendelser/engangskode/<int:key>/", codes.answer, name="engangskode"),
    path("adgangskode/", password.choose, name="adgangskode"),
    path("adgangskode/skift/", password.change, name="adgangskode_skift"),
]
