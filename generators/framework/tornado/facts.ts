/** What is known of Tornado (generators/framework/facts.ts). */
import type { FrameworkFacts } from "../facts.ts";

export const facts: FrameworkFacts = {
  title: "Tornado",
  callable: "application",
  factories: true,
  settings: null,
  packages: ["python3-tornado"],
  environment: [],
  collect: null,
  websockets: {
    by: "tornado",
    help: (servers) => `use wsgi.server ${servers}, which run Tornado natively where no \`interface: wsgi\` is stated`,
  },
  // It has no word for a prefix of its own.
  mountIn: "path",
};
