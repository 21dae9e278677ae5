"""uvicorn's connections, as loop_end.py asks for them. Its two HTTP protocols (h11, httptools) say by different words where one stands.

Rule: what is not known for certain is not between two requests. A connection that is handed over with half a request read, or with the
rest of a body to come, would make a request of it elsewhere.
"""
import time


class UvicornHeld:
    def __init__(self, connections):
        self.connections = connections  # uvicorn's own set
        self.ended = set()

    def note(self, protocol):
        """Where nothing has been read yet; uvicorn has no word for that."""
        born = time.monotonic()

        def first(data):
            del protocol.data_received
            protocol.data_received(data)

        first.born = born
        protocol.data_received = first
        return protocol

    def open(self):
        return set(self.connections)

    def of(self, scope):
        return next((connection for connection in self.open() if getattr(connection, "scope", None) is scope), None)

    def end(self, connection):
        """A websocket: told once. -> whether it is one"""
        if hasattr(connection, "cycle"):
            return False
        if connection not in self.ended:
            self.ended.add(connection)
            connection.shutdown()
        return True

    def is_fresh(self, connection, seconds):
        first = vars(connection).get("data_received")
        return first is not None and time.monotonic() < first.born + seconds

    def is_over(self, connection):
        """Answered, and nothing of the next request has come; or nothing has been asked."""
        cycle, transport = getattr(connection, "cycle", None), getattr(connection, "transport", None)
        if transport is None or transport.is_closing():
            return False
        if cycle is None:
            return "data_received" in vars(connection)
        # A new message has a new scope from its first byte on (httptools).
        return cycle.response_complete and connection.scope is cycle.scope and not _has_begun(connection)

    def is_between(self, connection):
        if not self.is_over(connection) or connection.transport.get_write_buffer_size():
            return False
        # A body that was not heard to the end is more to come.
        return connection.cycle is None or (connection.cycle.keep_alive and not connection.cycle.more_body)

    def descriptor(self, connection):
        return connection.transport.get_extra_info("socket").fileno()

    def close(self, connection):
        connection.transport.close()


def _has_begun(connection):
    """h11 holds what has come of a head."""
    parser = getattr(connection, "conn", None)
    return bool(getattr(connection, "pipeline", None)) or (parser is not None and str(parser.their_state) == "IDLE" and bool(parser.trailing_data[0]))
