"""MoinMoin's Flask application, for the wiki whose instance stands in the state folder."""
import os

from moin.app import create_app

app = create_app(os.path.join(os.environ["STATE_DIRECTORY"], "wikiconfig.py"))
