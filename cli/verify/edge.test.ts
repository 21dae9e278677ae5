/** Probes that come by an edge: what it says of its clients, and what a client may not say. */
import { createServer } from "node:net";
import { describe, expect, test } from "vitest";
import { asStranger, EDGE, type Front, throughEdge } from "./edge.ts";
import { answeredSame } from "./same.ts";
import { SHOP, wayAt } from "./way.sample.ts";
import { type Way, wireOf } from "./way.ts";

describe("forged headers", () => {
  const action = { kind: "same", ask: { target: "/" }, forged: [["X-Forwarded-For", "10.0.0.1"]] } as const;
  type Answering = (isForged: boolean) => string;
  const plain = (status: number, more = ""): string => `HTTP/1.1 ${status} Said\r\nContent-Length: 0\r\n${more}\r\n`;

  async function asked(answer: Answering, first?: number) {
    const server = createServer((socket) => {
      socket.on("error", () => {});
      socket.once("data", (data) => socket.end(answer(data.includes("X-Forwarded-For"))));
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const address = server.address();
    const way = wayAt(typeof address === "object" && address !== null ? address.port : 0);
    try {
      return await answeredSame(first === undefined ? action : { ...action, first }, { probes: SHOP, way, inside: null });
    } finally {
      await new Promise((resolve) => server.close(resolve));
    }
  }

  test("that change nothing, or are refused, pass", async () => {
    expect(await asked(() => plain(404))).toEqual({ kind: "ok" });
    expect(await asked((isForged) => plain(isForged ? 400 : 200))).toEqual({ kind: "ok" });
    expect(await asked((isForged) => (isForged ? "" : plain(200)))).toEqual({ kind: "ok" });
    expect(await asked((isForged) => plain(302, `Location: https://shop/?state=${isForged}\r\n`))).toEqual({ kind: "ok" });
  });

  test("that open a door, or lead elsewhere, fail", async () => {
    expect(await asked((isForged) => plain(isForged ? 200 : 403), 403)).toEqual({
      kind: "failed",
      faults: ["forged headers made 200 of 403"],
    });
    expect(await asked((isForged) => plain(302, `Location: https://${isForged ? "forged" : "shop"}/a\r\n`))).toEqual({
      kind: "failed",
      faults: ["forged headers made it lead to https://forged/a, not https://shop/a"],
    });
  });

  test("say nothing where the door is open to whoever asks", async () => {
    expect(await asked(() => plain(200), 403)).toMatchObject({ kind: "unasked" });
  });
});

describe("an edge that the prober plays", () => {
  const behind = (front: Omit<Front, "address">): Way => ({
    ...wayAt(1),
    scheme: "https",
    from: "127.0.9.9",
    front: { address: EDGE, ...front },
  });
  const lb = behind({ tls: "edge", clientHeader: "X-Forwarded-For" });
  const cdn = behind({ tls: "both", clientHeader: "CF-Connecting-IP" });

  test("grows the list that a client began, and writes its own header anew", () => {
    const sent = [
      ["x-forwarded-for", "203.0.113.66"],
      ["CF-Connecting-IP", "203.0.113.66"],
      ["X-Forwarded-Proto", "http"],
    ] as const;
    expect(throughEdge({ headers: sent }, lb).headers).toEqual([
      ["CF-Connecting-IP", "203.0.113.66"],
      ["X-Forwarded-For", "203.0.113.66, 127.0.9.9"],
      ["X-Forwarded-Proto", "https"],
    ]);
    expect(throughEdge({ headers: sent, scheme: "http" }, cdn).headers).toEqual([
      ["x-forwarded-for", "203.0.113.66"],
      ["CF-Connecting-IP", "127.0.9.9"],
      ["X-Forwarded-Proto", "http"],
    ]);
  });

  test("speaks for itself in a request that is written out, too", () => {
    expect(throughEdge({ raw: "GET / HTTP/1.1\r\nHost: {host}\r\n\r\n" }, lb).raw).toBe(
      "GET / HTTP/1.1\r\nX-Forwarded-For: 127.0.9.9\r\nX-Forwarded-Proto: https\r\nHost: {host}\r\n\r\n",
    );
  });

  test("has a wire of its own, unless it passes TLS on", () => {
    expect([wireOf(lb, "https"), wireOf(cdn, "http"), wireOf(behind({ tls: "web", clientHeader: "proxy_protocol" }), "http")]).toEqual([
      "http",
      "https",
      "http",
    ]);
    expect(wireOf(asStranger("plain", lb), "https")).toBe("https");
  });
});
