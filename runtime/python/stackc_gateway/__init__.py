"""The gateway's Python side. PROTOCOL.md says how it speaks with its supervisor.

    main     command line, sockets, the keeper's loop
    keep     the keeper: generations, commands, events      states, handle, stop, kept, listen, waiting, reopen, notify, alone
    generation  imports the app once, forks workers         crew, load
    worker   one process                                    asgi_worker, asgi_guard, tornado_worker, health, expire
    serve    one thread: wait, read, answer, account
    answer   one request                                    request, call, exchange, last, files, body, limits
    fastcgi, scgi, uwsgi, headers, pairs                    no I/O at all
    board    what everybody is doing

Imports go down this list only; a test holds it. Standard library only.
"""
