from wsgiref.util import request_uri


def application(environ, start_response):
    start_response("200 OK", [("Content-Type", "text/plain; charset=utf-8")])
    return [f"{request_uri(environ)} from {environ['REMOTE_ADDR']}\n".encode()]
