"""The app that every server in the comparison serves: one page a misbehaviour, as in fixtures/gateway/apps."""
import os
import time

HELD = []


def app(environ, start_response):
    path = environ["PATH_INFO"]
    environ["wsgi.input"].read(int(environ.get("CONTENT_LENGTH") or 0))
    if path == "/hang":
        while True:
            time.sleep(0.01)
    if path == "/slow":
        time.sleep(0.5)
    if path == "/die":
        os.kill(os.getpid(), 9)
    if path == "/leak":
        HELD.append(os.urandom(1) * (60 << 20))
    if path == "/short":
        start_response("200 OK", [("Content-Type", "text/plain"), ("Content-Length", "100")])
        return [b"ten bytes."]
    if path == "/inject":
        start_response("200 OK", [("Content-Type", "text/plain"), ("X-A", "a\r\nX-Injected: b")])
        return [b"injected"]
    body = b"%d" % os.getpid()
    start_response("200 OK", [("Content-Type", "text/plain"), ("Content-Length", str(len(body)))])
    return [body]


application = app
