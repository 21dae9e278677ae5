/** Faults that only a host has. */
import { expect, test } from "vitest";
import { host } from "./layer.ts";
import { sample } from "./sample.ts";

const stack = (more: string, app = "") => `name: shop
domains: [shop.example.com]
web: { server: nginx }
wsgi: { server: gunicorn }
app: { framework: wsgi, module: "shop:app"${app} }
${more}`;

const codes = (text: string, place?: Parameters<typeof sample>[2]) =>
  sample(host, text, place).faults.map(({ code, at }) => `${code} ${at}`);

test("a plain stack has none", () => {
  expect(codes(stack(""))).toEqual([]);
});

test("what services cannot see", () => {
  expect(codes(stack("", ", python: /home/ada/venv/bin/python"))).toEqual(["hidden-folder app.python"]);
});

const APP = "shop:app";
/** What lies where no service sees it, whichever key names it. */
test.each([
  ["wsgi.command", stack("").replace("server: gunicorn", "server: gunicorn, command: /root/.local/bin/gunicorn")],
  ['app.media["/m/"]', stack("", ", media: { /m/: /home/ann/media }")],
  ['app.static["/s/"]', stack("", ", static: { /s/: /home/ann/static }")],
  ['app.static["/f.ico"]', stack("", ", static: { /f.ico: /run/user/1000/f.ico }")],
  ["processes.w.command", stack("processes: { w: /home/ann/bin/worker }")],
  ["schedule.s.command", stack("schedule: { s: { command: [/tmp/tidy, --all], at: daily } }")],
  [
    'web.access["/x"].basic_auth.users_file',
    stack("").replace("server: nginx", "server: nginx, access: { /x: { basic_auth: { users_file: /root/users } } }"),
  ],
])("%s", (at, text) => {
  expect(text).toContain(APP);
  expect(codes(text)).toEqual([`hidden-folder ${at}`]);
});

test("a person's own machine has no sandbox", () => {
  expect(
    codes(stack("", ", python: /home/ada/venv/bin/python"), {
      kind: "local",
      prefix: "/home/ada/x",
      code: "/home/ada",
      httpPort: 1,
      httpsPort: 2,
    }),
  ).toEqual([]);
});

test.each(["/", "/etc/shop", "/usr/share/pictures", "/var/lib", "/srv", "/srv/shop/current/code/media", "/usr//share"])(
  "media in %s, which is not the app's",
  (folder) => {
    expect(codes(stack("", `, media: { /m/: ${folder} }`))).toContain('media-not-own app.media["/m/"]');
  },
);

test.each(["/srv/uploads", "/var/lib/other/x", "/mnt/nfs"])("media in %s", (folder) => {
  expect(codes(stack("", `, media: { /m/: ${folder} }`))).toEqual([]);
});

test("more names than a certificate holds", () => {
  const names = (count: number): string => Array.from({ length: count }, (_, i) => `n${i}.example.com`).join(", ");
  expect(codes(stack(`aliases: [${names(99)}]`))).toEqual([]);
  expect(codes(stack(`aliases: [${names(100)}]`))).toEqual(["acme-many-names domains"]);
  expect(codes(stack(`aliases: [${names(100)}]`).replace("server: nginx", "server: nginx, tls: { certificate: internal }"))).toEqual([]);
});

test("a wildcard that no webroot can prove", () => {
  expect(codes(stack("").replace("[shop.example.com]", '[example.com, "*.example.com"]'))).toEqual(["acme-wildcard domains"]);
});

test("a socket's path that the kernel cuts", () => {
  const place = (length: number) =>
    ({
      kind: "local",
      prefix: `/${"x".repeat(length - "/run/shop/app.http.sock".length - 1)}`,
      code: "/c",
      httpPort: 1,
      httpsPort: 2,
    }) as const;
  expect(codes(stack(""), place(107))).toEqual([]);
  expect(codes(stack(""), place(108))).toEqual(["socket-path-long app.name"]);
});
