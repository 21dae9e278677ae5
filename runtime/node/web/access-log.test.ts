/** The access log's lines: the same fields, in the same order and of the same kinds and units, as nginx's and Apache's. */
import { expect, test } from "vitest";
import { ACCESS_FIELDS, ACCESS_KINDS } from "../../../generators/web/access-fields.ts";
import { get, isWhole, talk } from "./testing/raw-client.ts";
import { siteForTest } from "./testing/site-for-test.ts";

type Entry = Readonly<Record<string, unknown>>;

const entries = (lines: readonly string[]): readonly Entry[] => lines.map((line) => JSON.parse(line) as Entry);

function kindOf(name: string, value: unknown): string {
  if (typeof value === "string") return "text";
  if (name === "upstream_time" && (value === null || typeof value === "number")) return "number or null";
  return typeof value;
}

test("an answer of the app's, and one of the web server's own", async () => {
  const { port, access } = await siteForTest();
  await talk(port, [get("/a?b=c", "Referer: http://x/\r\nUser-Agent: curl\r\n")], isWhole);
  await talk(port, ["GET /x HTTP/1.1\r\nHost: unknown.example:81\r\n\r\n"], isWhole);
  const [first, second] = entries(access);
  for (const entry of [first ?? {}, second ?? {}]) {
    expect(Object.keys(entry)).toEqual(ACCESS_FIELDS);
    expect(Object.fromEntries(Object.entries(entry).map(([name, value]) => [name, kindOf(name, value)]))).toEqual(ACCESS_KINDS);
  }
  expect(first).toMatchObject({ uri: "/a?b=c", referer: "http://x/", agent: "curl", protocol: "HTTP/1.1", scheme: "http", bytes: 5 });
  expect(second).toMatchObject({ host: "unknown.example:81", referer: "", agent: "", upstream_time: null });
});

test("times are in seconds", async () => {
  const { port, access } = await siteForTest({}, (socket) => {
    setTimeout(() => socket.end("Status: 200 OK\r\nContent-Length: 2\r\n\r\nok"), 300);
  });
  const before = Date.now();
  await talk(port, [get("/")], isWhole);
  const [entry] = entries(access);
  const took = (Date.now() - before) / 1000;
  for (const name of ["request_time", "upstream_time"]) {
    expect(entry?.[name]).toBeGreaterThanOrEqual(0.29);
    expect(entry?.[name]).toBeLessThanOrEqual(took + 0.001);
  }
});

test("no id where the stack has none", async () => {
  const { port, access } = await siteForTest({ logs: { requestId: false } });
  await talk(port, [get("/")], isWhole);
  expect(Object.keys(entries(access)[0] ?? {})).toEqual(ACCESS_FIELDS.filter((name) => name !== "id"));
});
