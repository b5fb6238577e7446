"""Where this installation keeps what it runs on: one git-ignored folder and its `services.json`.

The launcher writes that file (0600) when it sets the services up; every other process reads it, so that
`manage.py` in a second shell needs no environment variable. It holds passwords, never the keyring.
"""

import json
import os
from pathlib import Path
from typing import Any, cast

PROJECT = Path(__file__).resolve().parent.parent


class NotSetUp(RuntimeError):
    """The installation has no `services.json` that can be read: most often `script/server` has not run here."""


def home() -> Path:
    """The data folder: `MDT_HOME`, or `var/` beside `manage.py`."""
    return Path(os.environ.get("MDT_HOME") or PROJECT / "var").resolve()


def services() -> dict[str, Any]:
    """What the launcher wrote: database roles, secret keys, installation id.

    Raises:
        NotSetUp: nothing was set up in this folder, or its file is damaged.
    """
    path = home() / "services.json"
    try:
        return cast(dict[str, Any], json.loads(path.read_text(encoding="utf-8")))
    except FileNotFoundError:
        raise NotSetUp(f"Nothing is set up in {home()}. Run script/server first.") from None
    except ValueError:
        raise NotSetUp(f"{path} is damaged. Put it back from a backup.") from None
