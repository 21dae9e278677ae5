/** Error pages of the project, read once: a page must come when the disk is the trouble, too. */
import { readFile } from "node:fs/promises";
import { mediaType } from "./files/media-type.ts";
import type { Settings } from "./settings.ts";

export type Page = { readonly body: Buffer; readonly type: string };

export async function loadPages({ errors, maintenance, files }: Settings): Promise<ReadonlyMap<number, Page>> {
  const readPage = async (file: string): Promise<Page> => ({ body: await readFile(file), type: mediaType(files.types, file) });
  const pages = new Map<number, Page>();
  for (const { statuses, file } of errors) {
    const page = await readPage(file);
    for (const status of statuses) pages.set(status, page);
  }
  if (maintenance.page !== null) pages.set(503, await readPage(maintenance.page));
  return pages;
}
