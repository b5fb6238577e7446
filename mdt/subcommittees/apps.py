from django.apps import AppConfig


class SubcommitteesConfig(AppConfig):
    name = "mdt.subcommittees"
    label = "subcommittees"
