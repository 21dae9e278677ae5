/** Content-Type by a file's name, from the stack's own table. What is not known is bytes, never a page (nosniff keeps browsers to it). */
import type { Settings } from "../settings.ts";

type Types = Settings["files"]["types"];

export function mediaType({ endings, names }: Types, path: string): string {
  const name = path.slice(path.lastIndexOf("/") + 1);
  const dot = name.lastIndexOf(".");
  return (dot < 0 ? own(names, name) : own(endings, name.slice(dot + 1).toLowerCase())) ?? BYTES;
}

function own(of: Readonly<Record<string, string>>, key: string): string | undefined {
  return Object.hasOwn(of, key) ? of[key] : undefined;
}

const BYTES = "application/octet-stream";
