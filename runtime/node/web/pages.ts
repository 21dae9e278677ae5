/** Error pages of the project, read once: a page must come when the disk is the trouble, too. */
import { readFile } from "node:fs/promises";
import type { Settings } from "./settings.ts";

export type Page = { readonly body: Buffer };

export async function loadPages({ errors, maintenance }: Settings): Promise<ReadonlyMap<number, Page>> {
  const pages = new Map<number, Page>();
  for (const { statuses, file } of errors) {
    const body = await readFile(file);
    for (const status of statuses) pages.set(status, { body });
  }
  if (maintenance.page !== null) pages.set(503, { body: await readFile(maintenance.page) });
  return pages;
}
