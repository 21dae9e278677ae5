/** PROXY protocol: whom the edge names belongs to one connection, and to no other, however alike the two are. */
import { once } from "node:events";
import { connect as connectTwo } from "node:http2";
import { connect, type Socket } from "node:net";
import { connect as connectTls, type TLSSocket } from "node:tls";
import { expect, test } from "vitest";
import { get, isWhole } from "./testing/raw-client.ts";
import { HTTPS_SITE, locationForTest } from "./testing/settings-for-test.ts";
import { type SiteForTest, siteForTest } from "./testing/site-for-test.ts";
import { tlsForTest } from "./testing/tls-for-test.ts";

const app = { kind: "app", app: "app", stream: false, websocket: false } as const;
const edge = { trusted: ["127.0.0.1"], endsTls: false, proxyProtocol: true, clientHeader: null, protoHeader: null };
const inside = { allow: ["10.0.0.0/8"], deny: [], basicAuth: null, satisfy: "all" } as const;

const line = (client: string): string => `PROXY TCP4 ${client} 192.0.2.1 4711 443\r\n`;

/** Both sockets of one site, http first. */
async function openSite(): Promise<SiteForTest & { readonly clear: number; readonly secure: number }> {
  const site = await siteForTest({
    tls: await tlsForTest(),
    site: { ...HTTPS_SITE, redirectsToHttps: false },
    edge,
    listen: { http: 0, https: 0, addresses: ["127.0.0.1"] },
    locations: [locationForTest("/inside", app, { access: inside }), locationForTest("/", app)],
  });
  const [clear, secure] = site.server.ports.map(({ port }) => port ?? 0);
  return { ...site, clear: clear ?? 0, secure: secure ?? 0 };
}

async function open(port: number, localPort: number | undefined, client: string): Promise<Socket> {
  // Bound either way: a port that the system has given of itself is not bound a second time.
  const socket = connect({ port, host: "127.0.0.1", localAddress: "127.0.0.1", ...(localPort === undefined ? {} : { localPort }) });
  await once(socket, "connect");
  socket.write(line(client));
  return socket;
}

async function ask(socket: Socket, path: string): Promise<string> {
  socket.write(get(path));
  let text = "";
  while (!isWhole(text)) text += String((await once(socket, "data"))[0]);
  return text.slice(9, 12);
}

async function secured(socket: Socket): Promise<TLSSocket> {
  const secure = connectTls({ socket, servername: "shop.example.com", rejectUnauthorized: false });
  await once(secure, "secureConnect");
  return secure;
}

const addresses = ({ worker }: SiteForTest) => worker?.requests.map(({ environ }) => environ.get("REMOTE_ADDR"));

test("two connections from one port of the edge are two clients, and stay so when one ends", async () => {
  const site = await openSite();
  const first = await open(site.clear, undefined, "203.0.113.5");
  expect(await ask(first, "/")).toBe("200");
  const second = await secured(await open(site.secure, first.localPort, "10.9.9.9"));
  expect(await ask(second, "/inside")).toBe("200");
  expect(await ask(first, "/inside")).toBe("403");
  expect(await ask(first, "/")).toBe("200");
  second.destroy();
  await once(second, "close");
  expect(await ask(first, "/")).toBe("200");
  expect(addresses(site)).toEqual(["203.0.113.5", "10.9.9.9", "203.0.113.5", "203.0.113.5"]);
  first.destroy();
});

test("by HTTP/2 too, on a connection whose twin speaks in clear", async () => {
  const site = await openSite();
  const socket = await open(site.secure, undefined, "10.9.9.9");
  const twin = await open(site.clear, socket.localPort, "203.0.113.5");
  expect(await ask(twin, "/")).toBe("200");
  const session = connectTwo("https://shop.example.com", {
    createConnection: () => connectTls({ socket, servername: "shop.example.com", rejectUnauthorized: false, ALPNProtocols: ["h2"] }),
  });
  const stream = session.request({ ":path": "/inside" });
  const [head] = await once(stream, "response");
  expect(head[":status"]).toBe(200);
  stream.resume();
  await once(stream, "close");
  expect(addresses(site)).toEqual(["203.0.113.5", "10.9.9.9"]);
  session.destroy();
  twin.destroy();
});

test("an address is written in one way, whichever version of the protocol tells it", async () => {
  const site = await openSite();
  const binary = Buffer.concat([
    Buffer.from("\r\n\r\n\0\r\nQUIT\n", "latin1"),
    Buffer.from([0x21, 0x21, 0, 36]),
    Buffer.from("20010db8000000000000000000000009", "hex"),
    Buffer.alloc(20),
  ]);
  for (const head of [binary, Buffer.from("PROXY TCP6 2001:DB8:0::9 2001:db8::1 4711 443\r\n")]) {
    const socket = connect({ port: site.clear, host: "127.0.0.1" });
    socket.write(head);
    expect(await ask(socket, "/")).toBe("200");
    socket.destroy();
  }
  expect(addresses(site)).toEqual(["2001:db8::9", "2001:db8::9"]);
});
