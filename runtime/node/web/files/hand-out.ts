/**
 * An app that hands out a protected file by name (X-Accel-Redirect, X-Sendfile): its word counts
 * for folders that are its own in the table, and for nothing else.
 */
import { passingFields, sendFault } from "../answer.ts";
import type { Exchange } from "../exchange.ts";
import type { Field } from "../fields.ts";
import type { AnswerHead, Receiver } from "../link/receiver.ts";
import { rowCovers } from "../locate.ts";
import type { App } from "../settings.ts";
import { readTarget, textOf } from "../target.ts";
import { openBelow } from "./open-file.ts";
import { sendFile } from "./send-file.ts";

export function handOut(exchange: Exchange, app: App, receiver: Receiver, release: () => void): Receiver {
  let handed = false;
  return {
    head: (head) => {
      const place = placeOf(exchange, app, head);
      if (place === null) return receiver.head(head);
      handed = true;
      release();
      sendPlace(exchange, place, head).catch((error: unknown) => sendFault(exchange, error));
    },
    data: (chunk) => handed || receiver.data(chunk),
    end: () => (handed ? undefined : receiver.end()),
    fault: (fault) => (handed ? undefined : receiver.fault(fault)),
  };
}

type Place = { readonly folder: string; readonly rest: string } | "nowhere";

function placeOf({ site }: Exchange, app: App, { fields }: AnswerHead): Place | null {
  const rows = site.rows.filter(({ serve }) => serve.kind === "protected" && serve.app === app.name);
  if (rows.length === 0) return null;
  const url = named(fields, "x-accel-redirect");
  const file = named(fields, "x-sendfile");
  if (url === null && file === null) return null;
  for (const { path, exact, serve } of rows) {
    if (serve.kind !== "protected") continue;
    if (file?.startsWith(`${serve.folder}/`) === true) return { folder: serve.folder, rest: file.slice(serve.folder.length + 1) };
    const decoded = url === null ? null : textOf(readTarget(url, site.refuse)?.path ?? "");
    if (decoded !== null && rowCovers({ path, exact }, decoded))
      return { folder: serve.folder, rest: decoded.slice(path.length).replace(/^\//, "") };
  }
  return "nowhere";
}

function named(fields: readonly Field[], name: string): string | null {
  return fields.find(([own]) => own.toLowerCase() === name)?.[1] ?? null;
}

async function sendPlace(exchange: Exchange, place: Place, { fields }: AnswerHead): Promise<void> {
  const opened = place === "nowhere" ? null : await openBelow(place.folder, place.rest, "refused");
  const { site } = exchange;
  const own = passingFields(fields, site.ownedHeaders, ["content-length", "last-modified", "etag", "accept-ranges"]);
  // The app has judged: its own policy in place of the cage.
  const policed = own.some(([name]) => name.toLowerCase() === "content-security-policy");
  await sendFile(exchange, opened, {
    cacheControl: null,
    isUpload: true,
    uploadPolicy: policed ? null : site.settings.files.uploadPolicy,
    fields: own,
  });
}
