import { expect, test } from "vitest";
import { sample, textOf } from "../plan.sample.ts";

const stack = (wsgi: string, app = "") => `name: my-shop
domains: [shop.example.com]
web: { server: apache }
wsgi: { server: mod_wsgi, ${wsgi} }
app: { framework: flask, module: shop, ${app} }
`;

const conf = (text: string) => textOf(sample(text), "mod_wsgi/app.conf");

test("how many processes is decided on the host, in a file that root alone writes", () => {
  const text = conf(stack(""));
  expect(text).toContain('IncludeOptional "/etc/my-shop/mod_wsgi-app.conf"');
  expect(text).toContain("<IfDefine !MY_SHOP_APP_PROCESSES>");
  expect(text).toContain("processes=${MY_SHOP_APP_PROCESSES} ");
  expect(conf(stack("workers: 3, threads: 2"))).toContain("processes=3 threads=2 ");
  expect(conf(stack("workers: 3"))).not.toContain("IncludeOptional");
});

test("the processes are the app's own user's on a host, the caller's in a local place", () => {
  expect(conf(stack(""))).toContain("user=my-shop group=my-shop");
  const place = { kind: "local", prefix: "/tmp/p", code: "/home/me/shop", httpPort: 8080, httpsPort: 8443 } as const;
  expect(textOf(sample(stack(""), place), "mod_wsgi/app.conf")).not.toContain("user=");
});

test("every time follows from the request's: a stream's too, or it would be cut (T2)", () => {
  const text = conf(stack("", "routes: { /e: { stream: true } }"));
  expect(text).toContain(" socket-timeout=3600 response-socket-timeout=86400 ");
  // It would count the time that clients take to read.
  expect(text).not.toContain("request-timeout=");
  expect(conf(stack("graceful_time: 50s"))).toContain("graceful-timeout=50 eviction-timeout=50 shutdown-timeout=50");
});

test("only what is stated bounds a process", () => {
  expect(conf(stack("max_requests: 1000, max_memory: 256MB"))).toContain("maximum-requests=1000 \\\n    memory-limit=268435456 \\\n");
  expect(conf(stack(""))).not.toMatch(/maximum-requests|memory-limit/);
});

test("no line ends in a backslash before the last argument's section ends", () => {
  expect(conf(stack(""))).toMatch(/header-buffer-size=65536\n<\/IfDefine>\n$/);
});

test("an interpreter that mod_wsgi cannot run, and a preload that it has no word for, are reported", () => {
  const codes = (text: string) => sample(text).faults.map(({ code, at }) => `${code} ${at}`);
  expect(codes(stack("", "python: /usr/local/bin/python3.13"))).toContain("mod-wsgi-python app.python");
  expect(codes(stack("preload: true"))).toContain("no-effect wsgi.preload");
  expect(codes(stack("", "requirements: requirements.txt"))).toEqual([]);
});
