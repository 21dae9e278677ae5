/** TLS on a connection that was accepted: certificate from files, read again on reload; ALPN tells the protocol. */
import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { createSecureContext, createServer, type SecureContextOptions, type SecureVersion, type Server } from "node:tls";
import { nameHost } from "./host.ts";
import type { Site, Tls } from "./settings.ts";

async function optionsOf({ certFile, keyFile, versions, ciphers, curves }: Tls): Promise<SecureContextOptions> {
  const [cert, key] = await Promise.all([readFile(credential("cert.pem", certFile)), readFile(credential("key.pem", keyFile))]);
  const options: SecureContextOptions = {
    cert,
    key,
    minVersion: versionOf(versions[0] ?? "TLSv1.2"),
    maxVersion: versionOf(versions.at(-1) ?? "TLSv1.3"),
    ciphers: ciphers.join(":"),
    ecdhCurve: knownCurves(curves).join(":"),
    sessionTimeout: 86_400,
  };
  // Tried first: a certificate that cannot be used must not replace one that can.
  createSecureContext(options);
  return options;
}

/** systemd hands out files that only root can read in a folder of their own (systemd.exec(5), LoadCredential=). */
function credential(name: string, otherwise: string): string {
  const folder = process.env.CREDENTIALS_DIRECTORY;
  const path = folder === undefined ? otherwise : `${folder}/${name}`;
  return existsSync(path) ? path : otherwise;
}

/** Node's OpenSSL may be older than the guideline: a key exchange that it lacks is passed over. */
function knownCurves(curves: readonly string[]): readonly string[] {
  return curves.filter((curve) => {
    try {
      createSecureContext({ ecdhCurve: curve });
      return true;
    } catch {
      return false;
    }
  });
}

function versionOf(name: string): SecureVersion {
  return name === "TLSv1.3" ? "TLSv1.3" : "TLSv1.2";
}

export type Ended = { readonly tls: Tls; readonly site: () => Site; readonly patienceMs: number };

/** A server that does not listen: connections are handed to it, and come out in clear. */
export async function createTlsEnd({ tls, site, patienceMs }: Ended): Promise<Server> {
  const server = createServer({
    ...(await optionsOf(tls)),
    ALPNProtocols: tls.http2 ? ["h2", "http/1.1"] : ["http/1.1"],
    handshakeTimeout: patienceMs,
    // A client that has said all may still listen.
    allowHalfOpen: true,
    // No certificate is shown to who asks for a name that is not ours.
    SNICallback: (name, done) => {
      const { kind } = nameHost(name, site());
      done(site().refusesUnknownHosts && kind !== "ours" && kind !== "alias" ? new Error("unknown name") : null);
    },
  });
  server.on("tlsClientError", (_, socket) => socket.destroy());
  return server;
}

/** Connections from now on; those that are open keep what they have. */
export async function renewCertificate(server: Server, tls: Tls): Promise<void> {
  server.setSecureContext(await optionsOf(tls));
}
