/** How files are handed out, the same by every web server: cache lifetimes and uploads' cage. */
import type { Headers, Serve } from "../plan/plan.ts";

type FileServe = Extract<Serve, { readonly kind: "static" | "file" | "media" }>;

/** A name that holds a hash never changes what it holds: a year, and no question on reload (RFC 8246). */
export const IMMUTABLE = "public, max-age=31536000, immutable";

/** `site.5f2d8a1c9b3e.css`, `main-1a2b3c4d.js`: hexadecimal digits between punctuation. Eight decimal digits are a date. */
const HEXADECIMAL = "[.-](?![0-9]{8}[.])[0-9a-f]{8,64}[.]";

/** `4f0b3c2d1e5a6978ccdd.png`: a name that is nothing else, as webpack calls what a module loads. */
const NOTHING_ELSE = "(?:^|/)(?![0-9]+[.])[0-9a-f]{20,64}[.]";

/**
 * `index-BKx3_a1Z.css`, as Vite and Rollup have it: eight characters of base64url. Words of eight letters look the same
 * (`OpenSans-SemiBold`, `list-Top5List`), and what is kept for a year by mistake is worse than what is asked for again:
 * three places where letters of one kind meet another kind or a digit, beyond a capital at a word's start.
 */
const ODD_PLACE = "(?:[a-z](?=[A-Z0-9])|[0-9](?=[A-Za-z])|[A-Z](?=[0-9]))";
const BASE64 = `-(?=[A-Za-z0-9_-]*[A-Z])(?=[A-Za-z0-9_-]*[a-z])(?=(?:[A-Za-z0-9_-]*?${ODD_PLACE}){3})[A-Za-z0-9_-]{8}[.]`;

/** `app-5Q3XK7AB.js`, as esbuild and Angular have it: base32, of scripts and styles; a camera's names are capitals and digits, too. */
const BASE32 = "-(?=(?:[A-Z0-9]*?(?:[A-Z](?=[0-9])|[0-9](?=[A-Z]))){2})[A-Z2-7]{8}[.](?:m?js|css)(?:[.]map)?$";

/** A path whose file's name holds a hash of its content. Means the same to PCRE and to JavaScript. */
export const HASHED_NAME = `(?:${HEXADECIMAL}|${NOTHING_ELSE}|${BASE64})[^/]+$|${BASE32}`;

/** Below a row's own URL: a dotfile, or what lies in a folder that is one. The URL itself may have a dot (RFC 8615). */
export const HIDDEN = "(?:.*/)?[.]";

/** Null: another's. */
export function cacheControl({ kind, cacheS }: FileServe, web: Owned): string | null {
  if (ownsCacheControl(web)) return null;
  if (cacheS === 0) return "no-cache";
  // Uploads may be personal: a shared cache must not keep them.
  return `${kind === "media" ? "private" : "public"}, max-age=${cacheS}`;
}

type Owned = { readonly headers: Pick<Headers, "set" | "remove"> };

const isOwned = (name: string, { set, remove }: Owned["headers"]): boolean =>
  [...set, ...remove].some((header) => header.name.toLowerCase() === name);

/** stack.yaml rules the policy of every answer; else an app's own counts for what it hands out. */
export const ownsPolicy = ({ headers }: Owned): boolean => isOwned("content-security-policy", headers);

/** One owner for each header: one that stack.yaml sets, or takes away, on every answer is not the files' own. */
export const ownsCacheControl = ({ headers }: Owned): boolean => isOwned("cache-control", headers);

/** An upload is data, never a page of ours: no script, no form, an origin of its own. */
export const UPLOAD_POLICY = "default-src 'none'; img-src 'self' data:; media-src 'self'; style-src 'unsafe-inline'; sandbox";
