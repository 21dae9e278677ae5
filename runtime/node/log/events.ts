/** Every event that can stand in a log line. A new one is a new row here, with what it means. */

export const EVENTS = {
  // The web server
  "web-listening": "accepts connections",
  "web-settings": "has read its settings anew",
  "web-settings-refused": "could not read its settings anew; the old ones hold",
  "web-users-unreadable": "a password hash of a kind that cannot be checked; the user cannot sign in",
  "web-stopping": "takes no new connection and finishes what it has",
  "web-stopped": "is done",
  "web-fault": "a fault of the web server's own while it answered",
  "app-fault": "a worker could not be reached, died, was late or spoke nonsense",
  "app-error": "what a worker said on its error stream",
  "answer-length": "an answer was shorter or longer than its Content-Length",
  // A worker (runtime/python/stackc_gateway/log.py), and `answer-length`
  "app-failed": "the app raised an exception: its traceback, with the request",
  "request-refused": "a request over a limit was answered with the status that says so",
  "connection-dropped": "what came was no request, or none that came to its end",
  // The supervisor
  starting: "the supervisor starts its keeper",
  ready: "a generation serves",
  "generation-failed": "new code did not start; the old serves on",
  "import-not-shared": "the app's import left open or running what workers cannot share; each imports the app for itself",
  "threads-lost": "the app's import started threads, which no worker has, and listens itself, so it cannot be had twice",
  "generation-retired": "an old generation has finished",
  "worker-started": "a worker accepts requests",
  "worker-ended": "a worker crashed, or its generation did",
  "worker-recycled": "a worker ended after max_requests or max_memory, and is replaced",
  "worker-killed": "a worker was ended for a request past its deadline, or because it stood still, and is replaced",
  "worker-left": "a worker ended as it was asked to: a stop, a reload, fewer workers",
  "request-late": "a request passed its deadline; its worker is about to be replaced",
  "worker-still": "an idle worker gives no sign of life; it is about to be replaced",
  "worker-stuck": "the Python stack of a late request, with its id, or of a worker that did not end",
  "memory-high": "a worker holds more memory than it may; it is about to be replaced",
  "crash-loop": "workers die as they start; the next attempt waits",
  scaled: "the number of workers changed",
  reload: "new code is asked for",
  "logs-reopened": "log files were opened again",
  "logs-kept": "a log file could not be opened again; the old one is written on",
  "environment-missing": "variables that the service manager was to set are not there",
  "keeper-ended": "the keeper is gone; the supervisor ends",
  "keeper-said": "a line of the keeper's own",
  stopping: "takes no new request and finishes what it has",
  stopped: "is done",
  "admin-fault": "a request on the admin socket failed",
  "settings-refused": "the settings cannot be read",
} as const;

export type EventName = keyof typeof EVENTS;
