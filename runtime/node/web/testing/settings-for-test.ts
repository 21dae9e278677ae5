/** Settings of a small site, each part replaceable, so that a test states only what it is about. */
import type { App, Location, Serve, Settings } from "../settings.ts";

const BODY_BYTES = 1024 * 1024;

export type Changes = { readonly [Key in keyof Settings]?: Settings[Key] extends object ? Partial<Settings[Key]> : Settings[Key] };

/** The site by https, where the web server leads to it. */
export const HTTPS_SITE = {
  canonical: "shop.example.com",
  domains: ["shop.example.com"],
  aliases: [],
  origin: "https://shop.example.com",
  scheme: "https",
  publicPort: null,
  refusesUnknownHosts: true,
  probedByAddress: false,
  redirectsToHttps: true,
} satisfies Settings["site"];

export function settingsForTest(folder: string, changes: Changes = {}): Settings {
  const base: Settings = {
    version: 1,
    name: "shop",
    listen: { http: 0, https: null, addresses: ["127.0.0.1"] },
    site: {
      canonical: "shop.example.com",
      domains: ["shop.example.com"],
      aliases: ["www.shop.example.com"],
      origin: "http://shop.example.com",
      scheme: "http",
      publicPort: null,
      refusesUnknownHosts: true,
      probedByAddress: false,
      redirectsToHttps: false,
    },
    tls: null,
    edge: null,
    limits: {
      bodyBytes: BODY_BYTES,
      headersBytes: 16_384,
      headerCount: 50,
      requestLineBytes: 4096,
      requestTimeS: 2,
      headerTimeS: 1,
      bodyTimeS: 1,
      sendTimeS: 2,
      keepaliveS: 5,
      connections: null,
    },
    request: { strip: ["Forwarded", "X-Forwarded-Host"], refuse: ["^[^?#]*(/|%2f)([.]|%2e){1,2}(/|%2f|[?#]|$)"] },
    headers: { set: [{ name: "X-Content-Type-Options", value: "nosniff" }], remove: ["Server", "X-Powered-By"], hsts: "max-age=60" },
    compression: { gzip: true, brotli: false, precompressed: true, minBytes: 100, level: 5, types: ["text/plain", "application/json"] },
    files: {
      hashedName: "[.-](?![0-9]{8}[.])[0-9a-f]{8,64}[.][^/]+$",
      hashedCacheControl: "public, max-age=31536000, immutable",
      uploadPolicy: "default-src 'none'",
      types: {
        endings: {
          css: "text/css; charset=utf-8",
          html: "text/html; charset=utf-8",
          ico: "image/x-icon",
          js: "text/javascript; charset=utf-8",
          png: "image/png",
          txt: "text/plain; charset=utf-8",
        },
        names: { "apple-app-site-association": "application/json" },
      },
    },
    errors: [],
    maintenance: { switch: `${folder}/maintenance`, page: null, allow: [], retryAfterS: 600 },
    logs: { access: "json", level: "info", requestId: true, exclude: [] },
    times: { gracefulS: 5 },
    cacheFolder: `${folder}/cache`,
    apps: [appForTest(folder)],
    locations: [locationForTest("/", { kind: "app", app: "app", stream: false, websocket: false })],
  };
  const merged: Record<string, unknown> = { ...base };
  for (const [key, value] of Object.entries(changes)) {
    const before = merged[key];
    merged[key] = isMap(before) && isMap(value) ? { ...before, ...value } : value;
  }
  return merged as Settings;
}

function isMap(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

export function appForTest(folder: string, link: App["link"] = "scgi"): App {
  return { name: "app", link, socket: `${folder}/app.sock`, mount: "", readS: 2, streamS: null, keepaliveS: 0 };
}

export function locationForTest(path: string, serve: Serve, more: Partial<Location> = {}): Location {
  const answered = serve.kind === "app" || serve.kind === "health";
  return { path, exact: false, serve, bodyBytes: BODY_BYTES, readS: answered ? 2 : null, rate: null, access: null, cache: null, ...more };
}
