import { expect, test } from "vitest";
import { disguisedNames } from "./disguised-names.ts";
import { sample, sectionOf, vhostsIn } from "./site.sample.ts";
import { windowOf } from "./site.view.ts";

const EDGE = "edge: { trusted: [10.0.0.0/8] }";

test("each port has the site's names, and the aliases in a virtual host that redirects all", () => {
  const hosts = vhostsIn(sample("", "aliases: [www.example.com]").text("site.conf"));
  expect(hosts.map((host) => /ServerName (\S+)/.exec(host)?.[1])).toEqual([
    "shop.example.com:80",
    "www.example.com:80",
    "shop.example.com:443",
    "www.example.com:443",
  ]);
  expect(hosts.map((host) => host.includes("serve.conf"))).toEqual([false, false, true, false]);
});

test("a challenge of the certificate authority is answered before anything is redirected or handed to an app", () => {
  for (const redirect of [true, false]) {
    const [plain = ""] = vhostsIn(sample(`tls: { redirect: ${redirect} }`).text("site.conf"));
    const rule = plain.indexOf('RewriteRule "^/[.]well-known/acme-challenge/" "-" [END]');
    const rest = plain.search(redirect ? /R=301/ : /serve\.conf/);
    const section = plain.indexOf('<Location "/.well-known/acme-challenge/">');
    expect([rule, rest, section]).toEqual([rule, rest, section].sort((a, b) => a - b));
    expect(rule).toBeGreaterThan(0);
  }
});

test("an edge that ends TLS is believed about the scheme, and its health probe gets no redirect", () => {
  const { text } = sample("", EDGE);
  const [host = ""] = vhostsIn(text("site.conf"));
  expect(host).toContain("ServerName https://shop.example.com:443");
  expect(host).toContain('RewriteCond "%{ENV:stackc_https}" "!=on"');
  expect(host).toContain(`RewriteCond expr "reqenv('stackc_edge') != '1' || -n req_novary('X-Forwarded-Proto')"`);
  expect(text("every-vhost.conf")).toContain("RemoteIPInternalProxy 10.0.0.0/8");
  expect(text("default-server.conf")).toContain('<Location "/healthz">');
});

test("an edge that passes TLS through names the client by the PROXY protocol, and strangers are refused", () => {
  const text = sample("", "edge: { trusted: [10.0.0.0/8], tls: web }").text("every-vhost.conf");
  expect(text).toContain("RemoteIPProxyProtocol On");
  expect(text).not.toContain("RemoteIPHeader");
  expect(text).toContain('RewriteCond "%{ENV:stackc_edge}" "!=1"\nRewriteRule "^" "-" [F]');
});

test("without a catch-all the site refuses other names itself", () => {
  const { files, text } = sample("catch_all: false");
  expect(files.has("web/apache/default-server.conf")).toBe(false);
  expect(text("site.conf")).toContain('"!^(shop[.]example[.]com|$.)[.]?(:[0-9]+)?$" [NC]');
});

test("the URL table is written shortest first, since the last section that covers a path wins", () => {
  const serve = sample(
    "access: { /admin: { allow: [10.0.0.0/8] } }",
    "app: { framework: wsgi, module: shop, static: { /static/: static }, routes: { /admin/upload: { body: 1GB } } }",
  ).text("serve.conf");
  const paths = [...serve.matchAll(/^<Location(?:Match)? "([^"]+)">/gm)].map(([, path]) => path);
  expect(paths).toEqual(["/", "/admin", "/static/", "^/healthz$", "/admin/upload"]);
  expect(sectionOf(serve, '<Location "/">').at(-1)).toBe("Require all granted");
  expect(sectionOf(serve, '<Location "/admin/upload">')).toContain("Require ip 10.0.0.0/8");
  expect(sectionOf(serve, '<Location "/static/">')).toContain('ProxyPass "!"');
});

test("an exact path is mapped by ProxyPassMatch: ProxyPass is not a pattern there and would not match", () => {
  expect(sectionOf(sample().text("serve.conf"), '<LocationMatch "^/healthz$">')).toContain(
    'ProxyPassMatch "unix:/run/my-shop/app.fastcgi.sock|fcgi://app-30s"',
  );
});

test("a body is bounded where LimitRequestBody does not reach, behind the proxy", () => {
  const lines = sectionOf(sample("limits: { body: 1MB }").text("serve.conf"), '<Location "/">').join("\n");
  expect(lines).toContain("<If \"req_novary('Content-Length') -gt 1048576\">\nRedirect 413\n</If>");
});

test("satisfy decides between address and password", () => {
  const rule = (satisfy: string) =>
    sample(`access: { /a: { allow: [10.0.0.1], deny: [10.0.0.2], basic_auth: { users_file: /etc/u }, satisfy: ${satisfy} } }`).text(
      "serve.conf",
    );
  expect(sectionOf(rule("any"), '<Location "/a">').slice(-7)).toEqual([
    "<RequireAny>",
    "<RequireAll>",
    "Require not ip 10.0.0.2",
    "Require ip 10.0.0.1",
    "</RequireAll>",
    "Require valid-user",
    "</RequireAny>",
  ]);
  expect(rule("all")).not.toContain("<RequireAny>");
});

test("both sides of an Alias end in a slash; a single file is matched whole", () => {
  const files = sample("", "app: { framework: wsgi, module: shop, static: { /static/: static, /favicon.ico: static/favicon.ico } }").text(
    "files.conf",
  );
  expect(files).toContain('Alias "/static/" "/srv/my-shop/current/code/static/"');
  expect(files).toContain('AliasMatch "^/favicon[.]ico$" "/srv/my-shop/current/code/static/favicon.ico"');
});

test("protected media is 404 to a client, and the app alone may send from its folder", () => {
  const { text } = sample("", "app: { framework: wsgi, module: shop, media: { /private/: { folder: private, protected: true } } }");
  expect(text("serve.conf")).toContain('RewriteRule "^/private/" "-" [R=404]');
  expect(sectionOf(text("serve.conf"), '<Location "/">')).toContain('XSendFilePath "/var/lib/my-shop/private"');
  expect(text("modules")).toContain("xsendfile libapache2-mod-xsendfile\n");
});

test("a site without an app at its root is 404 there, and nowhere below its mounts", () => {
  const rest = "apps: [{ name: api, mount: /api, wsgi: { server: gateway }, framework: wsgi, module: api, health: false }]";
  expect(sample("", rest).text("serve.conf")).toContain('RewriteRule "^/(?!api(?:/|$)|$.)" "-" [R=404]');
});

test.each([
  [
    { count: 5, perS: 60, burst: 10 },
    { count: 11, seconds: 132 },
  ],
  [
    { count: 10, perS: 1, burst: 20 },
    { count: 30, seconds: 3 },
  ],
  [
    { count: 1, perS: 3600, burst: 0 },
    { count: 1, seconds: 3600 },
  ],
])("a rate of %j is counted in a window of the same burst and the same average", (rate, window) => {
  expect(windowOf(rate)).toEqual(window);
});

test("a path counts in its own zone and is refused by that alone; probes never are", () => {
  const { text } = sample("limits: { connections: 5, rate: { /: 9/s, /login: 5/m } }");
  const serve = text("serve.conf");
  expect(sectionOf(serve, '<Location "/login">')).toContain(
    'SetEnvIf Request_URI "^" !my_shop_rate1 my_shop_rate2=1 QS_Cond=my_shop_rate2',
  );
  expect(sectionOf(serve, '<LocationMatch "^/healthz$">')).toContain(
    'SetEnvIf Request_URI "^" !my_shop_rate2 !my_shop_rate1 !QS_Cond !QS_EventRequest',
  );
  expect(text("modules")).toContain("\npcre\nqos libapache2-mod-qos\n");
});

test("behind an edge mod_qos is told who the client is", () => {
  const { text } = sample("limits: { connections: 5 }", EDGE);
  expect(text("site.conf")).toContain("QS_ClientIpFromHeader X-Real-IP");
  expect(text("every-vhost.conf")).toContain("QS_SetReqHeader X-Real-IP stackc_client");
});

test("header names are taken away in every spelling that WSGI reads as one of ours", () => {
  const plan = { trust: { edge: null } } as Parameters<typeof disguisedNames>[0];
  const names = disguisedNames(plan);
  expect(names).toEqual(expect.arrayContaining(["X_Real_IP", "X-Real_IP", "X_Real-IP", "SCRIPT_NAME"]));
  expect(names).not.toContain("X-Real-IP");
  expect(sample().text("every-vhost.conf")).not.toContain("X_Real_IP");
  expect(sample("", "wsgi: { server: gunicorn }").text("every-vhost.conf")).toContain("RequestHeader unset X_Real_IP\n");
});

test("a value that Apache would evaluate is refused", () => {
  const { faults } = sample(
    'headers: { set: { X-A: "expr=%{HTTP_HOST}" } }, access: { /a: { basic_auth: { realm: "%{HTTP_HOST}", users_file: /etc/u } } }',
  );
  expect(faults.map(({ code, at }) => `${code} ${at}`)).toEqual(
    expect.arrayContaining(["cannot-carry web.headers.set.X-A", 'cannot-carry web.access["/a"].basic_auth.realm']),
  );
});

test("an older Apache than we write for is refused", () => {
  expect(sample('version: "2.4.46"').faults.map(({ code }) => code)).toEqual(["apache-too-old"]);
  expect(sample('version: "2.4.47"').faults).toEqual([]);
});

test("a local place has a main file that loads every module the site needs", () => {
  const place = { kind: "local", prefix: "/tmp/p", code: "/home/me/shop", httpPort: 8080, httpsPort: 8443 } as const;
  const { files, text } = sample("", "", place);
  const main = files.get("local/apache2.conf") ?? "";
  for (const module of text("modules").trimEnd().split("\n")) expect(main).toContain(`LoadModule ${module.split(" ")[0]}_module modules/`);
  expect(text("site.conf")).toContain("Listen 127.0.0.1:8443 https");
});

test("no file has a blank at a line's end or two empty lines in a row", () => {
  const rest = `${EDGE}\nwsgi: { server: mod_wsgi }\napp: { framework: flask, module: shop, static: { /s/: s }, media: { /m/: m, /p/: { folder: p, protected: true } }, routes: { /e: { stream: true } } }`;
  const web =
    "limits: { connections: 5, rate: { /login: 5/m } }, cache: { /c: 10s }, errors: { 5xx: e.html }, maintenance: { page: m.html, allow: [10.0.0.1] }, compression: { brotli: true }";
  for (const [path, text] of sample(web, rest).files) expect.soft(text, path).not.toMatch(/[ \t]\n|\n\n\n|\n\n$/);
});

test("the cache is for the app's answers: files are read anew, and browsers are told nothing else of them", () => {
  const { text } = sample(
    "cache: { /: 10s }",
    "app: { framework: asgi, module: shop, static: { /static/: static, /robots.txt: robots.txt }, media: { /media/: media }, routes: { /ws: { websocket: true } } }",
  );
  const serve = text("serve.conf");
  expect(sectionOf(serve, '<Location "/">')).toContain("CacheEnable disk");
  for (const url of ["/static/", "/media/", "/ws"]) {
    const section = sectionOf(serve, `<Location "${url}">`);
    expect(section).toContain("CacheDisable On");
    expect(section.join("\n")).not.toMatch(/CacheEnable|Vary/);
  }
  expect(sectionOf(serve, '<LocationMatch "^/robots[.]txt$">')).toContain("CacheDisable On");
});
