/**
 * What is measured: sites of one group are asked turn by turn, so that a busy machine slows all of them. A
 * site is a web server, a WSGI server with its documented production settings, and an app; one without a web
 * server is asked directly.
 */
export const WORKERS = 2;
export const CLIENTS = [32, 256];
export const PAGES = ["/hello", "/json"];

/**
 * `wsgi`: what stackc is told. `run`: started in the place of what stackc made, on the same socket. `kept`: nginx keeps
 * connections to it, which makes it faster; stackc has it keep none to gunicorn, which loses a POST on such a one when it stops.
 */
export const SERVERS = {
  gateway: { wsgi: "{ server: gateway, workers: W, threads: 1 }" },
  uwsgi: { wsgi: "{ server: uwsgi, workers: W, threads: 1 }" },
  "gunicorn gthread": { wsgi: "{ server: gunicorn, workers: W, threads: 4 }", kept: true },
  "gunicorn sync": { wsgi: "{ server: gunicorn, workers: W, threads: 1 }" },
  "gunicorn preload": { wsgi: "{ server: gunicorn, workers: W, threads: 4, preload: true }" },
  mod_wsgi: { wsgi: "{ server: mod_wsgi, workers: W, threads: 15 }" },
  // Its own advice for WSGI: one blocking thread for each of a few cores, several for I/O.
  granian: {
    wsgi: "{ server: gunicorn, workers: W, threads: 4 }",
    run: ["granian", "--interface", "wsgi", "--workers", "W", "--blocking-threads", "4", "--no-ws", "--uds", "SOCKET"],
    target: "stackc_app:application",
    kept: true,
  },
};

/** Without a web server: the program alone, on a port of its own. */
export const ALONE = {
  node: { web: "node", wsgi: "{ server: gateway, workers: W, threads: 1 }" },
  "gunicorn gthread": { run: ["gunicorn", "--workers", "W", "--threads", "4", "--bind", "127.0.0.1:PORT"], target: "APP" },
  granian: {
    run: ["granian", "--interface", "wsgi", "--workers", "W", "--blocking-threads", "4", "--host", "127.0.0.1", "--port", "PORT"],
    target: "APP",
  },
  "uvicorn (ASGI)": {
    run: ["uvicorn", "--workers", "W", "--no-access-log", "--log-level", "warning", "--host", "127.0.0.1", "--port", "PORT"],
    target: "raw_asgi:application",
    apps: ["raw"],
  },
};

const BEHIND = {
  nginx: ["gateway", "uwsgi", "gunicorn gthread", "gunicorn sync", "granian"],
  apache: ["gateway", "uwsgi", "gunicorn gthread", "gunicorn sync", "mod_wsgi"],
};

/** `packages`: newest from PyPI, or the distribution's. */
const APPS = [
  { app: "raw", packages: "PyPI" },
  { app: "flask", packages: "PyPI" },
  { app: "django", packages: "PyPI" },
  { app: "flask", packages: "Debian" },
  { app: "django", packages: "Debian" },
];
/** Granian is not in Debian. */
const ONLY_PYPI = ["granian"];

/** -> [{ name, front, app, packages, servers }] */
export function groups() {
  const behind = Object.entries(BEHIND).flatMap(([front, servers]) =>
    APPS.map(({ app, packages }) => ({
      name: `${front} ${app} ${packages}`,
      front,
      app,
      packages,
      servers: servers.filter((server) => packages === "PyPI" || !ONLY_PYPI.includes(server)),
    })),
  );
  const alone = ["raw", "flask", "django"].map((app) => ({
    name: `alone ${app} PyPI`,
    front: "alone",
    app,
    packages: "PyPI",
    servers: Object.keys(ALONE).filter((server) => ALONE[server].apps?.includes(app) ?? true),
  }));
  return [...behind, ...alone];
}
