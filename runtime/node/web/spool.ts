/** Files without a name, for what does not fit in memory: gone when the process is. */
import { randomUUID } from "node:crypto";
import { type FileHandle, mkdir, open, unlink } from "node:fs/promises";

export async function openSpool(folder: string): Promise<FileHandle> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const path = `${folder}/${randomUUID()}`;
  const file = await open(path, "wx+", 0o600);
  await unlink(path);
  return file;
}
