"""Addresses of the screens: numbers drawn at random stand for patients, nothing else of theirs is in an address."""

from django.urls import path

from migrainedays.clinic.web.calendar import arranging, calling
from migrainedays.clinic.web.calendar import views as calendar
from migrainedays.clinic.web.enquiries import views as enquiries
from migrainedays.clinic.web.enquiries import website
from migrainedays.clinic.web.evidence import questions, results, runs, versions
from migrainedays.clinic.web.incoming import undoing
from migrainedays.clinic.web.incoming import views as incoming
from migrainedays.clinic.web.outgoing import addresses, feed, stopping
from migrainedays.clinic.web.patient import (
    contact,
    course,
    days,
    documents,
    expectations,
    first_visit,
    forecast,
    listing,
    plan,
    story,
    visits,
)
from migrainedays.clinic.web.phones import asking, kept, sheet
from migrainedays.clinic.web.phones import views as phones
from migrainedays.clinic.web.protocols import maps, unwanted
from migrainedays.clinic.web.protocols import views as protocols
from migrainedays.clinic.web.shell import views as shell
from migrainedays.clinic.web.staff import billing as words
from migrainedays.clinic.web.staff import clinic, joining, members
from migrainedays.clinic.web.stock import views as stock
from migrainedays.clinic.web.study import designing, taking_part
from migrainedays.clinic.web.study import views as study
from migrainedays.clinic.web.today import views as today
from migrainedays.clinic.web.treatment import adverse_events, billing, charting, summary
from migrainedays.clinic.web.treatment import views as treatment

urlpatterns = [
    path("", today.home, name="home"),
    path("today/", today.today, name="today"),
    path("patients/", listing.patients, name="patients"),
    path("patients/new/", contact.add, name="patient-add"),
    path("patients/<uuid:patient>/", course.page, name="patient"),
    path("patients/<uuid:patient>/contact/", contact.reach, name="contact"),
    path("patients/<uuid:patient>/first-visit/", first_visit.page, name="first-visit"),
    path("patients/<uuid:patient>/day/", days.day, name="day"),
    path("patients/<uuid:patient>/expectations/", expectations.page, name="expectations"),
    path("patients/<uuid:patient>/documents/", documents.page, name="documents"),
    path("patients/<uuid:patient>/story/", story.page, name="story"),
    path("patients/<uuid:patient>/visit/", visits.book, name="visit"),
    path("patients/<uuid:patient>/visits/<uuid:visit>/", visits.one, name="visit-one"),
    path("patients/<uuid:patient>/plan/", plan.page, name="plan"),
    path("patients/<uuid:patient>/calendar/", addresses.of_patient, name="patient-calendar"),
    path("patients/<uuid:patient>/sessions/new/", treatment.add, name="session-add"),
    path("patients/<uuid:patient>/sessions/today/", charting.page, name="session-chart"),
    path("patients/<uuid:patient>/sessions/<int:number>/sheet/", summary.sheet, name="session-sheet"),
    path("patients/<uuid:patient>/sessions/<int:number>/billing/", billing.file, name="session-billing"),
    path("patients/<uuid:patient>/sessions/<int:number>/note/", summary.note, name="session-note"),
    path("patients/<uuid:patient>/sessions/<int:number>/adverse-events/", adverse_events.page, name="adverse-events"),
    path("patients/<uuid:patient>/adverse-events/seen/", adverse_events.seen, name="event-seen"),
    path("patients/<uuid:patient>/sessions/<int:number>/", treatment.session, name="session"),
    path("patients/<uuid:patient>/phones/", phones.page, name="phones"),
    path("patients/<uuid:patient>/phones/<uuid:device>/stop/", phones.revoke, name="phone-revoke"),
    path("patients/<uuid:patient>/flags/<uuid:entry>/", phones.seen, name="red-flag-seen"),
    path("patients/<uuid:patient>/diary/", asking.plan, name="diary-plan"),
    path("diary-questions/", asking.listed, name="diary-questions"),
    path("diaries/", kept.page, name="diaries"),
    path("patients/<uuid:patient>/sheet/", sheet.blank, name="sheet"),
    path("patients/<uuid:patient>/sheet/type/", sheet.type_in, name="sheet-type"),
    path("patients/<uuid:patient>/unusual/", versions.unusual, name="unusual"),
    path("patients/<uuid:patient>/forecast/", forecast.page, name="forecast"),
    path("evidence/", results.page, name="evidence"),
    path("evidence/versions/", versions.page, name="versions"),
    path("evidence/questions/", questions.listing, name="questions"),
    path("evidence/questions/new/", questions.new, name="question-new"),
    path("evidence/questions/<uuid:question>/", questions.one, name="question"),
    path("evidence/studies/", study.listing, name="studies"),
    path("evidence/studies/new/", designing.page, name="study-new"),
    path("evidence/studies/<uuid:study>/", study.one, name="study"),
    path("evidence/studies/<uuid:study>/protocol/", study.protocol, name="study-protocol"),
    path("evidence/studies/<uuid:study>/protocol/file/", study.file, name="study-protocol-file"),
    path("patients/<uuid:patient>/studies/<uuid:study>/", taking_part.page, name="study-part"),
    path("evidence/runs/<uuid:run>/", runs.progress, name="run"),
    path("evidence/runs/<uuid:run>/stop/", runs.stop, name="run-stop"),
    path("protocols/", protocols.library, name="protocols"),
    path("protocols/adverse-events/", unwanted.page, name="protocol-unwanted"),
    path("protocols/<slug:protocol>/<str:version>/", protocols.version, name="protocol"),
    path("protocols/<slug:protocol>/<str:version>/file/", protocols.file, name="protocol-file"),
    path("protocols/<slug:protocol>/<str:version>/from/<str:before>/", protocols.compare, name="protocol-difference"),
    path("stock/", stock.page, name="stock"),
    path("stock/recall/", stock.recall, name="recall"),
    path("head-map.css", maps.style, name="head-map-style"),
    path("import/", incoming.upload, name="import"),
    path("imports/", undoing.page, name="imports"),
    path("import/<uuid:folder>/", incoming.look, name="import-look"),
    path("enquiries/", enquiries.worklist, name="enquiries"),
    path("enquiries/new/", enquiries.log, name="enquiry-log"),
    path("enquiries/<uuid:enquiry>/", enquiries.one, name="enquiry"),
    path("enquiries/<uuid:enquiry>/patient/", enquiries.become, name="enquiry-become"),
    path("website/", website.page, name="website"),
    path("website/results/", website.publish, name="website-publish"),
    path("clinic/", clinic.page, name="clinic"),
    path("clinic/billing/", words.page, name="billing-words"),
    path("staff/", members.page, name="staff"),
    path("welcome/", clinic.welcome, name="welcome"),
    path("join/<str:secret>/", joining.join, name="join"),
    path("calendar/", calendar.week, name="calendar"),
    path("calendar/settings/", arranging.page, name="calendar-settings"),
    path("calendar/address/", addresses.of_clinic, name="calendar-address"),
    path("recall/", calling.page, name="to-call"),
    path("recall/<uuid:patient>/", calling.write, name="to-call-write"),
    path("feed/<str:secret>.ics", feed.feed, name="feed"),
    path("stop/<str:secret>/", stopping.stop, name="stop"),
    path("design/", shell.design, name="design"),
]
