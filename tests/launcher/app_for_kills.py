"""The project's own Celery application with one more task, and messages that come back soon after a kill."""

import time
from pathlib import Path

from config.celery import app

app.conf.broker_transport_options = {**app.conf.broker_transport_options, "visibility_timeout": 3}


@app.task(name="tests.note")
def note(path: str, number: int) -> None:
    """Write that it began and that it ended, half a second apart."""
    with Path(path).open("a") as file:
        file.write(f"began {number}\n")
        file.flush()
        time.sleep(0.5)
        file.write(f"ended {number}\n")
