"""Addresses of the team floor."""

from django.urls import path

from mdt.team.views import agencies, bodies, desks, home, invitations, leaving, own, people, words

urlpatterns = [
    path("", home.home, name="home"),
    path("leave/", leaving.leave, name="leave"),
    path("sign-out/", leaving.leave, name="account_logout"),
    path("join/<str:secret>/", invitations.accept, name="accept-invitation"),
    path("account/", own.account, name="account"),
    path("account/team/<uuid:place>/", own.switch, name="switch-team"),
    path("account/elsewhere/", own.sign_out_elsewhere, name="end-sessions"),
    path("words/check/", words.check_words, name="check-words"),
    path("people/", people.people, name="people"),
    path("people/invite/", invitations.ask, name="invite"),
    path("people/invited/<uuid:invitation>/again/", invitations.again, name="invite-again"),
    path("people/invited/<uuid:invitation>/withdraw/", invitations.withdraw, name="withdraw-invitation"),
    path("people/<uuid:place>/", people.person, name="person"),
    path("people/<uuid:place>/roles/", people.roles, name="change-roles"),
    path("people/<uuid:place>/turn-off/", people.off, name="turn-off"),
    path("agencies/", agencies.agencies, name="agencies"),
    path("agencies/add/", agencies.add, name="add-agency"),
    path("agencies/<uuid:agency>/", agencies.agency, name="agency"),
    path("agencies/<uuid:agency>/rules/", agencies.bindings, name="change-bindings"),
    path("agencies/<uuid:agency>/suspend/", agencies.suspend, name="suspend-agency"),
    path("agencies/<uuid:agency>/notes/", agencies.notes, name="allow-notes"),
    path("agencies/<uuid:agency>/leave/", agencies.leave, name="leave-team"),
    path("agencies/<uuid:agency>/desks/add/", desks.add, name="add-desk"),
    path("desks/<uuid:desk>/", desks.desk, name="desk"),
    path("desks/<uuid:desk>/close/", desks.close, name="close-desk"),
    path("desks/<uuid:desk>/confirm/<slug:line>/", desks.confirm, name="confirm-line"),
    path("desks/<uuid:desk>/seat/", desks.sit, name="seat"),
    path("desks/<uuid:desk>/unseat/<uuid:person>/", desks.rise, name="unseat"),
    path("groups/", bodies.bodies, name="bodies"),
    path("groups/<uuid:body>/", bodies.body, name="body"),
    path("groups/<uuid:body>/chair/", bodies.chair, name="name-chair"),
    path("groups/<uuid:body>/desks/", bodies.add_desk, name="add-desk-to-body"),
    path("groups/<uuid:body>/desks/<uuid:desk>/remove/", bodies.remove_desk, name="remove-desk-from-body"),
]
