/** Whether an app server on a unix socket answers: by http, or by the uwsgi protocol; where neither is spoken, whether it accepts. */
import { request } from "node:http";
import { connect } from "node:net";
import type { App } from "../../generators/plan/plan.ts";

export function answers({ server, health, mount }: App, host: string): Promise<boolean> {
  const socket = server.socket ?? "";
  // A health path is a whole one, mount and all.
  const path = health?.path ?? mount;
  return server.webLink === "http" && health !== null
    ? answersHttp(socket, path, host)
    : accepts(socket, server.webLink === "uwsgi" ? uwsgiPacket(path, host) : null);
}

function answersHttp(socketPath: string, path: string, host: string): Promise<boolean> {
  return new Promise((resolve) => {
    const asked = request({ socketPath, path, headers: { host }, timeout: 5000 }, (answer) => {
      answer.resume();
      resolve(answer.statusCode === 200);
    });
    asked.on("error", () => resolve(false));
    asked.on("timeout", () => asked.destroy());
    asked.end();
  });
}

/** With a packet to send, it must also answer. */
export function accepts(where: string | number, packet: Buffer | null): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = typeof where === "string" ? connect(where) : connect(where, "127.0.0.1");
    const done = (well: boolean): void => {
      socket.destroy();
      resolve(well);
    };
    socket.setTimeout(5000, () => done(false));
    socket.on("error", () => done(false));
    socket.on("close", () => resolve(false));
    socket.on("connect", () => {
      if (packet === null) done(true);
      else socket.write(packet);
    });
    socket.on("data", (data) => done(data.length > 0));
  });
}

/** uwsgi-docs, Protocol.rst: modifier, size, modifier; then each text after its length, little-endian. */
function uwsgiPacket(path: string, host: string): Buffer {
  const variables = {
    REQUEST_METHOD: "GET",
    SERVER_PROTOCOL: "HTTP/1.1",
    PATH_INFO: path,
    REQUEST_URI: path,
    QUERY_STRING: "",
    SCRIPT_NAME: "",
    SERVER_NAME: host,
    SERVER_PORT: "80",
    HTTP_HOST: host,
  };
  const body = Buffer.concat(Object.entries(variables).flat().map(sized));
  const head = Buffer.alloc(4);
  head.writeUInt16LE(body.length, 1);
  return Buffer.concat([head, body]);
}

function sized(text: string): Buffer {
  const size = Buffer.alloc(2);
  size.writeUInt16LE(Buffer.byteLength(text));
  return Buffer.concat([size, Buffer.from(text)]);
}
