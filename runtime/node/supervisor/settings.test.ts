/** Every key of gateway.json reaches the place where it acts: a key of the schema without a row here fails. */
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { environmentOf } from "./environment.ts";
import { keeperSettings } from "./keeper-settings.ts";
import { parseSettings } from "./settings.ts";
import { sizeOf } from "./size.ts";
import { rulesOf } from "./state.ts";
import { settingsForTest } from "./testing/settings-for-test.ts";

type Json = { [key: string]: Json } | readonly Json[] | string | number | boolean | null;

/** What acts on the settings: what the keeper is told (test_settings.py goes on from there), sizes, rules, environment. */
function reached(text: string): unknown {
  const settings = parseSettings(text);
  const size = sizeOf(settings, { cpus: 8, memoryBytes: 16 * 2 ** 30 });
  return {
    keeper: keeperSettings(settings, size),
    rules: rulesOf(settings, size),
    environment: environmentOf(settings, {}, null),
  };
}

/** Elsewhere: by the whole gateway, in the test of that name. */
const shownBy: Readonly<Record<string, string>> = {
  "app.python": "it serves, tells its state and counts; TERM ends it with 0 and leaves no socket",
  "app.secretsFile": "a changed secret needs a reload alone; one that is gone is refused by name, and the old serves on",
  "admin.socket": "it serves, tells its state and counts; TERM ends it with 0 and leaves no socket",
  "admin.mode": "the admin socket has its mode, the log its level, the service its name",
  "log.level": "the admin socket has its mode, the log its level, the service its name",
  "log.requestId": "F4: a request beyond its deadline: its stack is logged, its worker replaced, others go on",
};

const table: readonly (readonly [key: string, value: Json, effect: object])[] = [
  ["name", "other", { keeper: { title: "other" } }],
  ["listen.socket", "/other", { keeper: { socket: "/other" } }],
  ["listen.mode", "0600", { keeper: { socket_mode: "0600" } }],
  ["listen.backlog", 7, { keeper: { backlog: 7 } }],
  ["protocols", ["scgi"], { keeper: { protocols: ["scgi"] } }],
  ["app.link", "asgi", { keeper: { interface: "asgi" }, rules: { scalesByLoad: false } }],
  ["app.module", "other", { keeper: { module: "other" } }],
  ["app.attribute", "other", { keeper: { name: "other" } }],
  ["app.mount", "/other", { keeper: { mount: "/other" } }],
  ["app.folder", "/other", { keeper: { root: "/other" } }],
  ["app.path", ["/other"], { keeper: { path: ["/other"] }, environment: { environment: { PYTHONPATH: "/other" } } }],
  ["app.environment", ["OTHER"], { environment: { unset: ["OTHER"] } }],
  ["app.secrets", ["OTHER"], { environment: { missing: ["OTHER"] } }],
  ["app.health", { path: "/other", host: "other" }, { keeper: { health: { path: "/other", host: "other" } } }],
  ["workers.min", 2, { rules: { workersMin: 2 } }],
  ["workers.max", 9, { keeper: { workers_max: 9 }, rules: { workersMax: 9 } }],
  ["workers.start", 3, { keeper: { workers: 3 } }],
  ["workers.bytesEach", 8 * 2 ** 30, { keeper: { workers_max: 1 } }],
  ["workers.threads", 2, { keeper: { threads: 2 } }],
  ["workers.threadsMax", 3, { keeper: { threads: 3 } }],
  ["workers.preload", false, { keeper: { preload: false } }],
  ["workers.maxRequests", 9, { keeper: { max_requests: 9 } }],
  ["workers.maxRequestsJitter", 9, { keeper: { max_requests_jitter: 9 } }],
  ["workers.maxMemoryBytes", 9, { keeper: { max_memory_bytes: 9 }, rules: { memoryBytesMax: 9 } }],
  ["times.startS", 99, { keeper: { start_s: 99 } }],
  ["times.requestS", 99, { keeper: { request_s: 99 }, rules: { requestMs: 99_000 } }],
  ["times.streamS", 99, { keeper: { stream_s: 99 }, rules: { streamMs: 99_000 } }],
  ["times.streamPaths", ["/other"], { keeper: { stream_paths: ["/other"] } }],
  [
    "times.byPath",
    [{ path: "/other", exact: false, seconds: 99 }],
    { keeper: { by_path: [{ path: "/other", exact: false, seconds: 99 }] } },
  ],
  ["times.gracefulS", 99, { keeper: { graceful_s: 99 } }],
  ["times.keepaliveS", 99, { keeper: { keepalive_s: 99, idle_close_s: 96 } }],
  ["times.bodyTimeS", 99, { keeper: { body_time_s: 99 } }],
  ["times.sendTimeS", 99, { keeper: { send_time_s: 99 } }],
  ["limits.bodyBytes", 99, { keeper: { body_bytes: 99 } }],
  ["limits.headersBytes", 99, { keeper: { headers_bytes: 99 } }],
  ["limits.headerCount", 99, { keeper: { header_count: 99 } }],
  ["limits.requestLineBytes", 99, { keeper: { request_line_bytes: 99 } }],
  ["scoreboard", "/other", { keeper: { scoreboard: "/other" } }],
];

/** Leaves: a map whose keys are all required is walked; a choice of shapes is one key. */
function keysOf(schema: Json, path = ""): readonly string[] {
  const { properties = {} } = schema as { properties?: Readonly<Record<string, Json>> };
  return Object.entries(properties).flatMap(([name, below]) => {
    const key = path === "" ? name : `${path}.${name}`;
    return typeof below === "object" && below !== null && "properties" in below ? keysOf(below, key) : [key];
  });
}

function changed(key: string, value: Json): string {
  const base = settingsForTest("/x");
  const settings = { ...base, workers: { ...base.workers, start: "auto", threads: "auto" } } as unknown as Record<string, unknown>;
  const path = key.split(".");
  const last = path.pop() ?? "";
  const at = path.reduce((found, name) => found[name] as Record<string, unknown>, settings);
  at[last] = value;
  return JSON.stringify(settings);
}

const unchanged = changed("name", "shop");

test("the table has every key of the schema", () => {
  const schema = JSON.parse(readFileSync(new URL("../../gateway.schema.json", import.meta.url), "utf8")) as Json;
  const rows = ["version", ...table.map(([key]) => key), ...Object.keys(shownBy)];
  expect(rows.toSorted()).toEqual([...keysOf(schema)].toSorted());
});

test.each(table)("%s", (key, value, effect) => {
  expect(reached(unchanged)).not.toMatchObject(effect);
  expect(reached(changed(key, value))).toMatchObject(effect);
});

/** A keeper that runs alone has its own way to say these. */
const NOT_TOLD = ["factory", "settle_s"];

test("the keeper is told every key of its schema", () => {
  const { properties } = JSON.parse(readFileSync(new URL("../../keeper.schema.json", import.meta.url), "utf8")) as { properties: object };
  const { keeper } = reached(unchanged) as { keeper: object };
  expect([...Object.keys(keeper), ...NOT_TOLD].toSorted()).toEqual(Object.keys(properties).toSorted());
});

test("version: another one is refused", () => {
  expect(() => parseSettings(changed("version", 2))).toThrow("settings of version 2");
});

test("the rest is shown by a test of the whole gateway", () => {
  const tests =
    readFileSync(new URL("./faults.test.ts", import.meta.url), "utf8") +
    readFileSync(new URL("./operation.test.ts", import.meta.url), "utf8");
  for (const name of Object.values(shownBy)) expect(tests).toContain(`test("${name}"`);
});
