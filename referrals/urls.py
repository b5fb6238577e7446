"""Addresses of referrals. Keys are opaque; codes and words never stand in an address."""

from django.urls import path

from referrals.views import (
    again,
    autosaving,
    exporting,
    finding,
    lists,
    many,
    old_log,
    one,
    outside,
    people,
    phoned_in,
    putting_forward,
    routing,
    rules,
    saved_views,
    seen_by,
    stops,
    under,
    walls,
    writing,
)

urlpatterns = [
    path("inbox/", lists.inbox, name="inbox"),
    path("inbox/assign/", many.assign_ticked, name="assign-many"),
    path("inbox/put-forward/", many.forward_ticked, name="forward-many"),
    # /lists/<of>/
    path("lists/<slug:of>/views/", saved_views.views, name="views"),
    path("lists/<slug:of>/export/", exporting.export, name="export"),
    path("lists/views/<uuid:pk>/delete/", saved_views.end_view, name="end-view"),
    path("find/", finding.find, name="find"),
    # /referrals/
    path("referrals/", lists.outbox, name="outbox"),
    path("referrals/new/", writing.send, name="send"),
    path("referrals/new/release/", under.choose_release, name="choose-release"),
    path("referrals/new/<uuid:release>/", under.send_under, name="send-under"),
    path("referrals/who/", routing.who, name="who"),
    # /referrals/rules/
    path("referrals/kept-from-people/", walls.walls, name="own-walls"),
    path("referrals/kept-from-people/<uuid:wall>/lift/", walls.lift_own, name="lift-own-wall"),
    path("referrals/rules/", rules.standing_rules, name="standing-rules"),
    path("referrals/rules/<uuid:pk>/end/", rules.end_standing_rule, name="end-standing-rule"),
    # /referrals/drafts/<pk>/
    path("referrals/drafts/save/", autosaving.autosave, name="autosave"),
    path("referrals/drafts/<uuid:pk>/", writing.edit_draft, name="draft"),
    path("referrals/drafts/<uuid:pk>/release/", under.draft_release, name="draft-release"),
    path("referrals/drafts/<uuid:pk>/check/", writing.check, name="check"),
    path("referrals/drafts/<uuid:pk>/discard/", writing.discard, name="discard"),
    path("referrals/drafts/<uuid:pk>/note/use/", stops.use_note, name="use-note"),
    path("referrals/drafts/<uuid:pk>/note/take-back/", stops.take_back_note, name="take-back-note"),
    path("referrals/notes/", stops.waiting_notes, name="waiting-notes"),
    path("referrals/notes/<uuid:pk>/", stops.waiting_note, name="waiting-note"),
    # /referrals/phoned-in/
    path("referrals/phoned-in/", phoned_in.phoned_in, name="phoned-in"),
    path("referrals/phoned-in/new/", phoned_in.log_call, name="log-call"),
    # /outside/
    path("outside/", outside.outside, name="outside"),
    path("outside/<uuid:pk>/", outside.outcome, name="outside-outcome"),
    path("outside/cases/<uuid:case>/", outside.log, name="log-outside"),
    # /old-log/
    path("old-log/", old_log.confirm_old_log, name="old-log"),
    path("old-log/import/", old_log.import_log, name="import"),
    path("old-log/still-open/", old_log.still_open, name="still-open"),
    # /referrals/<pk>/
    path("referrals/<uuid:pk>/", one.referral, name="referral"),
    path("referrals/<uuid:pk>/sent/", one.sent, name="sent"),
    path("referrals/<uuid:pk>/seen-by/", seen_by.who_has_seen, name="seen-by"),
    path("referrals/<uuid:pk>/people/", people.people, name="kept-from"),
    path("referrals/<uuid:pk>/people/<uuid:wall>/lift/", people.lift, name="lift-wall"),
    path("referrals/<uuid:pk>/again/", again.again, name="again"),
    path("referrals/<uuid:pk>/accept/", one.accept, name="accept"),
    path("referrals/<uuid:pk>/undo/", one.undo, name="undo"),
    path("referrals/<uuid:pk>/un-accept/", one.unaccept, name="unaccept"),
    path("referrals/<uuid:pk>/connected/", one.connected, name="connected"),
    path("referrals/<uuid:pk>/called/", one.called, name="called"),
    path("referrals/<uuid:pk>/identified/", one.identified, name="identified"),
    path("referrals/<uuid:pk>/put-forward/", putting_forward.put_forward, name="put-forward"),
    path("referrals/<uuid:pk>/take-back/<uuid:body>/", putting_forward.take_back, name="take-back"),
    path("referrals/<uuid:pk>/take-case-back/<uuid:share>/", putting_forward.take_case_back, name="take-case-back"),
    path("referrals/<uuid:pk>/decide/<slug:key>/", one.decide, name="decide"),
]
