"""Addresses of meetings. Keys are opaque; no word of an item stands in an address."""

from django.urls import path

from mdt.meetings.views import (
    building,
    feeds,
    minutes,
    months,
    parts,
    presence,
    reading,
    recusing,
    running,
    series,
    topics,
    work,
    writing,
)

urlpatterns = [
    path("meetings/", reading.meetings, name="meetings"),
    path("meetings/calendar/", feeds.feed, name="feed"),
    path("meetings/calendar/end/", feeds.end, name="end-feed"),
    path("calendar/<str:secret>.ics", feeds.calendar_feed, name="calendar-feed"),
    # /meetings/<pk>/
    path("meetings/<uuid:pk>/", reading.agenda, name="agenda"),
    path("meetings/<uuid:pk>/parts/<uuid:part>/agenda.pdf", reading.agenda_pdf, name="agenda-pdf"),
    path("meetings/<uuid:pk>/meeting.ics", reading.invitation, name="invitation"),
    path("meetings/<uuid:pk>/build/", building.build, name="build-agenda"),
    path("meetings/<uuid:pk>/month/", months.month, name="meeting-month"),
    path("meetings/<uuid:pk>/month/<slug:kind>/", months.again, name="meeting-step"),
    path("meetings/<uuid:pk>/preview/", building.preview, name="preview-agenda"),
    path("meetings/<uuid:pk>/draft/", building.draft, name="draft-agenda"),
    path("meetings/<uuid:pk>/add/", building.add, name="add-items"),
    path("meetings/<uuid:pk>/minutes/", building.set_minutes, name="set-minutes"),
    path("meetings/<uuid:pk>/publish/", building.publish, name="publish-agenda"),
    # /meetings/<pk>/items/<item>/
    path("meetings/<uuid:pk>/items/<uuid:item>/", building.agenda_item, name="agenda-item"),
    path("meetings/<uuid:pk>/items/<uuid:item>/move/", building.move, name="move-item"),
    path("meetings/<uuid:pk>/items/<uuid:item>/lane/", building.set_lane, name="set-lane"),
    path("meetings/<uuid:pk>/items/<uuid:item>/defer/", building.defer, name="defer-item"),
    path("meetings/<uuid:pk>/items/<uuid:item>/take-off/", building.take_off, name="take-off-item"),
    path("meetings/<uuid:pk>/items/<uuid:item>/presenter/", building.set_presenter, name="set-presenter"),
    path("meetings/<uuid:pk>/items/<uuid:item>/step-back/", recusing.step_back, name="step-back"),
    path("meetings/<uuid:pk>/items/<uuid:item>/people/", recusing.people, name="item-people"),
    path("meetings/<uuid:pk>/items/<uuid:item>/let-in/<uuid:recusal>/", recusing.let_in, name="let-back-in"),
    path("meetings/<uuid:pk>/items/<uuid:item>/lift/<uuid:wall>/", recusing.lift, name="lift-from-item"),
    # /meetings/<pk>/run/
    path("meetings/<uuid:pk>/run/", running.run, name="run-meeting"),
    path("meetings/<uuid:pk>/run/start/", running.start, name="start-meeting"),
    path("meetings/<uuid:pk>/run/end/", running.end, name="end-meeting"),
    path("meetings/<uuid:pk>/run/again/", running.resume, name="resume-meeting"),
    path("meetings/<uuid:pk>/run/write/", running.write_here, name="write-here"),
    path("meetings/<uuid:pk>/run/let-go/", running.let_go, name="let-go"),
    path("meetings/<uuid:pk>/run/room/", running.room, name="room-copy"),
    path("meetings/<uuid:pk>/run/<uuid:item>/", writing.item, name="run-item"),
    path("meetings/<uuid:pk>/run/<uuid:item>/keep/", writing.keep, name="keep-item"),
    path("meetings/<uuid:pk>/run/<uuid:item>/now/", writing.turn_to, name="turn-to"),
    # /meetings/<pk>/people/
    path("meetings/<uuid:pk>/people/", presence.attendance, name="attendance"),
    path("meetings/<uuid:pk>/people/guests/", presence.guests, name="add-guests"),
    path("meetings/<uuid:pk>/people/agreed/", presence.agreed_aloud, name="agreed-aloud"),
    path("meetings/<uuid:pk>/people/<uuid:row>/left/", presence.guests_left, name="guests-left"),
    path("meetings/<uuid:pk>/people/<uuid:row>/never/", presence.never_here, name="never-here"),
    path("meetings/<uuid:pk>/agreed/", presence.acknowledge, name="acknowledge"),
    # /meetings/<pk>/record/
    path("meetings/<uuid:pk>/record/", minutes.minutes, name="meeting-minutes"),
    path("meetings/<uuid:pk>/record/approve/", minutes.approve_minutes, name="approve-minutes"),
    path("meetings/<uuid:pk>/parts/<uuid:part>/minutes.pdf", minutes.minutes_pdf, name="minutes-pdf"),
    path("meetings/<uuid:pk>/parts/<uuid:part>/add/", minutes.add_to_minutes, name="add-to-minutes"),
    # /meetings/statement/
    path("meetings/statement/", presence.statement, name="statement"),
    path("meetings/statement/change/", presence.set_statement, name="set-statement"),
    # /meetings/groups/<body>/
    path("meetings/groups/<uuid:body>/rules/", presence.rules, name="holding-rules"),
    path("meetings/groups/<uuid:body>/series/", series.series, name="series"),
    path("meetings/groups/<uuid:body>/dates/", series.change, name="change-date"),
    path("meetings/groups/<uuid:body>/give/", work.give, name="give-action"),
    path("meetings/groups/<uuid:body>/topics/", topics.topics, name="topics"),
    path("meetings/topics/<uuid:pk>/end/", topics.end, name="end-topic"),
    # /meetings/groups/<body>/parts/ and /meetings/parts/<pk>/
    path("meetings/groups/<uuid:body>/parts/", parts.parts, name="parts"),
    path("meetings/parts/<uuid:pk>/roster/", parts.roster, name="set-roster"),
    path("meetings/parts/<uuid:pk>/end/", parts.end, name="end-part"),
    # /meetings/actions/
    path("meetings/actions/", work.actions, name="actions"),
    path("meetings/actions/<uuid:pk>/take/", work.take, name="action-take"),
    path("meetings/actions/<uuid:pk>/done/", work.done, name="action-done"),
    path("meetings/actions/<uuid:pk>/reopen/", work.reopen, name="action-reopen"),
]
