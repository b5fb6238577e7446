"""Numbers with their noun, as code writes them into sentences; templates have `pluralize`."""


def counted(number: int, noun: str) -> str:
    """`1 day`, `2 days`."""
    return f"{number} {noun}{'' if number == 1 else 's'}"
