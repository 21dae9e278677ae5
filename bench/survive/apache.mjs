/** Apache with mod_wsgi's daemon mode: web server and WSGI server in one program. */
import { writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { answers, descendants, start, until } from "./process.mjs";

const MODULES = "/usr/lib/apache2/modules";

export async function startApache(folder, { requestS, gracefulS, memoryBytes, maxRequests }) {
  const port = await freePort();
  const options = [
    ...(requestS ? [`request-timeout=${requestS}`] : []),
    ...(gracefulS ? [`graceful-timeout=${gracefulS} shutdown-timeout=1`] : []),
    ...(memoryBytes ? [`memory-limit=${memoryBytes}`] : []),
    ...(maxRequests ? [`maximum-requests=${maxRequests}`] : []),
  ];
  writeFileSync(
    `${folder}/apache.conf`,
    `ServerRoot ${folder}
ServerName example.com
Listen 127.0.0.1:${port}
PidFile ${folder}/apache.pid
ErrorLog ${folder}/server.log
LoadModule mpm_event_module ${MODULES}/mod_mpm_event.so
LoadModule authz_core_module ${MODULES}/mod_authz_core.so
LoadModule wsgi_module ${MODULES}/mod_wsgi.so
StartServers 1
${process.getuid?.() === 0 ? "User www-data\nGroup www-data" : ""}
ServerLimit 4
MaxKeepAliveRequests 0
GracefulShutdownTimeout ${gracefulS ?? 30}
WSGISocketPrefix ${folder}/wsgi
WSGIDaemonProcess bench processes=2 threads=1 display-name=swork python-path=${folder} ${options.join(" ")}
WSGIScriptAlias / ${folder}/app.py process-group=bench application-group=%{GLOBAL}
<Directory ${folder}>
  Require all granted
</Directory>\n`,
  );
  const words = ["apache2", "-f", `${folder}/apache.conf`, "-DFOREGROUND"];
  const child = start(words, { log: `${folder}/server.log`, cwd: folder, env: { APACHE_RUN_DIR: folder } });
  if (!(await until(() => answers(port), 5000))) throw new Error("Apache did not start");
  return { child, words, web: port };
}

function freePort() {
  return new Promise((resolve) => {
    const server = createServer().listen(0, "127.0.0.1", () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}

/** Its daemon processes, by the name they are given: no longer than `apache2`, whose place it takes. */
export function daemonsOf(master, nameOf) {
  return descendants(master).filter((pid) => nameOf(pid).startsWith("swork"));
}
