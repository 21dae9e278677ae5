/**
 * How many connections are served at once. Node cannot leave one in the system's queue, so those
 * beyond wait in a line of ours, unread, as they would there; what the line cannot hold is cut.
 */
import type { Socket } from "node:net";
import type { Bounds } from "./bounds.ts";

export type Room = { enter(socket: Socket, begin: () => void): void };

type Waiting = { readonly socket: Socket; readonly begin: () => void };

/** `full`: somebody has to wait. */
export function createRoom({ served, waiting }: Pick<Bounds, "served" | "waiting">, full: () => void): Room {
  const line = new Set<Waiting>();
  let inside = 0;

  function admit({ socket, begin }: Waiting): void {
    inside += 1;
    socket.once("close", () => {
      inside -= 1;
      const [next] = line;
      if (next === undefined) return;
      line.delete(next);
      admit(next);
    });
    begin();
  }

  return {
    enter: (socket, begin) => {
      const one = { socket, begin };
      if (inside < served) return admit(one);
      full();
      if (line.size >= waiting) return void socket.destroy();
      line.add(one);
      socket.on("error", () => socket.destroy()).once("close", () => line.delete(one));
    },
  };
}
