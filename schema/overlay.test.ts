import { describe, expect, test } from "vitest";
import { overlay } from "./overlay.ts";
import { parse } from "./parse.ts";
import type { Tree } from "./source.ts";
import { validate } from "./validate.ts";

const TEXT = `name: shop
domains: [shop.example.com, www.example.com]
web:
  server: nginx
  tls: { certificate: files, cert_file: /etc/c.pem, key_file: /etc/k.pem }
  limits: { body: 10MB, headers: 32KB }
wsgi: { server: gateway, workers: 4 }
app: { framework: django, module: shop.wsgi:application }
processes: { celery: celery worker, bot: python bot.py }
environments:
  staging:
    domains: [staging.example.com]
    web:
      tls: { certificate: internal, cert_file: null, key_file: null }
      limits: { body: 1MB }
      logs: { level: info, access: null }
    edge: false
    processes: { bot: null }
  broken:
    web: { server: null }
  empty:
`;

function treeOf(environment: string | null): Tree {
  const parsed = parse({ file: "stack.yaml", text: TEXT });
  const { value } = parsed.value === null ? { value: null } : overlay(parsed.value, environment);
  if (value === null) throw new Error("no tree");
  return value;
}

function textAt(tree: Tree, path: readonly (string | number)[]): string {
  const { start, end } = tree.locate(path);
  return TEXT.slice(start.offset, end.offset);
}

describe("staging", () => {
  const tree = treeOf("staging");
  const { environments: _, ...data } = JSON.parse(JSON.stringify(tree.data));

  test("maps merge, lists and single values replace, null removes", () => {
    expect(data).toEqual({
      name: "shop",
      domains: ["staging.example.com"],
      web: {
        server: "nginx",
        tls: { certificate: "internal" },
        limits: { body: "1MB", headers: "32KB" },
        logs: { level: "info" },
      },
      edge: false,
      wsgi: { server: "gateway", workers: 4 },
      app: { framework: "django", module: "shop.wsgi:application" },
      processes: { celery: "celery worker" },
    });
  });

  test("the result is a valid stack", () => expect(validate(tree).diagnostics).toEqual([]));

  test.each<[(string | number)[], (string | number)[], string]>([
    [["domains", 0], ["environments", "staging", "domains", 0], "staging.example.com"],
    [["web", "limits", "body"], ["environments", "staging", "web", "limits", "body"], "1MB"],
    [["web", "limits", "headers"], ["web", "limits", "headers"], "32KB"],
    [["web", "server"], ["web", "server"], "nginx"],
    [["web", "logs", "level"], ["environments", "staging", "web", "logs", "level"], "info"],
    [["web", "tls", "cert_file"], ["environments", "staging", "web", "tls", "cert_file"], "null"],
    [["edge"], ["environments", "staging", "edge"], "false"],
    [["web"], ["web"], "server: nginx"],
  ])("%j is written at %j", (path, origin, text) => {
    expect(tree.origin(path)).toEqual(origin);
    expect(textAt(tree, path)).toContain(text);
  });

  test("has answers for the result", () => {
    expect(tree.has(["edge"])).toBe(true);
    expect(tree.has(["processes", "bot"])).toBe(false);
    expect(tree.has(["domains", 1])).toBe(false);
  });
});

test("without an environment the tree is as it was", () => {
  expect(treeOf(null).origin(["web", "server"])).toEqual(["web", "server"]);
  expect(treeOf("empty").data).toEqual(treeOf(null).data);
});

test("a fault that an environment makes is told at its place there", () => {
  const said = validate(treeOf("broken")).diagnostics;
  expect(said.map(({ code, span }) => [code, span.start.line])).toEqual([["missing-key", 20]]);
});
