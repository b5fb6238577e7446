"""What can stop the launcher: one exit code and one plain sentence each (the table is in docs/errors.md)."""

import errno
from enum import IntEnum


class Exit(IntEnum):
    """Exit codes of `script/server` and `script/test`; 10 and 11 belong to `script/environment.py`."""

    PACKAGES_NOT_INSTALLED = 12
    ALREADY_RUNNING = 13
    PORT_TAKEN = 14
    DISK_FULL = 15
    KEYRING_MISSING = 16
    KEYRING_DAMAGED = 17
    DATABASE_NEWER = 18
    DATABASE_OLDER = 19
    DATABASE_GONE = 20
    DATABASE_DOWN = 21
    SETTINGS_DAMAGED = 22
    FOLDER_UNUSABLE = 23
    CHILD_FAILING = 24
    NOT_READY = 25
    PORT_UNUSABLE = 26
    SERVER_UNUSABLE = 27
    UNEXPECTED = 70


class Problem(Exception):
    """The launcher cannot go on; `str()` is the sentence a person reads."""

    def __init__(self, code: Exit, sentence: str) -> None:
        super().__init__(sentence)
        self.code = code


_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
_FULL_WORDS = ("No space left on device", "Disk quota exceeded", "File too large")


def disk_full(place: object) -> Problem:
    """The sentence for a disk that took no more bytes at `place`."""
    return Problem(
        Exit.DISK_FULL,
        f"The disk that holds {place} is full. Nothing was lost. Free some space, then start again.",
    )


def from_os_error(error: OSError, place: object) -> Problem:
    """Turn an operating system's error into a sentence: full disk, or a folder that cannot be used."""
    if error.errno in _FULL:
        return disk_full(place)
    reason = (error.strerror or "unknown reason").lower()
    return Problem(Exit.FOLDER_UNUSABLE, f"{error.filename or place} cannot be used: {reason}.")


def says_full(output: str) -> bool:
    """True when a program's output says that the disk is full."""
    return any(words in output for words in _FULL_WORDS)
