/** What is known of Flask (generators/framework/facts.ts). */
import type { FrameworkFacts } from "../facts.ts";

export const facts: FrameworkFacts = {
  title: "Flask",
  callable: "app",
  factories: true,
  settings: null,
  packages: ["python3-flask"],
  environment: [],
  collect: null,
  websockets: null,
  mountIn: "script-name",
};
