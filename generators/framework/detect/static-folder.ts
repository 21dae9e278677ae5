/** A folder of files below a URL, as a framework's code spells it. */

export type StaticFolder = {
  /** `/static/`. */
  readonly url: string;
  /** Relative to the project. */
  readonly folder: string;
};

/** Null for what is no plain path below `from`. */
export function placed(url: string, from: string, path: string): StaticFolder | null {
  const parts = path.split("/").filter((part) => part !== "" && part !== ".");
  if (path.startsWith("/") || parts.length === 0 || !parts.every((part) => /^[\w][\w.@+-]*$/.test(part))) return null;
  const folder = parts.join("/");
  return { url: url.endsWith("/") ? url : `${url}/`, folder: from === "." ? folder : `${from}/${folder}` };
}
