from django.apps import AppConfig

from audit.kinds import register_kinds


class CasesConfig(AppConfig):
    name = "cases"

    def ready(self) -> None:
        register_kinds(
            {
                "case.kept_from": "kept {codes} from somebody",
                "case.opened_again": "let somebody see {codes} again",
                "case.shared": "shared all of {codes} at their desk with a subcommittee",
                "case.taken_back": "took {codes} back from a subcommittee",
                "case.walls_read": "looked at whom {codes} is kept from",
            }
        )
