/** What people are told who write one word where a map is wanted, or another tool's word: fixtures/errors/ has the faults themselves. */
import { expect, test } from "vitest";
import { parse } from "./parse.ts";
import { validate } from "./validate.ts";

const PARTS: Readonly<Record<string, string>> = {
  name: "shop",
  domains: "[shop.example.com]",
  web: "{ server: nginx }",
  wsgi: "{ server: gunicorn }",
  app: "{ framework: flask, module: shop }",
};

function advice(parts: Readonly<Record<string, string>>): readonly (string | null)[] {
  const text = Object.entries({ ...PARTS, ...parts })
    .map(([key, value]) => `${key}: ${value}\n`)
    .join("");
  const { value, diagnostics } = parse({ file: "stack.yaml", text });
  return (value === null ? diagnostics : validate(value).diagnostics).map(({ help }) => help);
}

const app = (keys: string) => ({ app: `{ framework: flask, module: shop, ${keys} }` });
const web = (keys: string) => ({ web: `{ server: nginx, ${keys} }` });

test.each([
  [app("health: /up"), "write health: { path: /up }"],
  [app("static: /assets"), "write static: { /static/: assets }"],
  [app("env: [DEBUG=1]"), "write names and values: { DEBUG: false }"],
  [app("secrets: { SECRET_KEY: abc }"), "write the names alone, in a list: [SECRET_KEY]; values stay on the host"],
  [app("health_check: /up"), "app.health.path is the URL path of the health check"],
  [web("tls: letsencrypt"), "write tls: { certificate: letsencrypt }"],
  [web("listen: 8080"), "write listen: { http: 8080 }"],
  [web("tls: { certificate: self-signed }"), "write internal"],
  [web("tls: { profile: old }"), "write intermediate: Mozilla's guideline has no older one any more"],
  [web("headers: { csp: x }"), "web.headers.content_security_policy is the policy"],
  [web("cache: { /: { time: 1s, stale: 0 } }"), "write 0s"],
  [web("limits: { request_time: 0s }"), "a length of time is more than nothing: 1s, 30s"],
  [{ target: "ubuntu-24.04" }, "write target: { os: ubuntu-24.04 }"],
  [{ target: "docker" }, "write host, or a map: { os: debian-12 }"],
  [{ target: "{ os: ubuntu-20.04 }" }, "write debian-12, debian-13, ubuntu-24.04 or ubuntu-22.04"],
  [{ target: "{ os: bookworm }" }, "write debian-12"],
  [{ wsgi: "{ server: uvicorn }" }, expect.stringMatching(/^write gateway, .* or mod_wsgi: this one runs ASGI apps, and the app is none$/)],
  [
    { wsgi: "{ server: hypercorn }", app: "{ framework: asgi, module: shop }" },
    expect.stringMatching(/^an ASGI app is run by gateway[^:]* or [^:]*$/),
  ],
  [web("limits: { body: false }"), "there is no size without a limit: write a large one, 100GB"],
  [web("limits: { request_time: false }"), "there is no time without a limit: write a long one, 1h"],
  [web("access: { /i: { deny: all } }"), "write both: [0.0.0.0/0, ::/0]; or allow who may, and all others are denied: allow: [127.0.0.1]"],
  [web("access: { /i: { deny: [all] } }"), expect.stringMatching(/^write both: /)],
  [web("access: { /i: { allow: 10.0.0.0/8 } }"), "write a list: [10.0.0.0/8]"],
  [web("access: { /i: { allow: localhost } }"), "write 127.0.0.1"],
  [{ edge: "{ trusted: cloudflare }" }, "write the networks that its provider publishes: trusted: [192.0.2.0/24]"],
  [app("routes: { '~ ^/api/[0-9]+/': { stream: true } }"), "there are no patterns: a path covers all below it, /api say"],
  [web("tls: { hsts: { max_age: 31536000 } }"), "a length of time needs a unit: 365d, if these are seconds"],
  [web("proxy: http://x"), expect.stringMatching(/^other servers cannot be reached by a path/)],
  [app("routes: { /x: { proxy: y } }"), expect.stringMatching(/^other servers cannot be reached by a path/)],
  [web("upstreams: {}"), expect.stringMatching(/^other servers cannot be reached by a path/)],
  [web("include: x"), expect.stringMatching(/^nothing is included/)],
  [web("status: /s"), expect.stringMatching(/^there is no status page/)],
  [web("tls: { versions: [TLSv1.2] }"), "TLS's versions and ciphers follow from tls.profile: modern or intermediate"],
  [app("static: { /s/: { folder: s, listing: true } }"), "folders are never listed: an app can make such a page"],
  [app("routes: { /api: { headers: {} } }"), "there are no headers by path: the app sends them; web.headers has those of every answer"],
  [{ wsgi: "{ server: uwsgi, processes: 4 }" }, "wsgi.workers is the number of worker processes"],
  [{ web: "{ server: apache2 }" }, "write apache"],
  [web("limits: { rate: { /: 5/min } }"), "write 5/m"],
  [web("limits: { rate: { /: 10r/s } }"), "write 10/s"],
  [{ domains: '["*"]' }, expect.stringMatching(/^each name is listed/)],
  [{ domains: "https://shop.example.com/" }, "write the name alone, in lower case: shop.example.com"],
  [{ name: "5" }, expect.stringMatching(/^a name has lower case letters/)],
  [{ wsgi: "{ server: gunicron }" }, "did you mean gunicorn?"],
  [{ wsgi: "{ server: django }" }, expect.stringMatching(/^django is a framework: write it there, and here gateway, .* or mod_wsgi$/)],
  [{ wsgi: "{ server: Tornado }" }, expect.stringMatching(/^tornado is a framework: write it there, and here gateway[^:]* or [^:]*$/)],
  [{ wsgi: "{ server: wsgi }" }, "did you mean uwsgi?"],
  [{ app: "{ framework: fastapi, module: shop }" }, "write asgi: it is any app of that interface"],
  [{ edge: "{ kind: cloudflare, trusted: [192.0.2.1] }" }, "write cdn, and its networks under trusted"],
  [{ processes: "[celery]" }, "give each a name: { worker: celery -A shop worker }"],
  [{ schedule: '{ a: { command: x, at: "5 3 * * *" } }' }, 'write "03:05"'],
  [{ schedule: "{ a: { command: x, at: '*/5 * * * 1' } }" }, expect.stringMatching(/^this is crontab's form: write hourly/)],
  [{ hooks: '{ build: ["NODE_ENV=production npm run build"] }' }, "no shell runs it: environment variables stand in env"],
])("%j", (parts, help) => {
  expect(advice(parts)).toEqual([help]);
});

test("a file of UTF-16 is one fault, not one a letter", () => {
  for (const encoding of ["utf16le", "utf16be"] as const) {
    const bytes = Buffer.from("\ufeffname: shop\ndomains: [shop.example.com]\n", "utf16le");
    const text = new TextDecoder().decode(encoding === "utf16le" ? bytes : bytes.swap16());
    const { diagnostics } = parse({ file: "stack.yaml", text });
    expect(diagnostics.map(({ code, message }) => [code, message])).toEqual([["yaml-not-utf8", "the file is UTF-16, not UTF-8"]]);
  }
});
