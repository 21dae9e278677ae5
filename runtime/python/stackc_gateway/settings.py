"""keeper.json, read once per generation. Rule: an unknown key or a wrong type is an error, never a default.

keeper.schema.json describes each key; a test compares it with the table here. Units stand last in a name.
"""
import json

_INT = (int, type(None))
_NUMBER = (int, float, type(None))
# key -> (types, default); a key without a default must be there.
KEYS = {
    "module": (str,),
    "name": (str, "application"),
    "factory": (bool, False),
    "interface": (str, "wsgi"),
    "root": (str, "."),
    "path": (list, ()),
    "mount": (str, ""),
    "socket": (str, ""),
    "socket_mode": (str, "660"),
    "backlog": (int, 512),
    "scoreboard": ((str, type(None)), None),
    "workers": (int, 2),
    "workers_max": (_INT, None),
    "threads": (int, 1),
    "title": (str, ""),
    "protocols": (list, ("fastcgi", "scgi", "uwsgi")),
    "preload": (bool, True),
    "max_requests": (_INT, None),
    "max_requests_jitter": (_INT, None),
    "max_memory_bytes": (_INT, None),
    "request_s": (_NUMBER, 30),
    "stream_s": (_NUMBER, None),
    "stream_paths": (list, ()),
    "by_path": (list, ()),
    "keepalive_s": (_NUMBER, None),
    "body_time_s": ((int, float), 60),
    "send_time_s": (_NUMBER, None),
    "body_bytes": (_INT, None),
    "headers_bytes": (_INT, None),
    "header_count": (_INT, None),
    "request_line_bytes": (_INT, None),
    "graceful_s": ((int, float), 30),
    "idle_close_s": ((int, float), 0),
    "start_s": ((int, float), 60),
    "settle_s": ((int, float), 1),
    "health": ((dict, type(None)), None),
    "log_level": (str, "info"),
    "log_request_id": (bool, True),
}
INTERFACES = ("wsgi", "tornado", "asgi")


class BadSettings(Exception):
    """The message names the key."""


class Settings:
    """One attribute per key."""

    def __init__(self, found):
        if not isinstance(found, dict):
            raise BadSettings("the settings are no map")
        for key in found:
            if key not in KEYS:
                raise BadSettings("unknown key %r" % key)
        for key, (types, *default) in KEYS.items():
            if key in found:
                value = found[key]
                if not isinstance(value, types) or (isinstance(value, bool) and types is not bool):
                    raise BadSettings("%s has the wrong type" % key)
            elif default:
                value = default[0]
            else:
                raise BadSettings("%s is missing" % key)
            setattr(self, key, value)
        self._check()

    def _check(self):
        if self.interface not in INTERFACES:
            raise BadSettings("interface must be one of %s" % ", ".join(INTERFACES))
        if self.workers < 1 or not 1 <= self.threads <= 64:
            raise BadSettings("workers must be at least 1, threads 1 to 64")
        self.workers_max = max(self.workers_max or 0, self.workers)
        self.stream_paths = tuple(self.stream_paths)
        if not all(isinstance(row, dict) and set(row) == {"path", "exact", "seconds"} for row in self.by_path):
            raise BadSettings("by_path has maps of path, exact and seconds")
        self.socket_mode = int(self.socket_mode, 8)


def read_settings(path):
    """Raises BadSettings, OSError."""
    with open(path, encoding="utf-8") as source:
        try:
            return Settings(json.load(source))
        except ValueError as fault:
            raise BadSettings("%s: %s" % (path, fault)) from None
