/** Log files that a web server writes itself (nginx, Apache): each new line as it comes. Owns the watcher and the open files. */
import { closeSync, type FSWatcher, openSync, readSync, watch } from "node:fs";
import { join } from "node:path";
import { StringDecoder } from "node:string_decoder";

export type Following = { close(): void };

type Open = { readonly fd: number; readonly decoder: StringDecoder; rest: string };

export function follow(folder: string, line: (text: string) => void): Following {
  const files = new Map<string, Open>();
  const buffer = Buffer.alloc(65_536);
  const read = (name: string): void => {
    const file = files.get(name) ?? open(name);
    if (file === null) return;
    for (let size = readSync(file.fd, buffer); size > 0; size = readSync(file.fd, buffer)) {
      const lines = (file.rest + file.decoder.write(buffer.subarray(0, size))).split("\n");
      file.rest = lines.pop() ?? "";
      for (const text of lines) line(text);
    }
  };
  const open = (name: string): Open | null => {
    try {
      const file: Open = { fd: openSync(join(folder, name), "r"), decoder: new StringDecoder("utf8"), rest: "" };
      files.set(name, file);
      return file;
    } catch {
      return null;
    }
  };
  const watcher: FSWatcher = watch(folder, (_event, name) => {
    if (name?.endsWith(".log") === true) read(name);
  });
  return {
    close: () => {
      watcher.close();
      for (const { fd } of files.values()) closeSync(fd);
    },
  };
}
