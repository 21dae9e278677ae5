/** The micro-cache: what a stranger can make it hold is bounded, and nobody is given another one's answer. */
import { gzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { createBounded } from "../bounded.ts";
import { get, isWhole, talk } from "../testing/raw-client.ts";
import { locationForTest } from "../testing/settings-for-test.ts";
import { siteForTest } from "../testing/site-for-test.ts";
import { capture } from "./capture.ts";
import { createMicroCache, type Kept } from "./micro-cache.ts";

const app = { kind: "app", app: "app", stream: false, websocket: false } as const;
const locations = [locationForTest("/", app, { cache: { timeS: 60, staleS: 0 } })];

function kept(more: Partial<Kept> = {}): Kept {
  return { head: { status: 200, fields: [] }, body: Buffer.alloc(2), freshUntilMs: 10, staleUntilMs: 20, ...more };
}

test("many small answers under many names: keys, heads and entries count", () => {
  const cache = createMicroCache({ entries: 1000, bytes: 100_000 });
  for (let at = 0; at < 40_000; at++) cache.keep(`GET|http|shop.example.com|/?${at}-${"a".repeat(500)}`, kept());
  expect(cache.held().entries).toBeLessThan(100);
  expect(cache.held().bytes).toBeLessThanOrEqual(100_000);
  const fields = [["X-Long", "b".repeat(30_000)]] as const;
  cache.keep("/long", kept({ head: { status: 200, fields } }));
  expect(cache.held().bytes).toBeLessThanOrEqual(100_000);
  expect(cache.held().entries).toBeLessThan(30);
});

test("entries have a bound of their own, and the longest unused goes first", () => {
  const cache = createMicroCache({ entries: 3, bytes: 1_000_000 });
  for (const key of ["a", "b", "c"]) cache.keep(key, kept());
  cache.find("a", 0);
  cache.keep("d", kept());
  expect(["a", "b", "c", "d"].map((key) => cache.find(key, 0) !== null)).toEqual([true, false, true, true]);
});

test("what is over is swept, and nothing is left", () => {
  const cache = createMicroCache({ entries: 1000, bytes: 1_000_000 });
  for (let at = 0; at < 500; at++) {
    cache.keep(String(at), kept({ staleUntilMs: at }));
    cache.varies(String(at), ["accept-language"]);
  }
  cache.sweep(400);
  expect(cache.held().entries).toBe(100);
  cache.sweep(1000);
  expect(cache.held()).toEqual({ entries: 0, bytes: 0, reserved: 0 });
  expect(cache.variesOf("1")).toEqual([]);
});

test("names of the fields by which answers differ are bounded, too", () => {
  const cache = createMicroCache({ entries: 100, bytes: 1_000_000 });
  for (let at = 0; at < 1000; at++) cache.varies(String(at), ["accept-language"]);
  expect(cache.variesOf("899")).toEqual([]);
  expect(cache.variesOf("999")).toEqual(["accept-language"]);
});

const NOWHERE = { head: () => {}, data: () => true, end: () => {}, fault: () => {} };
const NOW = { steadyMs: () => 0, wallMs: () => 0 };

test("answers on their way in are bounded together, whoever leaves; what is kept is a copy of its own", () => {
  const cache = createMicroCache({ entries: 100, bytes: 10_000 });
  const keptOnes: Kept[] = [];
  const open = () => {
    const one = capture(
      NOWHERE,
      { timeS: 1, staleS: 0, isHead: false },
      NOW,
      cache,
      (own) => keptOnes.push(own),
      () => {},
    );
    one.head({ status: 200, fields: [] });
    one.data(Buffer.alloc(64 * 1024).subarray(0, 3000));
    return one;
  };
  const [first, second, third, fourth] = [open(), open(), open(), open()];
  expect(cache.held().reserved).toBe(9000);
  first?.leave();
  second?.fault("cut");
  third?.end();
  fourth?.end();
  first?.leave();
  expect(cache.held().reserved).toBe(0);
  expect(keptOnes.map(({ body }) => [body.length, body.buffer.byteLength])).toEqual([[3000, 3000]]);
});

test("a map that strangers fill gives back what it counted", () => {
  const map = createBounded<number>({ entries: 10, bytes: 100_000 });
  for (let turn = 0; turn < 3; turn++) for (let at = 0; at < 20; at++) map.set(`${at}`, at, 100);
  map.set("19", 1, 5);
  for (let at = 0; at < 20; at++) map.delete(`${at}`);
  expect(map.held()).toEqual({ entries: 0, bytes: 0 });
});

async function bodyOf(port: number, bytes: string): Promise<string> {
  return (await talk(port, [bytes], isWhole)).text.split("\r\n\r\n")[1] ?? "";
}

test("a question that nobody else will ask is not kept", async () => {
  let count = 0;
  const { port } = await siteForTest({ locations }, (socket) => socket.end(`Content-Length: 1\r\n\r\n${++count}`));
  const long = `/?${"a".repeat(2000)}`;
  expect([await bodyOf(port, get(long)), await bodyOf(port, get(long))]).toEqual(["1", "2"]);
});

test.each([
  ["a length", "Content-Length: 6\r\n\r\nPOISON"],
  ["chunks", "Transfer-Encoding: chunked\r\n\r\n6\r\nPOISON\r\n0\r\n\r\n"],
])("a GET with a body, by %s, is asked for itself, and its answer is nobody else's", async (_, framed) => {
  const { port } = await siteForTest({ locations }, (socket, { body }) =>
    socket.end(`Content-Length: ${body.length + 5}\r\n\r\nbody=${body}`),
  );
  const fat = get("/c?q").replace("\r\n\r\n", `\r\n${framed}`);
  expect(await bodyOf(port, fat)).toBe("body=POISON");
  expect(await bodyOf(port, get("/c?q"))).toBe("body=");
  expect(await bodyOf(port, fat)).toBe("body=POISON");
  expect(await bodyOf(port, get("/c?q"))).toBe("body=");
});

test("what the app compressed itself goes to those who can read it alone", async () => {
  const zipped = gzipSync("hello").toString("latin1");
  const site = await siteForTest({ locations }, (socket, { environ }) => {
    const coded = (environ.get("HTTP_ACCEPT_ENCODING") ?? "").includes("gzip");
    const [body, coding] = coded ? [zipped, "Content-Encoding: gzip\r\n"] : ["hello", ""];
    socket.end(Buffer.from(`${coding}Vary: Accept-Encoding\r\nContent-Length: ${body.length}\r\n\r\n${body}`, "latin1"));
  });
  expect(await bodyOf(site.port, get("/", "Accept-Encoding: gzip\r\n"))).toBe(zipped);
  expect(await bodyOf(site.port, get("/", "Accept-Encoding: deflate, gzip;q=0.5\r\n"))).toBe(zipped);
  expect(await bodyOf(site.port, get("/"))).toBe("hello");
  expect(await bodyOf(site.port, get("/", "Accept-Encoding: gzip;q=0\r\n"))).toBe("hello");
});

test("an answer that says a length and comes without its body is not kept", async () => {
  let count = 0;
  const { port } = await siteForTest({ locations }, (socket) => {
    count += 1;
    socket.end(`Content-Length: 5\r\n\r\n${count === 1 ? "" : "hello"}`);
  });
  await talk(port, [get("/")]);
  expect(await bodyOf(port, get("/"))).toBe("hello");
});
