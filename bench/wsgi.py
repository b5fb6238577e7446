"""The product as gunicorn serves it while it is measured; BENCH_WITHOUT names one layer to leave off."""

import os

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bench.settings")

from django.core.wsgi import get_wsgi_application  # the settings must be named first

application = get_wsgi_application()

from bench import layers

layers.take_off(os.environ.get("BENCH_WITHOUT", ""))
