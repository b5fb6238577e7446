"""How long a newcomer waits: `script/server` in a fresh clone with an empty home, until the first page."""

import os
import signal
import subprocess
import time
from pathlib import Path


def seconds_to_first_page(project: Path, folder: Path) -> float:
    """Clone, start, and read lines until `Ready:`; the package cache is handed over as it is."""
    clone, home = folder / "clone", folder / "home"
    home.mkdir()
    subprocess.run(["git", "clone", "--quiet", str(project), str(clone)], check=True)
    kept = {name: os.environ[name] for name in ("PATH", "LANG") if name in os.environ}
    kept |= {name: value for name, value in os.environ.items() if name.startswith("PIP_")}
    cache = {"PIP_CACHE_DIR": os.environ.get("PIP_CACHE_DIR", str(Path.home() / ".cache" / "pip"))}
    config = {"PIP_CONFIG_FILE": os.environ.get("PIP_CONFIG_FILE", str(Path.home() / ".config" / "pip" / "pip.conf"))}
    began = time.perf_counter()
    server = subprocess.Popen(
        ["script/server"],
        cwd=clone,
        env=kept | cache | config | {"HOME": str(home), "PORT": "8391"},
        stdout=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    try:
        assert server.stdout is not None
        for line in server.stdout:
            if line.startswith("Ready:"):
                return time.perf_counter() - began
        raise RuntimeError("script/server ended without a page")
    finally:
        server.send_signal(signal.SIGTERM)
        server.wait(timeout=30)
