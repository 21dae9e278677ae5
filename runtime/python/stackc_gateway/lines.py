"""JSON lines over a descriptor, both ways. Rule: a line is whole or it does not exist; a reader never blocks."""
import json
import os

LINE_MAX = 1 << 20


def send_line(descriptor, **message):
    """Blocking, in one piece. Raises OSError when nobody reads any more."""
    data = json.dumps(message, separators=(",", ":")).encode("ascii") + b"\n"
    while data:
        data = data[os.write(descriptor, data) :]


class LineReader:
    """Feed it when its descriptor is readable."""

    def __init__(self, descriptor):
        self.descriptor = descriptor
        self.held = b""
        self.ended = False
        self.overflowed = False  # then its writer, who goes on, is of no more use

    def read(self):
        """-> whole lines (bytes, without their ends) that have come."""
        try:
            data = os.read(self.descriptor, 65536)
        except BlockingIOError:
            return []
        except OSError:
            data = b""
        if not data:
            self.ended = True
            return []
        *lines, self.held = (self.held + data).split(b"\n")
        if len(self.held) > LINE_MAX:
            self.held, self.ended, self.overflowed = b"", True, True
        return lines


def parse_line(line):
    """-> dict, or None for anything else."""
    try:
        message = json.loads(line)
    except ValueError:
        return None
    return message if isinstance(message, dict) else None
