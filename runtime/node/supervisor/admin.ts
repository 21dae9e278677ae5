/** The admin socket: GET /metrics, GET /status, POST /reload. Who may connect is the file's mode; nothing is asked. */
import { chmodSync, lstatSync, unlinkSync } from "node:fs";
import { createServer, type Server, type ServerResponse } from "node:http";

export type Admin = {
  readonly metrics: () => string;
  readonly status: () => unknown;
  /** Called once, with the way to answer. */
  readonly reload: (answer: (served: boolean, detail: string) => void) => void;
};

/** The keeper holds the lock by now: whatever socket lies here is nobody's. */
export function openAdmin(path: string, mode: string, admin: Admin, fault: (error: Error) => void): Server {
  removeStale(path);
  const server = createServer((request, response) => {
    const route = routes.find(([method, url]) => method === request.method && url === request.url);
    if (route !== undefined) return route[2](admin, response);
    const known = routes.find(([, url]) => url === request.url);
    if (known === undefined) return send(response, 404, "text/plain", "no such page: /metrics, /status, /reload\n");
    response.setHeader("Allow", known[0]);
    send(response, 405, "text/plain", `use ${known[0]}\n`);
  });
  server.on("error", fault);
  server.listen(path, () => chmodSync(path, Number.parseInt(mode, 8)));
  return server;
}

type Route = readonly [method: string, url: string, serve: (admin: Admin, response: ServerResponse) => void];

const routes: readonly Route[] = [
  ["GET", "/metrics", (admin, response) => send(response, 200, "text/plain; version=0.0.4; charset=utf-8", admin.metrics())],
  ["GET", "/status", (admin, response) => send(response, 200, "application/json", `${JSON.stringify(admin.status(), null, 2)}\n`)],
  // Answered when the new generation serves, or with what it died of.
  [
    "POST",
    "/reload",
    (admin, response) => admin.reload((served, detail) => send(response, served ? 200 : 500, "text/plain; charset=utf-8", `${detail}\n`)),
  ],
];

function send(response: ServerResponse, status: number, type: string, body: string): void {
  response.writeHead(status, { "Content-Type": type, "Content-Length": Buffer.byteLength(body), Connection: "close" });
  response.end(body);
}

function removeStale(path: string): void {
  try {
    if (lstatSync(path).isSocket()) unlinkSync(path);
  } catch {
    // Nothing lies there.
  }
}
