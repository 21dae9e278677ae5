/**
 * The request target: one reading of it, which access rules, file names and the app all use.
 * No I/O here.
 */

export type Target = {
  /** As the client sent it, without scheme and authority: REQUEST_URI. */
  readonly raw: string;
  /** Percent-decoded, each character one byte, as PATH_INFO is (PEP 3333). */
  readonly path: string;
  readonly query: string;
  /** From an absolute target, which overrules Host (RFC 9112, section 3.2.2). */
  readonly authority: string | null;
};

const ABSOLUTE = /^https?:\/\/([^/?#]*)(.*)$/i;

/** Null: the target cannot be read, or can be read in two ways. */
export function readTarget(url: string, refuse: readonly RegExp[]): Target | null {
  const absolute = url.startsWith("/") ? null : ABSOLUTE.exec(url);
  if (absolute === null && !url.startsWith("/")) return null;
  const rest = absolute === null ? url : (absolute[2] ?? "");
  const raw = rest.startsWith("/") ? rest : `/${rest}`;
  // RFC 9112, section 3.2: a fragment is never sent.
  if (raw.includes("#") || refuse.some((pattern) => pattern.test(raw))) return null;
  const mark = raw.indexOf("?");
  const path = decodePath(mark < 0 ? raw : raw.slice(0, mark));
  if (path === null) return null;
  return { raw, path, query: mark < 0 ? "" : raw.slice(mark + 1), authority: absolute?.[1] ?? null };
}

const CONTROL = /[\0-\x1f\x7f]/;

function decodePath(path: string): string | null {
  if (!path.includes("%")) return CONTROL.test(path) ? null : path;
  if (/%(?![0-9a-f]{2})/i.test(path)) return null;
  const decoded = path.replace(/%([0-9a-f]{2})/gi, (_, digits: string) => String.fromCharCode(Number.parseInt(digits, 16)));
  // Line breaks and tabs may stand in a name; a NUL ends it for the system below.
  return decoded.includes("\0") ? null : decoded;
}

/** The path as text, for file names; null where its bytes are no UTF-8. */
export function textOf(path: string): string | null {
  if (!/[\x80-\xff]/.test(path)) return path;
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(Buffer.from(path, "latin1"));
  } catch {
    return null;
  }
}
