/** What a pairing truly cannot do and a client may try: fixtures/conformance/causes.ts, apache-length. */
import { below } from "../../../schema/path.ts";
import type { LinkRule } from "../link.ts";

export const chunkedUploads: LinkRule = {
  id: "chunked-uploads",
  check({ plan, report }) {
    const app = plan.apps.find(({ server }) => server.webLink === "uwsgi");
    if (plan.web.server !== "apache" || app === undefined) return;
    report({
      code: "chunked-uploads",
      layer: "link",
      at: below(app.wsgiAt, "server"),
      message: "uWSGI behind Apache gets no upload that does not state its length",
      help: "use wsgi.server gateway, gunicorn or mod_wsgi if a client sends in chunks; browsers do not",
      related: [{ at: "web.server", message: "this server was chosen here" }],
    });
  },
};
