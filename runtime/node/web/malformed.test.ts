/** What a stranger can send that is no request, or two: refused, closed, and no worker hears of it (RFC 9112). */
import { expect, test } from "vitest";
import { get, statusesOf, talk } from "./testing/raw-client.ts";
import { siteForTest } from "./testing/site-for-test.ts";

const HOST = "Host: shop.example.com\r\n";

const refused: readonly (readonly [name: string, bytes: string, statuses: readonly number[]])[] = [
  ["no request at all", "\x16\x03\x01\x02\x00\x01\x00", [400]],
  ["no version", `GET /\r\n${HOST}\r\n`, [400]],
  ["HTTP/1.2", `GET / HTTP/1.2\r\n${HOST}\r\n`, [505]],
  ["HTTP/2.0 on a connection of HTTP/1", `GET / HTTP/2.0\r\n${HOST}\r\n`, [505]],
  ["HTTP/2.0 with a body", `POST / HTTP/2.0\r\n${HOST}Content-Length: 5\r\n\r\nhello`, [505]],
  ["HTTP/3.0", `GET / HTTP/3.0\r\n${HOST}\r\n`, [505]],
  ["a version that is none", `GET / HTTP/x.1\r\n${HOST}\r\n`, [400]],
  ["a method that Node's parser does not know", `FOO / HTTP/1.1\r\n${HOST}\r\n`, [501]],
  ["a method in small letters", `get / HTTP/1.1\r\n${HOST}\r\n`, [501]],
  ["a method that is none", `F(O / HTTP/1.1\r\n${HOST}\r\n`, [400]],
  ["HTTP/0.9 with fields", `GET / HTTP/0.9\r\n${HOST}\r\n`, [400]],
  ["relative target", `GET index HTTP/1.1\r\n${HOST}\r\n`, [400]],
  ["target with a NUL", `GET /a%00b HTTP/1.1\r\n${HOST}\r\n`, [400]],
  ["target with a raw NUL", `GET /a\0b HTTP/1.1\r\n${HOST}\r\n`, [400]],
  ["target with bad percent", `GET /%zz HTTP/1.1\r\n${HOST}\r\n`, [400]],
  ["target with a fragment", `GET /a#b HTTP/1.1\r\n${HOST}\r\n`, [400]],
  ["dot segment", `GET /a/../b HTTP/1.1\r\n${HOST}\r\n`, [400]],
  ["encoded dot segment", `GET /a/%2e%2E/b HTTP/1.1\r\n${HOST}\r\n`, [400]],
  ["encoded slash before a dot segment", `GET /a%2f..%2fb HTTP/1.1\r\n${HOST}\r\n`, [400]],
  ["no Host", "GET / HTTP/1.1\r\n\r\n", [400]],
  ["two Hosts", `GET / HTTP/1.1\r\n${HOST}${HOST}\r\n`, [400]],
  ["Host with a path", "GET / HTTP/1.1\r\nHost: shop.example.com/x\r\n\r\n", [400]],
  ["Host with a user", "GET / HTTP/1.1\r\nHost: me@shop.example.com\r\n\r\n", [400]],
  ["Host with a blank", "GET / HTTP/1.1\r\nHost: shop.example.com evil\r\n\r\n", [400]],
  ["blank before the colon", `GET / HTTP/1.1\r\n${HOST}X : 1\r\n\r\n`, [400]],
  ["a folded field", `GET / HTTP/1.1\r\n${HOST}X: 1\r\n 2\r\n\r\n`, [400]],
  ["a field without a colon", `GET / HTTP/1.1\r\n${HOST}X\r\n\r\n`, [400]],
  ["a field without a name", `GET / HTTP/1.1\r\n${HOST}: x\r\n\r\n`, [400]],
  ["a field with a NUL", `GET / HTTP/1.1\r\n${HOST}X: a\0b\r\n\r\n`, [400]],
  ["a field with a bare CR", `GET / HTTP/1.1\r\n${HOST}X: a\rb\r\n\r\n`, [400]],
  ["two lengths", `POST / HTTP/1.1\r\n${HOST}Content-Length: 5\r\nContent-Length: 5\r\n\r\nhello`, [400]],
  ["two different lengths", `POST / HTTP/1.1\r\n${HOST}Content-Length: 5\r\nContent-Length: 6\r\n\r\nhello`, [400]],
  ["a list of lengths", `POST / HTTP/1.1\r\n${HOST}Content-Length: 5, 5\r\n\r\nhello`, [400]],
  ["length with a sign", `POST / HTTP/1.1\r\n${HOST}Content-Length: +5\r\n\r\nhello`, [400]],
  ["negative length", `POST / HTTP/1.1\r\n${HOST}Content-Length: -5\r\n\r\nhello`, [400]],
  ["hexadecimal length", `POST / HTTP/1.1\r\n${HOST}Content-Length: 0x5\r\n\r\nhello`, [400]],
  ["length with an underscore", `POST / HTTP/1.1\r\n${HOST}Content-Length: 1_0\r\n\r\nhello`, [400]],
  ["empty length", `POST / HTTP/1.1\r\n${HOST}Content-Length:\r\n\r\n`, [400]],
  ["length beyond all", `POST / HTTP/1.1\r\n${HOST}Content-Length: 99999999999999999999\r\n\r\n`, [400, 413]],
  ["length and chunks", `POST / HTTP/1.1\r\n${HOST}Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n`, [400]],
  ["chunks and length", `POST / HTTP/1.1\r\n${HOST}Transfer-Encoding: chunked\r\nContent-Length: 5\r\n\r\n0\r\n\r\n`, [400]],
  ["empty coding", `POST / HTTP/1.1\r\n${HOST}Transfer-Encoding:\r\n\r\n`, [400, 501]],
  ["unknown coding", `POST / HTTP/1.1\r\n${HOST}Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n`, [501]],
  ["identity", `POST / HTTP/1.1\r\n${HOST}Transfer-Encoding: identity\r\n\r\n`, [501]],
  ["chunked twice", `POST / HTTP/1.1\r\n${HOST}Transfer-Encoding: chunked, chunked\r\n\r\n0\r\n\r\n`, [501]],
  ["two codings", `POST / HTTP/1.1\r\n${HOST}Transfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n\r\n0\r\n\r\n`, [400, 501]],
  ["gzip, chunked", `POST / HTTP/1.1\r\n${HOST}Transfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n`, [501]],
  ["coding with a vertical tab", `POST / HTTP/1.1\r\n${HOST}Transfer-Encoding: \x0bchunked\r\n\r\n0\r\n\r\n`, [400, 501]],
  ["chunks in HTTP/1.0", `POST / HTTP/1.0\r\n${HOST}Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n`, [400]],
  ["a chunk size with a sign", `POST / HTTP/1.1\r\n${HOST}Transfer-Encoding: chunked\r\n\r\n+5\r\nhello\r\n0\r\n\r\n`, [400]],
  ["a chunk size in 0x", `POST / HTTP/1.1\r\n${HOST}Transfer-Encoding: chunked\r\n\r\n0x5\r\nhello\r\n0\r\n\r\n`, [400]],
  ["a chunk longer than it says", `POST / HTTP/1.1\r\n${HOST}Transfer-Encoding: chunked\r\n\r\n2\r\nhello\r\n0\r\n\r\n`, [400]],
  ["a chunk without its end", `POST / HTTP/1.1\r\n${HOST}Transfer-Encoding: chunked\r\n\r\n5\r\nhelloX\r\n0\r\n\r\n`, [400]],
  ["a chunk size beyond all", `POST / HTTP/1.1\r\n${HOST}Transfer-Encoding: chunked\r\n\r\nfffffffffffffffff\r\n`, [400, 413]],
  [
    "an endless chunk extension",
    `POST / HTTP/1.1\r\n${HOST}Transfer-Encoding: chunked\r\n\r\n5;${"x".repeat(70_000)}\r\nhello\r\n0\r\n\r\n`,
    [400, 413],
  ],
  ["two types", `POST / HTTP/1.1\r\n${HOST}Content-Type: a/b\r\nContent-Type: c/d\r\nContent-Length: 0\r\n\r\n`, [400]],
  ["another expectation", `POST / HTTP/1.1\r\n${HOST}Expect: the-unexpected\r\nContent-Length: 0\r\n\r\n`, [417]],
  ["TRACE", `TRACE / HTTP/1.1\r\n${HOST}\r\n`, [405]],
  ["CONNECT", `CONNECT evil.example:443 HTTP/1.1\r\n${HOST}\r\n`, [405]],
  ["HTTP/2 in clear", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", [400]],
  ["a target too long", `GET /${"a".repeat(5000)} HTTP/1.1\r\n${HOST}\r\n`, [414]],
  ["a target much too long", `GET /${"a".repeat(60_000)} HTTP/1.1\r\n${HOST}\r\n`, [414, 431]],
  ["a field too long", `GET / HTTP/1.1\r\n${HOST}X: ${"a".repeat(5000)}\r\n\r\n`, [431]],
  ["fields too long", `GET / HTTP/1.1\r\n${HOST}X: ${"a".repeat(17_000)}\r\n\r\n`, [431]],
  ["fields much too long", `GET / HTTP/1.1\r\n${HOST}X: ${"a".repeat(60_000)}\r\n\r\n`, [431]],
  ["too many fields", `GET / HTTP/1.1\r\n${HOST}${"X: 1\r\n".repeat(60)}\r\n`, [431]],
  ["a body too long", `POST / HTTP/1.1\r\n${HOST}Content-Length: 1048577\r\n\r\n`, [413]],
];

test.each(refused)("%s", async (_, bytes, statuses) => {
  const { port, worker } = await siteForTest();
  const { text } = await talk(port, [bytes], (heard) => heard.includes("\r\n\r\n"));
  expect(statuses).toContain(statusesOf(text)[0]);
  expect(text).toContain("X-Content-Type-Options: nosniff");
  expect(worker?.requests).toEqual([]);
});

test.each([
  ["unknown Host", "GET / HTTP/1.1\r\nHost: evil.example\r\n\r\n"],
  ["empty Host", "GET / HTTP/1.1\r\nHost:\r\n\r\n"],
  ["unknown host in an absolute target", `GET http://evil.example/ HTTP/1.1\r\n${HOST}\r\n`],
])("%s: closed without a word", async (_, bytes) => {
  const { port, worker, access } = await siteForTest();
  expect(await talk(port, [bytes])).toEqual({ text: "", closed: true });
  expect(worker?.requests).toEqual([]);
  await expect.poll(() => access.join("")).toContain('"status":444');
});

test("what follows a refused request is not run", async () => {
  const { port, worker } = await siteForTest();
  const good = `GET / HTTP/1.1\r\n${HOST}\r\n`;
  const bad = `POST / HTTP/1.1\r\n${HOST}Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n`;
  const { text, closed } = await talk(port, [good + good + bad + good]);
  expect(statusesOf(text)).toEqual([200, 200, 400]);
  expect(closed).toBe(true);
  expect(worker?.requests.length).toBe(2);
});

test("what names HTTP/2.0 is answered once, and is the last", async () => {
  const { port, worker } = await siteForTest();
  const bad = `POST / HTTP/2.0\r\n${HOST}Transfer-Encoding: chunked\r\n\r\n5 \r\nhello\r\n0\r\n\r\n`;
  const { text, closed } = await talk(port, [bad + get("/")]);
  expect(statusesOf(text)).toEqual([505]);
  expect(text).toContain("Connection: close");
  expect(closed).toBe(true);
  expect(worker?.requests).toEqual([]);
});

test("a chunked body beyond the limit, without a length", async () => {
  const { port, worker } = await siteForTest();
  const chunk = `10000\r\n${"x".repeat(65_536)}\r\n`;
  const { text } = await talk(port, [`POST / HTTP/1.1\r\n${HOST}Transfer-Encoding: chunked\r\n\r\n`, chunk.repeat(20)], (heard) =>
    heard.includes("413"),
  );
  expect(statusesOf(text)).toEqual([413]);
  expect(worker?.requests).toEqual([]);
});

test("a field named __proto__ is a field", async () => {
  const { port } = await siteForTest();
  const { text } = await talk(port, [`GET / HTTP/1.1\r\n${HOST}__proto__: x\r\nConnection: close\r\n\r\n`]);
  expect(statusesOf(text)).toEqual([200]);
});
