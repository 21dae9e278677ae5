/** What is known of any ASGI callable (generators/framework/facts.ts). */
import type { FrameworkFacts } from "../facts.ts";

export const facts: FrameworkFacts = {
  title: "ASGI",
  callable: "app",
  factories: true,
  settings: null,
  packages: [],
  environment: [],
  collect: null,
  websockets: { by: "asgi", help: (servers) => `use wsgi.server ${servers}` },
  mountIn: "script-name",
};
