from django.apps import AppConfig

from audit.kinds import register_kinds


class AuditConfig(AppConfig):
    name = "audit"

    def ready(self) -> None:
        register_kinds(
            {
                "door.refused": "was refused a page",
                "door.missed": "asked for a page that is not there for them",
                "words.opened": "opened {codes}",
                "words.broken": "could not open {codes}: what is stored does not fit its record",
                "ledger.searched": "searched the ledger",
                "ledger.exported": "exported part of the ledger",
                "ledger.copied": "copied the ledger, or an event of it, to a file",
                "ledger.checkpoint_taken": "took the newest checkpoint of the ledger",
            }
        )
