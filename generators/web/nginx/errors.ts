/** nginx's own errors: a page of the project where there is one, else a plain line. */
import type { Plan } from "../../plan/plan.ts";

/** Errors that can happen once the URL is known; before that, nginx's built-in page must do. */
const WORDED = [401, 403, 404, 405, 413, 429, 500, 502, 503, 504];

export type Page = { readonly statuses: readonly number[]; readonly file: string; readonly at: string };

/** Maintenance is the only 503 of nginx's own, so its page is the page of 503. */
export function pagesOf({ web }: Pick<Plan, "web">): readonly Page[] {
  const { page } = web.maintenance;
  if (page === null) return web.errors;
  const others = web.errors.map((error) => ({ ...error, statuses: error.statuses.filter((status) => status !== 503) }));
  return [...others.filter(({ statuses }) => statuses.length > 0), { statuses: [503], file: page, at: "web.maintenance.page" }];
}

/** Found out by nginx when an answer's headers stand already: it has a place of its own, which adds none. */
const RANGE = 416;

export const wordsRange = (pages: readonly Page[]): boolean => !pages.some(({ statuses }) => statuses.includes(RANGE));

export function plainStatuses(pages: readonly Page[]): readonly number[] {
  return WORDED.filter((status) => !pages.some(({ statuses }) => statuses.includes(status)));
}
