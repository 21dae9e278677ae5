/** A TCP port on loopback that nobody has at this moment. */
import { createServer } from "node:net";

/** The port itself when it is free; null when it is taken. 0 asks for any. */
export function tryPort(port: number): Promise<number | null> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", (error: NodeJS.ErrnoException) => {
      if (error.code === "EADDRINUSE" || error.code === "EACCES") resolve(null);
      else reject(error);
    });
    server.listen(port, "127.0.0.1", () => {
      const address = server.address();
      server.close(() => resolve(typeof address === "object" && address !== null ? address.port : null));
    });
  });
}

/** The first free one from `first` on, and not `except`. */
export async function freePortFrom(first: number, except: number | null): Promise<number | null> {
  for (let port = first; port < Math.min(first + 100, 65_536); port++) {
    if (port !== except && (await tryPort(port)) !== null) return port;
  }
  return null;
}
