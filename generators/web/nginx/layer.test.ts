import { expect, test } from "vitest";
import { DOT_SEGMENT, EMPTY_SEGMENT } from "../refused-paths.ts";
import { HASHED_NAME } from "../static-files.ts";
import { rateWord } from "./rate.ts";
import { blockOf, sample, sampleOf } from "./site.sample.ts";

const codes = (of: ReturnType<typeof sample>) => of.faults.map(({ code, at }) => `${code} ${at}`);

test.each([
  ["1.22.1", "listen 443 ssl http2;", false],
  ["1.25.1", "listen 443 ssl;", true],
])("http2 is said as nginx %s understands it", (version, listen, directive) => {
  const site = sample(`version: "${version}"`).text("site");
  expect(site).toContain(listen);
  expect(site.includes("    http2 on;")).toBe(directive);
});

test("http2: false is said too where it is a directive", () => {
  expect(sample('version: "1.26.3", tls: { http2: false }').text("site")).toContain("    http2 off;");
  expect(sample("tls: { http2: false }").text("site")).not.toContain("http2");
});

test("an unknown name is refused before a certificate is shown, where nginx can", () => {
  expect(sample().text("default-server")).toContain("ssl_reject_handshake on;");
  const old = sample("", "target: { os: ubuntu-22.04 }").text("default-server");
  expect(old).not.toContain("ssl_reject_handshake");
  expect(old).toMatch(/ssl_certificate +(\S+\/catch-all\.pem);\n +ssl_certificate_key +\1;/);
  expect(old).toContain("return 444;");
});

test("behind an edge that speaks TLS to us its probes reach the app without a name", () => {
  const server = sample("", "edge: { trusted: [10.0.0.0/8], tls: both }").text("default-server");
  expect(server).not.toContain("ssl_reject_handshake");
  expect(blockOf(server, "location = /healthz {")).toContain("fastcgi_pass my_shop_app;");
  expect(sample().text("default-server")).not.toContain("healthz");
});

test("X25519MLKEM768 is offered from OpenSSL 3.5 on", () => {
  expect(sample().text("tls")).toContain("ssl_ecdh_curve X25519:");
  expect(sample("", "target: { os: debian-13 }").text("tls")).toContain("ssl_ecdh_curve X25519MLKEM768:X25519:");
});

test("modern speaks TLS 1.3 alone and names no ciphers", () => {
  const tls = sample("tls: { profile: modern }").text("tls");
  expect(tls).toContain("ssl_protocols TLSv1.3;");
  expect(tls).not.toContain("ssl_ciphers");
});

test("every server of a port shares its protocols and header rules with the default server", () => {
  const { files } = sample("", "aliases: [www.shop.example.com]");
  const servers = [...files]
    .filter(([path]) => path.endsWith("site.conf") || path.endsWith("default-server.conf"))
    .flatMap(([, text]) => text.split("\nserver {").slice(1));
  expect(servers).toHaveLength(4);
  for (const server of servers) {
    expect(server).toContain("connection.conf");
    if (server.includes(" ssl")) expect(server).toContain("/tls.conf");
  }
});

test("a location with a header of its own includes all the others (RULES F3)", () => {
  const rest =
    "app: { framework: wsgi, module: shop, static: { /static/: { folder: s, hashed: true } }, media: { /media/: m, /own/: { folder: o, protected: true } } }";
  const site = sample("errors: { '404': pages/404.html }, maintenance: { page: pages/closed.html }", rest).text("site");
  const blocks = site.split(/\blocation /);
  // An empty one adds nothing: where the headers stand already, that keeps the others from coming twice.
  const own = blocks.filter((block) => block.includes("add_header") && !block.includes('add_header Retry-After ""'));
  expect(own.length).toBeGreaterThanOrEqual(6);
  for (const block of own) expect(block).toMatch(/include \S+headers\.conf;/);
});

test("location and alias end alike, and uploads are caged", () => {
  const rest = "app: { framework: wsgi, module: shop, static: { /static/: s, /favicon.ico: s/favicon.ico }, media: { /media: m } }";
  const { text } = sample("", rest);
  const pairs = [...text("site").matchAll(/location (?:= |\^~ )(\S+) \{\n(?: {8}.*\n)*? {8}alias (\S+);/g)].map(
    ([, url = "", path = ""]) => [url, path],
  );
  expect(pairs).toEqual([
    ["/favicon.ico", "/srv/my-shop/current/code/s/favicon.ico"],
    ["/static/", "/srv/my-shop/current/code/s/"],
    ["/media/", "/var/lib/my-shop/m/"],
  ]);
  expect(text("upload-headers")).toContain("sandbox");
});

test("what only the app hands out is internal, and only then is X-Accel-Redirect heard", () => {
  const own = sample("", "app: { framework: wsgi, module: shop, media: { /own/: { folder: o, protected: true } } }");
  expect(blockOf(own.text("site"), "location ^~ /own/ {")).toContain("internal;");
  expect(own.text("fastcgi")).not.toContain("X-Accel-Redirect");
  expect(sample().text("fastcgi")).toContain("fastcgi_ignore_headers X-Accel-Redirect");
});

test.each([
  ["gateway", "wsgi", "fastcgi", "fastcgi_param REQUEST_SCHEME  $scheme;", 'fastcgi_param HTTP_X_FORWARDED_PROTO "";'],
  ["gateway", "wsgi", "fastcgi", "fastcgi_param REMOTE_ADDR     $remote_addr;", 'fastcgi_param HTTP_X_FORWARDED_HOST "";'],
  ["uwsgi", "wsgi", "uwsgi", "uwsgi_param HTTP_X_FORWARDED_PROTO $scheme;", 'uwsgi_param HTTP_PROXY "";'],
  ["gunicorn", "asgi", "proxy", "proxy_set_header X-Forwarded-Proto $scheme;", 'proxy_set_header X-Forwarded-Ssl "";'],
])("%s is told the truth and nothing a client wrote", (server, framework, file, told, stripped) => {
  const app = sample("", `wsgi: { server: ${server} }\napp: { framework: ${framework}, module: shop }`).text(file);
  expect(app).toContain(told);
  expect(app).toContain(stripped);
  expect(app).not.toMatch(/\$http_host|\$proxy_add_x_forwarded_for|\$http_x_/);
});

test("an edge's headers count only from the edge, and its probes are not redirected", () => {
  const { text } = sample("", "edge: { trusted: [10.0.0.0/8], client_header: CF-Connecting-IP }");
  const site = text("http");
  expect(site).toContain("geo $realip_remote_addr $my_shop_from_edge {");
  expect(blockOf(site, 'map "$my_shop_from_edge:$http_x_forwarded_proto" $my_shop_scheme {')).toContain("default $scheme;");
  expect(blockOf(site, "map $my_shop_scheme $my_shop_to_https {")).toContain('https   "";');
  expect(text("edge")).toContain("real_ip_header CF-Connecting-IP;");
  expect(text("edge")).not.toContain("real_ip_recursive");
  expect(text("fastcgi")).toContain('HTTP_CF_CONNECTING_IP "";');
});

test("an edge that passes TLS through speaks the PROXY protocol on every socket", () => {
  const { text } = sample("", "edge: { trusted: [10.0.0.0/8], tls: web }");
  for (const line of `${text("site")}\n${text("default-server")}`.split("\n").filter((one) => one.includes(" listen ")))
    expect(line).toContain("proxy_protocol");
  expect(text("edge")).toContain("real_ip_header proxy_protocol;");
  expect(text("fastcgi")).toContain("REQUEST_SCHEME  $scheme;");
});

test("Host is one of our names, with the port where browsers see one", () => {
  expect(sample("listen: { https: 8443 }").text("fastcgi")).toContain("HTTP_HOST       shop.example.com:8443;");
  const two = sampleOf(
    'name: s\ndomains: [a.example, "*.a.example"]\nweb: { server: nginx }\nwsgi: { server: gateway }\napp: { framework: wsgi, module: m }',
  );
  expect(two.text("fastcgi")).toContain("HTTP_HOST       $s_name;");
  expect(blockOf(two.text("http"), "map $host $s_name {")).toContain("hostnames;\n    default a.example;\n    *.a.example $host;");
});

test("http and https side by side each have their own port in Host", () => {
  const { text } = sample("listen: { http: 8080, https: 8443 }, tls: { redirect: false }");
  expect(text("fastcgi")).toContain("HTTP_HOST       shop.example.com$my_shop_port_suffix;");
  expect(blockOf(text("http"), "map $scheme $my_shop_port_suffix {")).toBe("    default :8080;\n    https   :8443;");
});

test("a site without an app at / has nothing there, not nginx's welcome page", () => {
  const { text } = sample("", "apps: [{ name: api, mount: /api, framework: wsgi, module: m, wsgi: { server: gateway } }]");
  expect(blockOf(text("site"), "location / {").trim()).not.toBe("");
  expect(text("site")).toContain("    location / {\n        return 404;\n    }");
});

test("empty segments are refused only where access or a rate is ruled by path", () => {
  expect(sample().text("site")).not.toContain(EMPTY_SEGMENT);
  expect(sample("limits: { rate: { /: 5/m } }").text("site")).not.toContain(EMPTY_SEGMENT);
  expect(sample("limits: { rate: { /login: 5/m } }").text("site")).toContain(EMPTY_SEGMENT);
  expect(sample("limits: { rate: { /: 50/m, /login: 5/m } }").text("site")).toContain(EMPTY_SEGMENT);
  expect(sample("access: { /admin: { allow: [10.0.0.0/8] } }").text("site")).toContain(EMPTY_SEGMENT);
});

test.each([
  ["/static/../x", true],
  ["/static/..%2fx", true],
  ["/static/%2E%2e/x", true],
  ["/a%2f..", true],
  ["/.?x", true],
  ["/static../x", false],
  ["/a/.../b", false],
  ["/a/.well-known/b", false],
  ["/x?next=/../y", false],
  ["/%252e%252e/x", false],
])("%s has a dot segment: %s", (target, refused) => {
  expect(new RegExp(DOT_SEGMENT, "i").test(target)).toBe(refused);
});

test.each([
  ["/static/site.5f2d8a1c9b3e.css", true],
  ["/static/main-1a2b3c4d.js", true],
  ["/static/site.css", false],
  ["/static/report-20260401.pdf", false],
  ["/static/jquery-3.7.1.min.js", false],
  ["4f0b3c2d1e5a6978ccdd.png", true],
  ["/static/1700000000000000000000.png", false],
  ["/static/index-BKx3_a1Z.css", true],
  ["/static/app-5Q3XK7AB.js", true],
  ["/static/app-5Q3XK7AB.js.map", true],
  // Might be a hash, and might be two words: asked for again, as any other name.
  ["/static/index-DiwrgTda.js", false],
  ["/static/jquery-migrate.js", false],
  ["/static/index-something.js", false],
  ["/static/OpenSans-SemiBold.woff2", false],
  ["/static/sheet-Web2Lead.js", false],
  ["/static/icon-Size32px.svg", false],
  ["/static/my-My-Form2.css", false],
  ["/static/photo-DSC22345.js", false],
  ["/static/LICENSE-LICENSE2.js", false],
])("%s has a hash in its name: %s", (name, hashed) => {
  expect(new RegExp(HASHED_NAME).test(name)).toBe(hashed);
});

test.each([
  [10, 1, "10r/s"],
  [90, 60, "90r/m"],
  [90, 3600, "1r/m"],
  [59, 3600, null],
])("%i in %i s is %s", (count, perS, word) => {
  expect(rateWord({ count, perS })).toBe(word);
});

test("kept connections end before the server's own, and none are kept where it keeps none", () => {
  const kept = sample("", "wsgi: { server: gateway }\napp: { framework: asgi, module: shop }");
  expect(blockOf(kept.text("http"), "upstream my_shop_app {")).toMatch(/keepalive 256;\n {4}keepalive_timeout 2s;/);
  const gateway = sample();
  expect(blockOf(gateway.text("http"), "upstream my_shop_app {")).toMatch(/keepalive 256;\n {4}keepalive_timeout 2s;/);
  expect(gateway.text("fastcgi")).toContain("fastcgi_keep_conn on;");
  const none = sample('version: "1.30.0"', "wsgi: { server: gunicorn }");
  expect(blockOf(none.text("http"), "upstream my_shop_app {")).toContain("keepalive 0;");
  expect(sample("", "wsgi: { server: gunicorn }").text("http")).not.toContain("keepalive");
});

test("streams and websockets get what they need, and nobody else does", () => {
  const { text } = sample(
    "",
    "wsgi: { server: gunicorn }\napp: { framework: asgi, module: shop, routes: { /events: { stream: true }, /ws: { websocket: true } } }",
  );
  const site = text("site");
  expect(blockOf(site, "location = /events {")).toContain("proxy_buffering off;");
  expect(blockOf(site, "location ^~ /ws/ {")).toContain("proxy_set_header Upgrade $my_shop_upgrade;");
  const rest = blockOf(site, "location / {");
  expect(rest).not.toMatch(/buffering|Upgrade/);
});

test("maintenance closes the app, not the probes, and insiders have no such file", () => {
  const { text } = sample("maintenance: { allow: [10.0.0.1] }");
  const site = text("site");
  expect(blockOf(text("http"), "geo $my_shop_maintenance {")).toBe('    default /srv/my-shop/maintenance;\n    10.0.0.1 "";');
  expect(blockOf(site, "location / {")).toContain("if (-f $my_shop_maintenance) {");
  expect(blockOf(site, "location = /healthz {")).not.toContain("maintenance");
});

test("each link that caches has a zone of its own", () => {
  const { text } = sample("cache: { /: 5s }", "wsgi: { server: gunicorn }");
  expect(text("http")).toContain("proxy_cache_path /var/cache/my-shop/nginx-cache-http ");
  expect(text("site")).toContain("proxy_cache my_shop_cache_http;");
  expect(text("proxy")).toContain('proxy_cache_key "$request_method|$scheme|shop.example.com|$request_uri";');
});

test("long host names get larger buckets, short ones leave the host's settings alone", () => {
  const long = `${"a".repeat(60)}.example.com`;
  expect(sample("", `aliases: [${long}]`).text("http")).toContain("server_names_hash_bucket_size 128;");
  expect(sample().text("http")).not.toContain("hash_bucket_size");
});

test("what nginx cannot do is said", () => {
  expect(codes(sample("compression: { brotli: true }"))).toEqual(["brotli-missing web.compression.brotli"]);
  expect(codes(sample("compression: { brotli: true }, modules: [brotli]"))).toEqual([]);
  expect(codes(sample("limits: { rate: { /reset: 10/h } }"))).toEqual(['rate-too-slow web.limits.rate["/reset"]']);
  expect(codes(sample("limits: { header_count: 50 }"))).toEqual(["no-effect web.limits.header_count"]);
  expect(codes(sample('version: "1.30.0", limits: { header_count: 50 }'))).toEqual([]);
  expect(codes(sample('headers: { set: { X-Price: "5 $usd" } }'))).toContain("cannot-carry web.headers.set.X-Price");
  expect(codes(sample(`headers: { set: { X-${"a".repeat(60)}: x } }`))[0]).toContain("cannot-carry");
  expect(codes(sample(`compression: { types: [text/css, a/${"b".repeat(44)}] }`))).toEqual([]);
  expect(codes(sample(`compression: { types: [text/css, a/${"b".repeat(45)}] }`))).toEqual(["cannot-carry web.compression.types[1]"]);
});

test("a local place is whole, unprivileged and on loopback", () => {
  const { files } = sample("", "", { kind: "local", prefix: "/home/me/run", code: "/home/me/shop", httpPort: 8080, httpsPort: 8443 });
  const all = [...files.values()].join("\n");
  expect(files.get("local/nginx.conf")).toContain("include /home/me/run/release/web/nginx/site.conf;");
  expect(all.replaceAll("/home/me/run/", "")).not.toMatch(/ \/(?:var|run|srv)\//);
  for (const line of all.split("\n").filter((one) => /^ +listen /.test(one))) expect(line).toContain(" 127.0.0.1:8");
});

test("an address that is not denied needs no password where either will do", () => {
  const access = "deny: [10.0.0.1], basic_auth: { users_file: /etc/users }";
  const { text } = sample(`access: { /b: { ${access}, satisfy: any } }`);
  expect(text("site")).toContain("auth_basic $my_shop_realm_1;");
  expect(blockOf(text("http"), "geo $my_shop_allowed_1 {")).toBe("    default 1;");
  expect(blockOf(text("http"), "geo $my_shop_denied_1 {")).toBe("    default 0;\n    10.0.0.1 1;");
  expect(sample(`access: { /b: { ${access} } }`).text("site")).toMatch(/deny 10.0.0.1;\n +auth_basic "[^$]/);
});

test("no output has what makes nginx unsafe by configuration", () => {
  const rest =
    "edge: { trusted: [10.0.0.0/8], tls: both }\naliases: [www.shop.example.com]\napp: { framework: wsgi, module: m, static: { /static/: { folder: s, hashed: true } }, media: { /media/: m } }";
  const { files } = sample(
    "cache: { /a: 5s }, access: { /b: { deny: [10.0.0.1] } }, errors: { 4xx: e.html }, tls: { redirect: false }",
    rest,
  );
  for (const [path, text] of files) {
    // Comments; and the access log, which says what was sent, as it was.
    const lines = text
      .split("\n")
      .filter((line) => !/^(\s*#| {4}'.*'.?$)|^map [$]http_host [$]\w+_log_host |^ {4}default [$]http_host;$/.test(line));
    for (const line of lines) {
      expect(line, path).not.toMatch(/\brewrite\b|\$[0-9]|\$http_host|\$proxy_add_x_forwarded_for/);
      expect(line, path).not.toMatch(/(?:return|add_header|_pass)\b.*\$(?:uri|document_uri)\b/);
      // A map's key that is a pattern says where it begins, but for one of nginx's own words.
      if (!line.includes("upstream_seconds")) expect(line, path).not.toMatch(/^ {4}"?~(?![*]?\^)/);
    }
    expect(text, path).not.toMatch(/\n\n\n|[ \t]\n/);
    expect(
      text.split("\n").every((line) => !line.includes("undefined")),
      path,
    ).toBe(true);
  }
});
