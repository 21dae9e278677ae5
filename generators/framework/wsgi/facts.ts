/** What is known of any WSGI callable (generators/framework/facts.ts). */
import type { FrameworkFacts } from "../facts.ts";

export const facts: FrameworkFacts = {
  title: "WSGI",
  callable: "application",
  factories: true,
  settings: null,
  packages: [],
  environment: [],
  collect: null,
  websockets: null,
  mountIn: "script-name",
};
