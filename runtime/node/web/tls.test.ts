/** TLS from files, HTTP/2 by ALPN, a certificate for our names alone, and a new one without a restart. */
import { writeFile } from "node:fs/promises";
import { connect as connectTwo } from "node:http2";
import { connect, type TLSSocket } from "node:tls";
import { expect, test } from "vitest";
import { get, statusesOf } from "./testing/raw-client.ts";
import { HTTPS_SITE, locationForTest, settingsForTest } from "./testing/settings-for-test.ts";
import { folderForTest, siteForTest } from "./testing/site-for-test.ts";
import { makeCertificate, tlsForTest } from "./testing/tls-for-test.ts";

function talkTls(port: number, servername: string, bytes: string): Promise<{ text: string; subject: string }> {
  return new Promise((resolve, reject) => {
    const socket: TLSSocket = connect({ port, host: "127.0.0.1", servername, rejectUnauthorized: false }, () => socket.write(bytes));
    let text = "";
    let subject = "";
    socket.on("secureConnect", () => {
      subject = String(socket.getPeerCertificate().subject.CN);
    });
    socket.on("data", (chunk: Buffer) => {
      text += chunk.toString("latin1");
    });
    socket.on("error", reject).on("close", () => resolve({ text, subject }));
  });
}

test("https by HTTP/1.1: the app hears of it, HSTS is sent", async () => {
  const tls = await tlsForTest();
  const { server, worker } = await siteForTest({ tls, site: HTTPS_SITE, listen: { http: 0, https: 0, addresses: ["127.0.0.1"] } });
  const port = server.ports[1]?.port ?? 0;
  const { text } = await talkTls(port, "shop.example.com", get("/", "Connection: close\r\n"));
  expect(statusesOf(text)).toEqual([200]);
  expect(text).toContain("Strict-Transport-Security: max-age=60\r\n");
  expect(Object.fromEntries(worker?.requests[0]?.environ ?? [])).toMatchObject({
    HTTPS: "on",
    REQUEST_SCHEME: "https",
    SERVER_PORT: "443",
    REMOTE_ADDR: "127.0.0.1",
    HTTP_X_FORWARDED_PROTO: "https",
  });
  await expect(talkTls(port, "evil.example", get("/"))).rejects.toThrow();
});

test("HTTP/2: the same answers, upload and all", async () => {
  const tls = await tlsForTest();
  const { server, worker } = await siteForTest({ tls, site: HTTPS_SITE, listen: { http: null, https: 0, addresses: ["127.0.0.1"] } });
  const session = connectTwo(`https://127.0.0.1:${server.ports[0]?.port}`, { servername: "shop.example.com", rejectUnauthorized: false });
  const ask = (headers: Record<string, string>, body = ""): Promise<{ head: Record<string, unknown>; text: string }> =>
    new Promise((resolve, reject) => {
      const stream = session.request({ ":authority": "shop.example.com", ...headers }, { endStream: body === "" });
      let head: Record<string, unknown> = {};
      let text = "";
      stream.on("response", (found) => {
        head = found;
      });
      stream.on("data", (chunk: Buffer) => {
        text += chunk.toString();
      });
      stream.on("end", () => resolve({ head, text })).on("error", reject);
      if (body !== "") stream.end(body);
    });
  const got = await ask({ ":path": "/x", cookie: "a=1", "x-forwarded-for": "6.6.6.6" });
  expect(got.head).toMatchObject({
    ":status": 200,
    "content-type": "text/plain",
    "x-content-type-options": "nosniff",
    "strict-transport-security": "max-age=60",
  });
  expect(got.text).toBe("hello");
  expect((await ask({ ":path": "/y", ":method": "POST" }, "a body")).head[":status"]).toBe(200);
  expect((await ask({ ":path": "/../y" })).head[":status"]).toBe(400);
  expect((await ask({ ":path": "/", ":authority": "evil.example" })).head[":status"]).toBe(421);
  expect(
    worker?.requests.map(({ environ, body }) => [
      environ.get("SERVER_PROTOCOL"),
      environ.get("HTTP_HOST"),
      environ.get("HTTP_X_FORWARDED_FOR"),
      body.toString(),
    ]),
  ).toEqual([
    ["HTTP/2.0", "shop.example.com", "127.0.0.1", ""],
    ["HTTP/2.0", "shop.example.com", "127.0.0.1", "a body"],
  ]);
  session.destroy();
});

test("ACME's challenge is answered over http, all else is sent to https", async () => {
  const folder = await folderForTest();
  const { mkdir } = await import("node:fs/promises");
  await mkdir(`${folder}/.well-known/acme-challenge`, { recursive: true });
  await writeFile(`${folder}/.well-known/acme-challenge/token`, "proof");
  const tls = { ...(await tlsForTest()), acmeWebroot: folder };
  const { port } = await siteForTest({
    tls,
    site: { ...HTTPS_SITE, aliases: ["www.shop.example.com"] },
    listen: { http: 0, https: 0, addresses: ["127.0.0.1"] },
  });
  const ask = async (path: string) => {
    const answer = await fetch(`http://127.0.0.1:${port}${path}`, { redirect: "manual", headers: { Host: "ignored" } });
    return answer.status;
  };
  await expect(ask("/")).rejects.toThrow("fetch failed");
  const { talk, isWhole } = await import("./testing/raw-client.ts");
  for (const host of ["shop.example.com", "www.shop.example.com"]) {
    const { text } = await talk(port, [`GET /.well-known/acme-challenge/token HTTP/1.1\r\nHost: ${host}\r\n\r\n`], isWhole);
    expect(text).toMatch(/^HTTP\/1.1 200[^]*proof$/);
  }
  expect(statusesOf((await talk(port, [get("/.well-known/acme-challenge/../x")], isWhole)).text)).toEqual([400]);
  expect(statusesOf((await talk(port, [get("/")], isWhole)).text)).toEqual([301]);
});

test("a reload takes the new certificate and rules; what is no good changes nothing", async () => {
  const tls = await tlsForTest();
  const changes = { tls, site: HTTPS_SITE, listen: { http: null, https: 0, addresses: ["127.0.0.1"] } };
  const { server, folder } = await siteForTest(changes);
  const port = server.ports[0]?.port ?? 0;
  makeCertificate(tls, "renewed.example.com");
  await server.reload(settingsForTest(folder, changes));
  const { subject } = await talkTls(port, "shop.example.com", get("/", "Connection: close\r\n"));
  expect(subject).toBe("renewed.example.com");
  await writeFile(tls.certFile, "no certificate");
  await expect(
    server.reload(
      settingsForTest(folder, { ...changes, locations: [locationForTest("/", { kind: "file", file: "/x", cacheControl: "" })] }),
    ),
  ).rejects.toThrow();
  const after = await talkTls(port, "shop.example.com", get("/", "Connection: close\r\n"));
  expect(statusesOf(after.text)).toEqual([200]);
});
