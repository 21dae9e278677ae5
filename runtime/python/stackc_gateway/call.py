"""Call the app once and send what it gives. Rule: close() runs exactly once, whatever happened."""
import sys

from .files import FileWrapper, send_file
from .limits import TooLong
from .log import log_event, log_failure, of_environ

_ERROR_HEADERS = [("Content-Type", "text/plain; charset=utf-8"), ("Cache-Control", "no-store")]


def call_app(app, environ, exchange):
    """-> True when the answer is whole. Never raises but for the worker's own end."""
    try:
        _run(app, environ, exchange)
        if exchange.wrong is None:
            return exchange.done
        log_event("answer-length", of_environ(environ), reason=exchange.wrong)
        return exchange.done
    except BaseException:
        return _fail(environ, exchange)


def _run(app, environ, exchange):
    result = app(environ, exchange.start_response)
    try:
        kind = type(result)
        if kind is list or kind is tuple:
            exchange.whole(result[0] if len(result) == 1 else b"".join(result))
        elif kind is FileWrapper and send_file(exchange, result):
            exchange.finish()
        else:
            for chunk in result:
                exchange.chunk(chunk)
                if exchange.over:
                    break
            exchange.finish()
    finally:
        # PEP 3333: "If the iterable returned by the application has a close() method, the server or
        # gateway must call that method upon completion of the current request, whether the request was
        # completed normally, or terminated early".
        close = getattr(result, "close", None)
        if close is not None:
            close()


def _fail(environ, exchange):
    """PEP 3333, "Error Handling": a traceback in the log; an error page, if nothing has been sent yet."""
    if exchange.gone:
        # The client left. No fault of the app: its iterator was ended and closed.
        return False
    fault = sys.exc_info()[1]
    status = fault.status if isinstance(fault, TooLong) else "500 Internal Server Error"
    if exchange.done or exchange.committed:
        log_failure(of_environ(environ), fault, reason="after the answer's end" if exchange.done else "after the answer had begun: it is cut off")
        return exchange.done
    if isinstance(fault, TooLong):
        log_event("request-refused", of_environ(environ), status=413, reason=str(fault))
    else:
        log_failure(of_environ(environ), fault, status=500)
    exchange.head = None
    try:
        exchange.start_response(status, _ERROR_HEADERS)
        exchange.whole(status[4:].encode("ascii") + b"\n")
    except OSError:
        return False
    exchange.wrong = "the app failed"
    return exchange.done
