"""What a request's path says of its time, written on the scoreboard for whoever watches: is it a stream, how long may it take.

Two plain stores a request, and only where a path of the app has a time of its own.
"""
from .board import KIND, LIMIT


def mark_paths(app, settings, words):
    """`words`: the slot of the thread that calls this app."""
    if not settings.stream_paths and not settings.by_path:
        return app
    streams, limit_of = _is_below(settings.stream_paths), _limits(settings)

    def marking(environ, start_response):
        path = environ["SCRIPT_NAME"] + environ["PATH_INFO"]
        words[KIND] = streams(path)
        words[LIMIT] = limit_of(path)
        return app(environ, start_response)

    return marking


def _is_below(paths):
    below = tuple(path.rstrip("/") + "/" for path in paths)
    return lambda path: path in paths or path.startswith(below)


def _limits(settings):
    """-> a function: milliseconds that a path may take."""
    if not settings.by_path:
        return lambda path: 0
    otherwise = int((settings.request_s or 0) * 1000)
    rows = [(row["path"], row["exact"], row["path"].rstrip("/") + "/", int(row["seconds"] * 1000)) for row in settings.by_path]

    def limit_of(path):
        # The longest path comes first.
        for own, exact, below, limit_ms in rows:
            if path == own or (not exact and path.startswith(below)):
                return limit_ms
        return otherwise

    return limit_of
