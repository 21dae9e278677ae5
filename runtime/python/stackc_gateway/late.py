"""Whether a request has taken longer than it may. Pure."""


def is_late(settings, start_ns, streaming, limit_ms, now_ns):
    """`limit_ms`: of its path, as its thread wrote it; 0 where no path has a time of its own."""
    limit_s = limit_ms / 1000 if limit_ms else settings.stream_s if streaming else settings.request_s
    return start_ns != 0 and limit_s is not None and now_ns - start_ns > limit_s * 1e9
