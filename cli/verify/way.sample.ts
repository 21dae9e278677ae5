/** For tests: a stack's probes, and the way to a site of it on a port of this machine. */
import { compileText, readStack } from "../../fixtures/harness/stacks.ts";
import { probesOf } from "../../generators/probes/table.ts";
import { registry } from "../../generators/registry.ts";
import type { Way } from "./way.ts";

export const SHOP = probesOf({ plan: compileText(readStack("nginx-gunicorn-django")).plan, registry });

export const wayAt = (port: number): Way => ({
  address: "127.0.0.1",
  http: port,
  https: port,
  scheme: "http",
  name: "shop.example.com",
  origin: "http://shop.example.com",
  canonical: "http://shop.example.com",
  login: "",
  from: null,
  front: null,
  patienceMs: 3000,
});
