import { describe, expect, test } from "vitest";
import { type CompileOptions, compile, HOST } from "../compile.ts";
import { linkHost, type Member } from "./host.ts";

const BASE = {
  name: "shop",
  domains: "[shop.example.com]",
  web: "{ server: nginx }",
  wsgi: "{ server: gunicorn }",
  app: '{ framework: flask, module: "a:b" }',
};
type Keys = Partial<Record<string, string>>;

function member(file: string, keys: Keys, options: CompileOptions = HOST): Member {
  const text = Object.entries({ ...BASE, ...keys })
    .map(([key, value]) => (value === undefined ? "" : `${key}: ${value}\n`))
    .join("");
  const source = { file, text };
  const { value, diagnostics } = compile(source, options);
  if (value === null) throw new Error(JSON.stringify(diagnostics));
  return { source, artifact: value };
}

const OTHER: Keys = { name: "blog", domains: "[blog.example.com]" };

/** What is said of `shop` as it stands, changed by `first`, and `blog`, changed by `second`. */
function clashes(second: Keys, first: Keys = {}): string[] {
  return linkHost([member("a.yaml", first), member("b.yaml", { ...OTHER, ...second })]).map(({ message }) =>
    message.replace("two stacks of one host ", ""),
  );
}

test("two stacks with nothing in common share a host, also through the same nginx", () => {
  expect(clashes({ web: "{ server: nginx, catch_all: false }" })).toEqual([]);
  expect(clashes({ web: "{ server: nginx, listen: { http: 8080, https: 8443 } }" })).toEqual([]);
  const apache = { web: "{ server: apache }" };
  expect(clashes(apache, apache)).toEqual([]);
});

test("nginx has one default server for each address and port; a second is said once, whatever the ports", () => {
  const fault = "are nginx's default server on one port";
  expect(clashes({})).toEqual([fault]);
  expect(clashes({ web: "{ server: nginx, listen: { http: 8080 } }" })).toEqual([fault]);
  const at = (address: string) => ({ web: `{ server: nginx, listen: { addresses: [${address}] } }` });
  expect(clashes(at("192.0.2.1"), at("192.0.2.2"))).toEqual([]);
  expect(clashes(at("192.0.2.1"), at("192.0.2.1"))).toEqual([fault]);
});

test("a shared name is said once, with both places", () => {
  const [only, ...others] = linkHost([member("a.yaml", {}), member("b.yaml", { domains: "[blog.example.com]" })]);
  expect(others).toEqual([]);
  expect(only).toMatchObject({ code: "host-clash", message: "two stacks of one host are called shop" });
  expect(only?.span).toMatchObject({ file: "b.yaml", start: { line: 1, column: 7 } });
  expect(only?.related[0]?.span).toMatchObject({ file: "a.yaml", start: { line: 1, column: 7 } });
});

describe.each<[string, string, Keys, Keys?]>([
  ["a domain", "serve shop.example.com", { domains: "[blog.example.com, shop.example.com]" }],
  ["an alias", "serve shop.example.com", { aliases: "[shop.example.com]" }],
  ["a TLS profile", "use port 443 in different ways", { web: "{ server: nginx, tls: { profile: modern } }" }],
  ["a port of two servers", "use port 80 in different ways", { web: "{ server: apache }" }],
  [
    "http and https on a port",
    "use port 8443 in different ways",
    { web: "{ server: nginx, listen: { http: 8443, https: 443 } }" },
    { web: "{ server: nginx, listen: { http: 80, https: 8443 } }" },
  ],
  [
    "a port of two Node servers",
    "use port 80 in different ways",
    { web: "{ server: node }", wsgi: "{ server: gateway }" },
    { web: "{ server: node }", wsgi: "{ server: gateway }" },
  ],
  ["a distribution", "are made for different distributions", { target: "{ kind: host, os: debian-13 }" }],
  ["a version", "are made for different versions of nginx", { web: "{ server: nginx, version: 1.26.0 }" }],
  ["a user", "run as the Unix user web", { target: "{ kind: host, user: web }" }, { target: "{ kind: host, user: web }" }],
  [
    "a default server",
    "answer unknown hosts in different ways",
    { web: "{ server: apache, listen: { http: 8080 } }" },
    { web: "{ server: apache }" },
  ],
])("%s", (_what, fault, second, first) => {
  test("clashes", () => expect(clashes(second, first)).toContain(fault));
});

test.each(["gunicorn", "uwsgi"])("a unit clashes: app `api` of shop is what shop-api is, whatever its link (%s)", (server) => {
  const apps =
    '\n  - { name: api, mount: /, wsgi: { server: gunicorn }, framework: flask, module: "a:b" }\n  - { name: admin, mount: /w, wsgi: { server: gunicorn }, framework: flask, module: "a:b" }';
  const shop = member("a.yaml", { wsgi: undefined, app: undefined, apps } as Keys);
  const found = linkHost([shop, member("b.yaml", { ...OTHER, name: "shop-api", wsgi: `{ server: ${server} }` })]);
  expect(found.map(({ message }) => message)).toContain("two stacks of one host make systemd/shop-api.service");
});
