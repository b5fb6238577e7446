"""Addresses of rooms. Keys are opaque; no name and no word stands in an address."""

from django.urls import path

from mdt.subcommittees.views import giving, items, rooms

urlpatterns = [
    path("subcommittees/", rooms.rooms, name="rooms"),
    # /subcommittees/<body>/
    path("subcommittees/<uuid:body>/", rooms.room, name="room"),
    path("subcommittees/<uuid:body>/purpose/", rooms.purpose, name="room-purpose"),
    path("subcommittees/<uuid:body>/end/", rooms.end, name="end-room"),
    path("subcommittees/<uuid:body>/people/", rooms.people, name="room-people"),
    path("subcommittees/<uuid:body>/leave/", rooms.leave, name="leave-room"),
    path("subcommittees/<uuid:body>/raise/", items.raise_one, name="raise-item"),
    path("subcommittees/people/<uuid:pk>/take-out/", rooms.take_out_member, name="take-out-member"),
    # /subcommittees/items/<pk>/
    path("subcommittees/items/<uuid:pk>/", items.item, name="queue-item"),
    path("subcommittees/items/<uuid:pk>/take/", items.take_one, name="take-queue-item"),
    path("subcommittees/items/<uuid:pk>/assign/", items.assign_one, name="assign-queue-item"),
    path("subcommittees/items/<uuid:pk>/report/", items.report, name="report-queue-item"),
    path("subcommittees/items/<uuid:pk>/give-back/", items.hand_back, name="give-back-queue-item"),
    path("meetings/<uuid:pk>/items/<uuid:item>/subcommittee/", giving.give, name="give-to-subcommittee"),
]
