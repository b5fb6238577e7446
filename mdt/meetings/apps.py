from django.apps import AppConfig


class MeetingsConfig(AppConfig):
    name = "mdt.meetings"
    label = "meetings"
