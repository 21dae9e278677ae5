/** Error pages by status: the user's files, else a plain sentence where the app cannot be reached. */
import type { Emit } from "../../layer.ts";
import { released } from "../../plan/paths.ts";
import type { Plan } from "../../plan/plan.ts";
import { quoteApache } from "../../quote/apache.ts";
import type { From } from "../../quote/quoter.ts";
import type { Facts } from "./facts.ts";
import { pageUrl } from "./names.ts";

type Page = { readonly name: string; readonly file: string; readonly statuses: readonly number[]; readonly at: From };

/** Apache's own wording speaks of proxies and upstreams; users need not know. */
const FIXED: readonly (readonly [number, string, string])[] = [
  [502, "Bad Gateway", "The site did not answer properly. Please try again in a moment."],
  [503, "Service Unavailable", "The site is not available at the moment. Please try again later."],
  [504, "Gateway Timeout", "The site took too long to answer. Please try again in a moment."],
];

/** One status, one page; a maintenance page takes 503's place while maintenance lasts. */
export const MAINTENANCE_FALLBACK = "web/apache/503.html";

export function needsFallback(plan: Plan): boolean {
  return plan.web.maintenance.page !== null && !plan.web.errors.some(({ statuses }) => statuses.includes(503));
}

export function pagesView(emit: Emit, facts: Facts) {
  const { plan } = emit;
  const q = quoteApache(emit);
  const pages = pagesOf(plan);
  const covered = new Set(pages.flatMap(({ statuses }) => statuses));
  return {
    pages: pages.map(({ name, file, at }) => ({
      from: { section: q.section(at) },
      url: q.url(pageUrl(plan, name), at),
      file: q.path(file, at),
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
  if (maintenance.page === null) return own;
  const fallback: Page = { name: "error-503", file: released(plan, MAINTENANCE_FALLBACK), statuses: [503], at: { rule: "maintenance" } };
  const page: Page = { name: "maintenance", file: maintenance.page, statuses: [], at: "web.maintenance.page" };
  return [...own, ...(needsFallback(plan) ? [fallback] : []), page];
}
