/** A TCP port on loopback that nobody has at this moment. */
import { randomInt } from "node:crypto";
import { createServer } from "node:net";

/** The port itself when it is free; null when it is taken. */
export function tryPort(port: number): Promise<number | null> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", (error: NodeJS.ErrnoException) => {
      if (error.code === "EADDRINUSE" || error.code === "EACCES") resolve(null);
      else reject(error);
    });
    server.listen(port, "127.0.0.1", () => server.close(() => resolve(port)));
  });
}

/** The first free one from `first` on, and not `except`. */
export async function freePortFrom(first: number, except: number | null): Promise<number | null> {
  for (let port = first; port < Math.min(first + 100, 65_536); port++) {
    if (port !== except && (await tryPort(port)) !== null) return port;
  }
  return null;
}

/**
 * Above what people choose by hand, below what the kernel gives to clients, ip(7): one of those could be a
 * connection's by the time that a server has started.
 */
const [LEAST, MOST] = [20_000, 30_000];

export async function anyFreePort(except: number | null = null): Promise<number> {
  return (await freePortFrom(randomInt(LEAST, MOST), except)) ?? anyFreePort(except);
}
