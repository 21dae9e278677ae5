/** How files are handed out, the same by every web server: cache lifetimes and uploads' cage. */
import type { Serve } from "../plan/plan.ts";

type FileServe = Extract<Serve, { readonly kind: "static" | "file" | "media" }>;

/** A name that holds a hash never changes what it holds: a year, and no question on reload (RFC 8246). */
export const IMMUTABLE = "public, max-age=31536000, immutable";

/**
 * `site.5f2d8a1c9b3e.css`, `main-1a2b3c4d.js`: eight hexadecimal digits or more between
 * punctuation. Eight decimal digits are a date. Means the same to PCRE and to JavaScript.
 */
export const HASHED_NAME = "[.-](?![0-9]{8}[.])[0-9a-f]{8,64}[.][^/]+$";

export function cacheControl({ kind, cacheS }: FileServe): string {
  if (cacheS === 0) return "no-cache";
  // Uploads may be personal: a shared cache must not keep them.
  return `${kind === "media" ? "private" : "public"}, max-age=${cacheS}`;
}

/** An upload is data, never a page of ours: no script, no form, an origin of its own. */
export const UPLOAD_POLICY = "default-src 'none'; img-src 'self' data:; media-src 'self'; style-src 'unsafe-inline'; sandbox";
