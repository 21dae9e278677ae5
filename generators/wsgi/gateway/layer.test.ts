import { readFileSync } from "node:fs";
import { Ajv } from "ajv";
import { describe, expect, it } from "vitest";
import { sample, textOf } from "../plan.sample.ts";

const validate = new Ajv({ allErrors: true }).compile(JSON.parse(readFileSync("runtime/gateway.schema.json", "utf8")) as object);

const stack = (framework: string, wsgi = "", app = "", web = "nginx") => `
name: shop
domains: [shop.example.com]
web: { server: ${web} }
wsgi: { server: gateway${wsgi} }
app: { framework: ${framework}, module: shop${app} }
`;

type Settings = { protocols: string[]; workers: Record<string, unknown>; times: Record<string, unknown>; app: Record<string, unknown> };
const settings = (text: string) => JSON.parse(textOf(sample(text), "gateway/app.json")) as Settings;

function faultsOf(value: unknown): readonly unknown[] {
  validate(value);
  return validate.errors ?? [];
}

describe("gateway.json", () => {
  it.each(["nginx", "apache", "node"])("is as its schema says for every framework behind %s", (web) => {
    const full = ", workers: 3, threads: 2, max_requests: 900, max_memory: 300MB";
    const app = ", routes: { /events/: { stream: true } }, secrets: [SECRET_KEY], env: { MODE: fast }";
    for (const framework of ["flask", "wsgi", "asgi", "tornado"]) {
      expect(faultsOf(settings(stack(framework, "", "", web)))).toEqual([]);
      expect(faultsOf(settings(stack(framework, full, app, web)))).toEqual([]);
    }
    expect(faultsOf(settings(stack("django", "", ", settings: shop.settings", web)))).toEqual([]);
  });

  it("has a schema that refuses what it does not know, and what is missing", () => {
    const good = settings(stack("flask"));
    expect(faultsOf({ ...good, protocol: "scgi" })).toHaveLength(1);
    const { workers: _workers, ...rest } = good;
    expect(faultsOf(rest)).toHaveLength(1);
  });

  it("speaks gateway protocols for WSGI, and http where an event loop serves", () => {
    expect(settings(stack("flask")).protocols).toEqual(["scgi", "fastcgi"]);
    expect(settings(stack("tornado")).protocols).toEqual(["http"]);
    expect(settings(stack("asgi")).app).toMatchObject({ link: "asgi" });
  });

  it("holds names of secrets, and of the environment no values", () => {
    const text = textOf(sample(stack("flask", "", ", secrets: [API_TOKEN], env: { MODE: hush-hush }")), "gateway/app.json");
    expect(JSON.parse(text)).toMatchObject({ app: { secrets: ["API_TOKEN"], environment: ["MODE"] } });
    expect(text).not.toContain("hush-hush");
  });

  it("fixes the number of workers that was stated, and bounds the one that was not", () => {
    expect(settings(stack("flask", ", workers: 3")).workers).toMatchObject({ min: 3, max: 3, start: 3 });
    expect(settings(stack("flask")).workers).toMatchObject({ min: 1, max: 64, start: "auto", threads: "auto" });
  });

  it("gives each path of a WSGI app its own time; an event loop, which shows none, the longest", () => {
    const app = ", routes: { /report: { request_time: 1h }, /events/: { stream: true } }";
    const byPath = [
      { path: "/events/", exact: false, seconds: 3602 },
      { path: "/report", exact: false, seconds: 3602 },
    ];
    expect(settings(stack("flask", "", app)).times).toMatchObject({ requestS: 32, byPath });
    expect(settings(stack("tornado", "", app)).times).toMatchObject({ requestS: 3602, byPath: [] });
    expect(settings(stack("asgi", "", app)).times).toMatchObject({ requestS: 3602, byPath: [] });
  });

  it("leaves a client's pace to the web server: a blocked write is cut after a day, whatever send_time says", () => {
    const text = stack("flask").replace("{ server: nginx }", "{ server: nginx, limits: { send_time: 7s } }");
    expect(settings(text).times).toMatchObject({ sendTimeS: 86_400 });
  });

  it("tells where its lines come from", () => {
    const { files } = sample(stack("flask", ", max_requests: 900"));
    const file = files.get("gateway/app.json");
    const line = (file?.text.split("\n").findIndex((text) => text.includes('"maxRequests": 900')) ?? -1) + 1;
    const range = file?.lines.find(({ first, last }) => first <= line && line <= last);
    expect(range?.origins).toEqual([{ kind: "yaml", path: "wsgi.max_requests" }]);
  });

  it("is the one server that may be reloaded", () => {
    expect(sample(stack("flask")).app.server.run).toMatchObject({ type: "notify", reloadSignal: "SIGHUP", socketActivation: true });
  });
});
