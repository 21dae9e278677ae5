/** Keys that a user wrote and that have no effect in this combination: said, never passed over. */
import { below } from "../../../schema/path.ts";
import { webLayer, wsgiLayer } from "../../chosen.ts";
import type { App, Plan } from "../../plan/plan.ts";
import { ownsCacheControl } from "../../web/static-files.ts";
import type { LinkRule } from "../link.ts";

type Row = { readonly keys: readonly string[]; readonly because: string; applies(plan: Plan): boolean };
type AppRow = { readonly keys: readonly string[]; readonly because: string; applies(app: App): boolean };

const rows: readonly Row[] = [
  {
    keys: ["web.tls.profile", "web.tls.http2", "web.tls.stapling", "web.listen.https"],
    because: "the web server does not end TLS here",
    applies: ({ web }) => web.tls === null,
  },
  {
    keys: ["web.tls.hsts", "web.tls.redirect"],
    because: "the site is plain http",
    applies: ({ site }) => site.scheme === "http",
  },
  {
    keys: ["web.compression.level", "web.compression.types", "web.compression.min_size"],
    because: "compression is switched off",
    applies: ({ web }) => !web.compression.gzip && !web.compression.brotli,
  },
  {
    keys: ["web.logs.exclude"],
    because: "there is no access log",
    applies: ({ web }) => web.logs.access === "off",
  },
];

const appRows: readonly AppRow[] = [
  {
    keys: ["threads"],
    because: "an event loop runs in one thread",
    applies: ({ server }) => server.appLink !== "wsgi",
  },
];

/** By any of them: 405, 421, 431, all that a request can be refused by. */
const MADE: ReadonlySet<number> = new Set([
  400, 401, 403, 404, 405, 408, 410, 411, 412, 413, 414, 416, 417, 421, 426, 429, 431, 500, 501, 502, 503, 504, 505, 507,
]);

const FILES_CACHE = /[.](?:static|media)[.[].*[.](?:cache|hashed)$/;

export const noEffect: LinkRule = {
  id: "no-effect",
  check(emit) {
    const { plan, report } = emit;
    const say = (at: string, because: string): void => {
      if (plan.written[at] === undefined) return;
      report({
        code: "no-effect",
        layer: "link",
        at,
        message: `${at} has no effect: ${because}`,
        help: "remove it, or swap the layer back",
      });
    };
    for (const { at, statuses } of plan.web.errors)
      if (!statuses.some((status) => MADE.has(status)))
        say(at, "no web server makes this status itself, and the app's own answers keep their page");
    if (ownsCacheControl(plan.web))
      for (const at of Object.keys(plan.written).filter((key) => FILES_CACHE.test(key)))
        say(at, "web.headers rules Cache-Control on every path");
    for (const row of webLayer(emit).behaviour.noEffect) for (const key of row.keys) say(key, row.because);
    for (const row of rows) if (row.applies(plan)) for (const key of row.keys) say(key, row.because);
    for (const app of plan.apps) {
      for (const row of appRows) if (row.applies(app)) for (const key of row.keys) say(below(app.wsgiAt, key), row.because);
      const { ignores } = wsgiLayer(app, emit).facts;
      for (const key of ignores?.keys ?? []) say(below(app.wsgiAt, key), ignores?.because ?? "");
    }
  },
};
