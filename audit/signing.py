"""The key that signs checkpoints: a file beside the keyring, made once at set-up, never by the web."""

import os
from pathlib import Path

from audit.note import NoteBroken, SigningKey


class SigningKeyUnavailable(Exception):
    """The signing key is not here or cannot be trusted: nothing is sealed, and nothing is made in its place."""


def read_key(path: Path) -> SigningKey:
    """The key in `path`.

    Raises:
        SigningKeyUnavailable: no such file, open to others, or changed.
    """
    try:
        with path.open(encoding="ascii") as file:
            if os.fstat(file.fileno()).st_mode & 0o077:
                raise SigningKeyUnavailable(f"Other users of this machine may read {path}. Its mode must be 0600.")
            return SigningKey.parse(file.read())
    except FileNotFoundError:
        raise SigningKeyUnavailable(f"The key that signs checkpoints is not in {path}. Put it back.") from None
    except (NoteBroken, UnicodeDecodeError):
        # Python's own words would quote the file.
        raise SigningKeyUnavailable(f"{path} is not complete, or was changed. Put it back from its copy.") from None


def make_key(path: Path, name: str) -> SigningKey:
    """Make the key of the log `name` in `path`, which must not exist yet.

    Raises:
        FileExistsError: there is one already; two processes at once make one key.
    """
    key = SigningKey.make(name)
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    half = path.with_name(f"{path.name}.{os.getpid()}")
    descriptor = os.open(half, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    try:
        with os.fdopen(descriptor, "w", encoding="ascii") as file:
            file.write(key.write() + "\n")
            file.flush()
            os.fsync(file.fileno())
        # A link fails where a rename would replace a key that another process has just made.
        os.link(half, path)
    finally:
        half.unlink()
    return key
