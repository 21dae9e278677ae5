"""Radicale as a WSGI application: calendars and users in the state folder, which outlives releases."""
import os

from radicale import config
from radicale.app import Application

state = os.environ["STATE_DIRECTORY"]

configuration = config.load()
configuration.update(
    {
        "storage": {"filesystem_folder": os.path.join(state, "collections")},
        "auth": {
            "type": "htpasswd",
            "htpasswd_filename": os.path.join(state, "users"),
            "htpasswd_encryption": "autodetect",
        },
    },
    "this site",
)
application = Application(configuration)
