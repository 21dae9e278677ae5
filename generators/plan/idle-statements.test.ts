/** A key that is stated for a path and cannot hold there is never passed over in silence. */
import { expect, test } from "vitest";
import { compile, HOST } from "../compile.ts";

const FILES = "static: { /static/: static }, media: { /media/: media }";

function idle(web: string, app: string): readonly string[] {
  const text = `name: shop
domains: [shop.example.com]
web: { server: nginx, ${web} }
wsgi: { server: gateway }
app: { framework: asgi, module: shop, ${app} }
`;
  return compile({ file: "stack.yaml", text }, HOST).diagnostics.map(
    ({ code, message }) => `${code} ${message.split(" has no effect")[0]}`,
  );
}

test.each([
  ["access: { /healthz: { deny: [192.0.2.0/24] } }", FILES, 'web.access["/healthz"]'],
  ["limits: { rate: { /healthz: 1/s } }", FILES, 'web.limits.rate["/healthz"]'],
  ["cache: { /up: 1s }", "health: { path: /up }", 'web.cache["/up"]'],
  ["", `${FILES}, routes: { /healthz: { request_time: 2s } }`, 'app.routes["/healthz"]'],
  ["", `${FILES}, routes: { /static/big: { body: 1GB } }`, 'app.routes["/static/big"]'],
  ["", `${FILES}, routes: { /media/: { stream: true } }`, 'app.routes["/media/"]'],
  ["cache: { /static/: 10s }", FILES, 'web.cache["/static/"]'],
  ["cache: { /events/now: 10s }", "routes: { /events: { stream: true } }", 'web.cache["/events/now"]'],
  ["cache: { /ws: 10s }", "routes: { /ws: { websocket: true } }", 'web.cache["/ws"]'],
])("%s beside %s", (web, app, at) => {
  expect(idle(web, app)).toEqual([`no-effect ${at}`]);
});

test("what holds for some of a path's rows is no fault", () => {
  const web =
    "cache: { /: 10s, /static: 10s }, access: { /: { deny: [192.0.2.1] }, /static/: { deny: [192.0.2.2] } }, limits: { rate: { /: 9/s } }";
  expect(idle(web, `${FILES}, health: { path: /static/healthz }, routes: { /media: { body: 1GB }, /events: { stream: true } }`)).toEqual(
    [],
  );
});
