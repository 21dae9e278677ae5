/** What a pairing truly cannot do and a client may try: fixtures/conformance/causes.ts, apache-length. */
import { below } from "../../../schema/path.ts";
import type { App, Plan } from "../../plan/plan.ts";
import type { LinkRule } from "../link.ts";

type Row = { readonly applies: (app: App, plan: Plan) => boolean; readonly message: string; readonly help: string };

const rows: readonly Row[] = [
  {
    applies: ({ server }) => server.webLink === "uwsgi",
    message: "uWSGI behind Apache gets no upload that does not state its length",
    help: "use wsgi.server gateway or gunicorn if a client sends in chunks; browsers do not",
  },
  {
    applies: ({ server }, { web }) => server.webLink === "embedded" && web.tls?.http2 === true,
    message: "mod_wsgi gets no upload by HTTP/2 that does not state its length",
    help: "state `tls: { http2: false }`, or use wsgi.server gateway or gunicorn, if a client sends in chunks (git push does); browsers do not",
  },
];

export const chunkedUploads: LinkRule = {
  id: "chunked-uploads",
  check({ plan, report }) {
    if (plan.web.server !== "apache") return;
    for (const { applies, message, help } of rows) {
      const app = plan.apps.find((one) => applies(one, plan));
      if (app === undefined) continue;
      report({
        code: "chunked-uploads",
        layer: "link",
        at: below(app.wsgiAt, "server"),
        message,
        help,
        related: [{ at: "web.server", message: "this server was chosen here" }],
      });
    }
  },
};
