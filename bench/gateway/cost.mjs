/**
 * What a server adds to the app's own CPU time: all of its processes' time for a request of one page, less what
 * the same call costs in a bare loop. The glue is part of the app here: every server calls it.
 */
import { spawnSync } from "node:child_process";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { measureGroup } from "./rounds.mjs";

const LOOP = `import io, time
from stackc_app import application
def environ():
    return {"REQUEST_METHOD": "GET", "SCRIPT_NAME": "", "PATH_INFO": "/hello", "QUERY_STRING": "", "SERVER_NAME": "bench.example.com", "SERVER_PORT": "80",
            "SERVER_PROTOCOL": "HTTP/1.1", "HTTP_HOST": "bench.example.com", "REMOTE_ADDR": "127.0.0.1", "HTTP_X_REQUEST_ID": "0" * 32,
            "wsgi.url_scheme": "http", "wsgi.input": io.BytesIO(), "wsgi.errors": None, "wsgi.version": (1, 0), "wsgi.multithread": False, "wsgi.multiprocess": True, "wsgi.run_once": False}
def call(count):
    began = time.process_time()
    for _ in range(count):
        found = environ()
        result = application(found, lambda status, headers, exc_info=None: None)
        b"".join(result)
        getattr(result, "close", lambda: None)()
    return (time.process_time() - began) / count * 1e6
call(2000)
print(min(call(3000) for _ in range(7)))
`;
const GROUP = {
  name: "cost nginx raw PyPI",
  front: "nginx",
  app: "raw",
  packages: "PyPI",
  servers: ["gateway", "uwsgi", "gunicorn gthread", "granian"],
};

export async function measureCost(bench, how, say) {
  const cells = await measureGroup(bench, GROUP, { ...how, pages: ["/hello"], clients: [32] }, say);
  const release = readdirSync(bench.folder).findLast((name) => name.startsWith("nginx-gateway-raw-PyPI"));
  const folder = join(bench.folder, release);
  const path = [join(folder, "release/app/app"), join(folder, "release/app/_shared"), join(folder, "code")].join(":");
  const { stdout, stderr, status } = spawnSync(join(bench.venv, "bin/python"), ["-c", LOOP], {
    env: { PYTHONPATH: path },
    encoding: "utf8",
  });
  if (status !== 0) throw new Error(stderr);
  const bareUs = Number(stdout);
  return cells.map(({ server, appUs, webUs }) => ({ server, appUs, webUs, bareUs, addedUs: appUs - bareUs }));
}
