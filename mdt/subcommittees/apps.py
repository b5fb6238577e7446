from django.apps import AppConfig


class SubcommitteesConfig(AppConfig):
    name = "mdt.subcommittees"
    label = "subcommittees"

    def ready(self) -> None:
        from audit.kinds import register_kinds
        from mdt.meetings.agenda import register_source
        from mdt.meetings.links import register_item_link
        from mdt.subcommittees import permissions
        from mdt.subcommittees.panels import YourRooms
        from mdt.subcommittees.sources import SubcommitteeReports
        from mdt.subcommittees.taking import link_to_give
        from mdt.team.home import register_panel

        permissions.declare()
        register_item_link(link_to_give)
        register_source(SubcommitteeReports())
        register_panel(YourRooms())
        register_kinds(
            {
                "rooms.listed": "looked at the list of their subcommittees {codes}",
                "room.looked": "looked into the subcommittee {codes}",
                "room.people_looked": "looked at who is in the subcommittee {codes}",
                "queue.given": "gave a subcommittee the item {codes}",
                "queue.taken": "took on the item {codes} of their subcommittee",
                "queue.assigned": "gave a member of their subcommittee the item {codes}",
                "queue.looked": "looked at the item {codes} of their subcommittee",
                "queue.reported": "reported back from a subcommittee {codes}",
                "queue.returned": "gave back an item of a subcommittee {codes}",
            }
        )
