from django.apps import AppConfig

from audit.kinds import register_kinds


class CasesConfig(AppConfig):
    name = "cases"

    def ready(self) -> None:
        register_kinds(
            {
                "case.kept_from": "kept {codes} from somebody",
                "case.opened_again": "let somebody see {codes} again",
                "case.walls_read": "looked at whom {codes} is kept from",
            }
        )
