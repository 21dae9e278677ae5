/** gateway.json of a small app, its files in one folder. */
import type { Settings } from "../settings.ts";

export function settingsForTest(folder: string): Settings {
  return {
    version: 1,
    name: "shop",
    listen: { socket: `${folder}/app.sock`, mode: "0660", backlog: 64 },
    protocols: ["scgi", "fastcgi"],
    app: {
      link: "wsgi",
      module: "site_app",
      attribute: "application",
      mount: "",
      python: "/usr/bin/python3",
      folder,
      path: [folder],
      environment: [],
      secrets: [],
      secretsFile: `${folder}/no-secrets`,
      health: null,
    },
    workers: {
      min: 1,
      max: 4,
      start: 2,
      bytesEach: 50 * 1024 * 1024,
      threads: 1,
      threadsMax: 4,
      preload: true,
      maxRequests: null,
      maxRequestsJitter: 0,
      maxMemoryBytes: null,
    },
    times: { startS: 10, requestS: 1, streamS: null, streamPaths: [], byPath: [], gracefulS: 5, keepaliveS: 0, bodyTimeS: 5, sendTimeS: 5 },
    limits: { bodyBytes: 1 << 20, headersBytes: 65_536, headerCount: 200, requestLineBytes: 8192 },
    admin: { socket: `${folder}/admin.sock`, mode: "0660" },
    scoreboard: `${folder}/scoreboard`,
    log: { level: "info", requestId: true },
  };
}
