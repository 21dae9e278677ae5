"""What Wagtail's production settings read last: where this site keeps its data, and its name."""
import os

DATABASES = {
    "default": {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": os.path.join(os.environ["STATE_DIRECTORY"], "db.sqlite3"),
        # Several workers write.
        "OPTIONS": {"timeout": 20},
    }
}
WAGTAILADMIN_BASE_URL = "https://www.example.com"
