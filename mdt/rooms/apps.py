from django.apps import AppConfig


class RoomsConfig(AppConfig):
    name = "mdt.rooms"
    label = "rooms"

    def ready(self) -> None:
        from audit.kinds import register_doors, register_kinds
        from mdt.notices.kinds import register_notice_kinds
        from mdt.rooms.inside import ROOM_DOOR
        from mdt.rooms.notices import KINDS

        register_notice_kinds(*KINDS)
        register_doors({ROOM_DOOR: "as shared with a subcommittee"})
        register_kinds(
            {
                "room.set": "set the purpose and the last day of the subcommittee {codes}",
                "room.ended": "ended the subcommittee {codes}",
                "room.member_named": "let a person into the subcommittee {codes}",
                "room.member_left": "ended a person's place in the subcommittee {codes}",
                "room.ends_soon": "told a chair that the subcommittee {codes} ends soon",
                "room.over": "told a chair that the subcommittee {codes} has ended",
            }
        )
