/** Faults of single values are in fixtures/errors/; here what holds for all of them. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parse } from "./parse.ts";
import schema from "./stack.schema.json" with { type: "json" };
import { parseRate, sizeBytes, timeMs } from "./units.ts";
import { validate } from "./validate.ts";

const SMALLEST = {
  name: "shop",
  domains: ["shop.example.com"],
  web: { server: "nginx" },
  wsgi: { server: "gateway" },
  app: { framework: "django", module: "shop.wsgi:application" },
};

/** JSON is YAML. */
function say(stack: unknown): string[] {
  const { value, diagnostics } = parse({ file: "stack.yaml", text: JSON.stringify(stack) });
  return (value === null ? diagnostics : validate(value).diagnostics).map(({ code }) => code);
}

test("the smallest stack", () => expect(say(SMALLEST)).toEqual([]));

test("django may leave out the module when it has settings", () => {
  expect(say({ ...SMALLEST, app: { framework: "django", settings: "shop.settings" } })).toEqual([]);
  expect(say({ ...SMALLEST, app: { framework: "django" } })).toEqual(["missing-key"]);
});

type Definition = {
  readonly examples?: readonly unknown[];
  readonly properties?: Readonly<Record<string, Definition>>;
  readonly default?: unknown;
};

/** A stack with one key of one map set. */
const PLACES: Readonly<Record<string, (map: object) => unknown>> = {
  Web: (map) => ({ ...SMALLEST, web: { ...SMALLEST.web, ...map } }),
  Listen: (map) => ({ ...SMALLEST, web: { server: "nginx", listen: map } }),
  Limits: (map) => ({ ...SMALLEST, web: { server: "nginx", limits: map } }),
  Compression: (map) => ({ ...SMALLEST, web: { server: "nginx", compression: map } }),
  Headers: (map) => ({ ...SMALLEST, web: { server: "nginx", headers: map } }),
  AccessRule: (map) => ({ ...SMALLEST, web: { server: "nginx", access: { "/admin": map } } }),
  Logs: (map) => ({ ...SMALLEST, web: { server: "nginx", logs: map } }),
  Maintenance: (map) => ({ ...SMALLEST, web: { server: "nginx", maintenance: map } }),
  Acme: (map) => ({ ...SMALLEST, web: { server: "nginx", tls: { acme: map } } }),
  Hsts: (map) => ({ ...SMALLEST, web: { server: "nginx", tls: { hsts: map } } }),
  Edge: (map) => ({ ...SMALLEST, edge: { trusted: ["10.0.0.0/8"], ...map } }),
  Wsgi: (map) => ({ ...SMALLEST, wsgi: { server: "gunicorn", ...map } }),
  App: (map) => ({ ...SMALLEST, app: { framework: "django", module: "a:b", ...map } }),
  Health: (map) => ({ ...SMALLEST, app: { framework: "wsgi", module: "a:b", health: map } }),
  StaticFolder: (map) => ({ ...SMALLEST, app: { framework: "wsgi", module: "a:b", static: { "/s/": { folder: "s", ...map } } } }),
  MediaFolder: (map) => ({ ...SMALLEST, app: { framework: "wsgi", module: "a:b", media: { "/m/": { folder: "m", ...map } } } }),
  Route: (map) => ({ ...SMALLEST, app: { framework: "wsgi", module: "a:b", routes: { "/r": map } } }),
  Process: (map) => ({ ...SMALLEST, processes: { p: { command: "p", ...map } } }),
  Hooks: (map) => ({ ...SMALLEST, hooks: map }),
  Budget: (map) => ({ ...SMALLEST, budget: map }),
  Target: (map) => ({ ...SMALLEST, target: map }),
};

const definitions = schema.definitions as unknown as Readonly<Record<string, Definition>>;

describe.each(Object.keys(PLACES))("%s", (name) => {
  const keys = Object.entries(definitions[name]?.properties ?? {});

  test.each(keys)("%s: its examples and its default are valid", (key, { examples = [], default: fallback }) => {
    const values = fallback === undefined ? examples : [...examples, fallback];
    for (const value of values)
      expect(say(PLACES[name]?.({ [key]: value })), JSON.stringify(value)).toEqual(key === "module" ? expect.anything() : []);
  });
});

test("several apps take the place of one", () => {
  const { app: _app, wsgi: _wsgi, ...rest } = SMALLEST;
  const apps = [
    { name: "api", mount: "/api", wsgi: { server: "gateway" }, framework: "flask", module: "api:app", "x-note": { any: [1] } },
    { name: "site", wsgi: { server: "gunicorn" }, framework: "django", settings: "site.settings" },
  ];
  expect(say({ ...rest, apps, "x-anchors": { a: [null] } })).toEqual([]);
});

/** What the schema lets through, the units understand; and the other way round nothing throws later. */
test("sizes, times and rates that pass can be parsed", () => {
  const text = fc.stringMatching(/^[0-9]{0,16}(\.[0-9]{0,4})?[a-zA-Z/]{0,3}([0-9]{0,3}[a-z]{0,2})?$/);
  const readers: [string, (value: string) => number, (value: string) => unknown][] = [
    ["size", sizeBytes, (body) => PLACES.Limits?.({ body })],
    ["time", timeMs, (request_time) => PLACES.Limits?.({ request_time })],
    ["rate", (value) => parseRate(value).count, (value) => PLACES.Limits?.({ rate: { "/x": value } })],
  ];
  fc.assert(
    fc.property(fc.constantFrom(...readers), text, ([, read, place], value) => {
      if (say(place(value)).length > 0) return;
      const number = read(value);
      expect(Number.isSafeInteger(number) && number > 0).toBe(true);
    }),
    { numRuns: 1500 },
  );
});

test("one value replaced by anything: never throws, and what is wrong is told once at a place", () => {
  const anything = fc.jsonValue({ maxDepth: 2 });
  const places = fc.constantFrom(...Object.keys(PLACES));
  const keyOf = (name: string): fc.Arbitrary<string> => fc.constantFrom(...Object.keys(definitions[name]?.properties ?? {}));
  const cases = places.chain((name) => fc.tuple(fc.constant(name), keyOf(name), anything));
  fc.assert(
    fc.property(cases, ([name, key, value]) => {
      const { value: tree } = parse({ file: "stack.yaml", text: JSON.stringify(PLACES[name]?.({ [key]: value })) });
      if (tree === null) return;
      const { value: stack, diagnostics } = validate(tree);
      const seen = diagnostics.map(({ span, message }) => `${span.start.offset} ${message}`);
      expect(new Set(seen).size).toBe(seen.length);
      expect(stack === null).toBe(diagnostics.some(({ severity }) => severity === "error"));
      for (const { message } of diagnostics) expect(message).not.toMatch(/undefined|\[object/);
    }),
    { numRuns: 1500 },
  );
});

test("every list of networks refuses an address inside one", () => {
  const lists = JSON.stringify(schema).match(/"items":\{"type":"string","\$ref":"#\/definitions\/Cidr"\}/g) ?? [];
  const web = { server: "nginx", maintenance: { allow: ["::1/64"] }, access: { "/a": { allow: ["10.0.0.1/8"], deny: ["10.0.0.1/31"] } } };
  expect(say({ ...SMALLEST, web, edge: { trusted: ["fe80::1/10"] } })).toEqual(lists.map(() => "host-bits"));
});

test("a network by its first address is none of those", () => {
  const trusted = [
    "10.0.0.0/8",
    "192.0.2.8/29",
    "10.0.0.1/32",
    "::/1",
    "2001:db8::/32",
    "2001:db8:0:8000::/49",
    "::1/128",
    "1:2:3:4:5:6:7:8/125",
  ];
  expect(say({ ...SMALLEST, edge: { trusted } })).toEqual([]);
});
