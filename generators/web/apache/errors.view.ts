import { contentType, mediaTypeOf } from "../../plan/media-types.ts";
import { released } from "../../plan/paths.ts";
import type { Plan } from "../../plan/plan.ts";
import type { From } from "../../quote/quoter.ts";
import type { Given } from "./facts.ts";
import { pageUrl } from "./names.ts";

type Page = { readonly name: string; readonly file: string; readonly statuses: readonly number[]; readonly at: From };

/** Apache's own wording speaks of proxies and upstreams; users need not know. */
const FIXED: readonly (readonly [number, string, string])[] = [
  // Not the app's: it is mod_proxy_uwsgi's and mod_wsgi's word for one that died or is late.
  [500, "Internal Server Error", "The site did not answer properly. Please try again in a moment."],
  [502, "Bad Gateway", "The site did not answer properly. Please try again in a moment."],
  [503, "Service Unavailable", "The site is not available at the moment. Please try again later."],
  [504, "Gateway Timeout", "The site took too long to answer. Please try again in a moment."],
];

type Fallback = { readonly status: 404 | 503; readonly path: string; readonly at: From; readonly because: string };

/**
 * Pages of our own where a sentence in the directive is not enough. 503: a maintenance page takes
 * its place while maintenance lasts. 404: mod_xsendfile misses a file when the answer's headers
 * stand already, and only a page by URL begins anew, without a second set of them.
 */
export function fallbacksOf(plan: Plan): readonly Fallback[] {
  const isFree = (status: number): boolean => !plan.web.errors.some(({ statuses }) => statuses.includes(status));
  const rows: readonly (Fallback & { readonly needed: boolean })[] = [
    {
      status: 404,
      path: "web/apache/404.html",
      at: { rule: "F1" },
      because: "apps",
      needed: plan.locations.some(({ serve }) => serve.kind === "protected"),
    },
    {
      status: 503,
      path: "web/apache/503.html",
      at: { rule: "maintenance" },
      because: "web.maintenance.page",
      needed: plan.web.maintenance.page !== null,
    },
  ];
  return rows.filter(({ needed, status }) => needed && isFree(status));
}

export function errorsView({ plan, facts, q }: Given) {
  const pages = pagesOf(plan);
  const covered = new Set(pages.flatMap(({ statuses }) => statuses));
  return {
    pages: pages.map(({ name, file, at }) => ({
      from: { section: q.section(at) },
      url: q.url(pageUrl(plan, name), at),
      file: q.path(file, at),
      type: q.mediaType(contentType(mediaTypeOf(file)), at),
      folder: q.path(file.slice(0, file.lastIndexOf("/")), at),
      proxied: facts.proxied.length > 0,
    })),
    documents: pages.flatMap(({ name, statuses, at }) =>
      statuses.map((status) => ({ status: q.number(status, at), url: q.url(pageUrl(plan, name), at) })),
    ),
    fixed: FIXED.filter(([status]) => !covered.has(status)).map(([status, reason, words]) => ({
      status: q.number(status, "web.errors"),
      reason: q.expression(reason, "web.errors"),
      words: q.expression(words, "web.errors"),
    })),
  };
}

function pagesOf(plan: Plan): readonly Page[] {
  const { errors, maintenance } = plan.web;
  const own = errors.map(({ file, statuses, at }): Page => ({ name: `error-${statuses[0] ?? 0}`, file, statuses, at }));
  const fallbacks = fallbacksOf(plan).map(
    ({ status, path, at }): Page => ({ name: `error-${status}`, file: released(plan, path), statuses: [status], at }),
  );
  if (maintenance.page === null) return [...own, ...fallbacks];
  const page: Page = { name: "maintenance", file: maintenance.page, statuses: [], at: "web.maintenance.page" };
  return [...own, ...fallbacks, page];
}
