/**
 * Where standard output and standard error go. Rule: a log that cannot be written costs nobody an
 * answer: what is lost is counted. A file that was renamed is opened anew under its old name.
 */
import { closeSync, fstatSync, openSync, readlinkSync, writeSync } from "node:fs";

export type LogFile = {
  write(line: string): void;
  /** -> what is wrong, or null. A pipe, a terminal or a socket has no name to open: nothing happens. */
  reopen(): string | null;
  dropped(): number;
};

const HELD_BYTES_MAX = 16 * 1024 * 1024;

export function logFile(stream: NodeJS.WriteStream & { fd: 1 | 2 }): LogFile {
  const path = nameOf(stream.fd);
  let dropped = 0;
  const drop = (): void => {
    dropped += 1;
  };
  // A reader that goes away must not take us with it.
  stream.on("error", drop);
  // Not through the stream: after one failed write of a file it would never write again.
  const write = (line: string): void => {
    try {
      if (path === null) {
        // A reader that stands still must not make us hold its lines for ever.
        if (stream.writableLength > HELD_BYTES_MAX) drop();
        else stream.write(line);
      } else writeSync(stream.fd, line);
    } catch {
      drop();
    }
  };
  return { write, reopen: () => (path === null ? null : reopen(stream.fd, path)), dropped: () => dropped };
}

/** Its name as it was at our start: after a rename, /proc shows the new one. */
function nameOf(fd: number): string | null {
  try {
    return fstatSync(fd).isFile() ? readlinkSync(`/proc/self/fd/${fd}`) : null;
  } catch {
    return null;
  }
}

function reopen(fd: number, path: string): string | null {
  try {
    const fresh = openSync(path, "a", 0o640);
    // There is no dup2 here: the lowest free number is the one just closed (open(2)).
    closeSync(fd);
    const placed = openSync(path, "a", 0o640);
    closeSync(fresh);
    return placed === fd ? null : `${path} is now descriptor ${placed}, not ${fd}`;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
