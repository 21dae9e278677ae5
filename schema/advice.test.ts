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
  [{ wsgi: "{ server: uvicorn }" }, "an ASGI app is run by gateway or gunicorn, each with uvicorn as its worker"],
  [{ wsgi: "{ server: gunicron }" }, "did you mean gunicorn?"],
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
