/** Connections of an edge that speaks the PROXY protocol: its words come off, what follows is the client's. */
import type { Socket } from "node:net";
import { readProxyHead } from "./proxy-protocol.ts";

/** `next`: the connection as if it came from `address`. Who is not the edge, or says nothing in time, is cut. */
export function acceptProxied(socket: Socket, patienceMs: number, next: (address: string | null) => void): void {
  let held = Buffer.alloc(0);
  const timer = setTimeout(() => socket.destroy(), patienceMs);
  const take = (): void => {
    for (let chunk = socket.read(); chunk !== null; chunk = socket.read()) held = Buffer.concat([held, chunk]);
    const read = readProxyHead(held);
    if (read === "more") return;
    clearTimeout(timer);
    socket.off("readable", take);
    if (read === "malformed") {
      socket.destroy();
      return;
    }
    const rest = held.subarray(read.bytes);
    if (rest.length > 0) socket.unshift(rest);
    next(read.address);
  };
  socket.on("error", () => socket.destroy()).on("close", () => clearTimeout(timer));
  socket.on("readable", take);
}
