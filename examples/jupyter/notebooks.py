"""Jupyter's server as a Tornado application: all of it but the HTTP server and the signals."""
import os

from jupyter_server.serverapp import ServerApp

STATE = os.environ["STATE_DIRECTORY"]


class Server(ServerApp):
    def init_signal(self):
        """They belong to the server that runs us."""


def make_app():
    notebooks = os.path.join(STATE, "notebooks")
    os.makedirs(notebooks, exist_ok=True)
    # Kernels and their files; HOME may not be there.
    for name in ("JUPYTER_RUNTIME_DIR", "JUPYTER_DATA_DIR", "JUPYTER_CONFIG_DIR", "IPYTHONDIR"):
        os.environ.setdefault(name, os.path.join(STATE, name.lower()))
    server = Server(
        root_dir=notebooks,
        open_browser=False,
        # Requests come by a socket that the web server alone reaches, which has refused other hosts.
        allow_remote_access=True,
    )
    server.initialize(argv=[], new_httpserver=False)
    return server.web_app
