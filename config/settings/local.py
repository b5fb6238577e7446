"""One machine, loopback only: what `script/server` runs. Plain HTTP, so cookies are not marked Secure."""

from config.settings.base import *  # noqa: F403
