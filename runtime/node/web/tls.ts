/** TLS on a connection that was accepted: certificate from files, read again on reload; ALPN tells the protocol. */
import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import type { Socket } from "node:net";
import { createSecureContext, type SecureContext, type SecureVersion, TLSSocket } from "node:tls";
import { nameHost } from "./host.ts";
import type { Site, Tls } from "./settings.ts";

export async function contextOf({ certFile, keyFile, versions, ciphers, curves }: Tls): Promise<SecureContext> {
  const [cert, key] = await Promise.all([readFile(credential("cert.pem", certFile)), readFile(credential("key.pem", keyFile))]);
  return createSecureContext({
    cert,
    key,
    minVersion: versionOf(versions[0] ?? "TLSv1.2"),
    maxVersion: versionOf(versions.at(-1) ?? "TLSv1.3"),
    ciphers: ciphers.join(":"),
    ecdhCurve: knownCurves(curves).join(":"),
    sessionTimeout: 86_400,
  });
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

export type Handshake = { readonly http2: boolean; readonly site: Site; readonly patienceMs: number };

type Next = (secure: TLSSocket, protocol: string | false | null) => void;

export function encrypt(socket: Socket, context: SecureContext, { http2, site, patienceMs }: Handshake, next: Next): void {
  const secure = new TLSSocket(socket, {
    isServer: true,
    secureContext: context,
    ALPNProtocols: http2 ? ["h2", "http/1.1"] : ["http/1.1"],
    // No certificate is shown to who does not ask for one of our names.
    SNICallback: (name, done) => {
      const { kind } = nameHost(name, site);
      done(site.refusesUnknownHosts && kind !== "ours" && kind !== "alias" ? new Error("unknown name") : null, context);
    },
  });
  const timer = setTimeout(() => socket.destroy(), patienceMs);
  const leave = (): void => {
    clearTimeout(timer);
    socket.destroy();
  };
  secure.on("error", leave);
  socket.on("error", leave).once("close", () => clearTimeout(timer));
  secure.once("secure", () => {
    clearTimeout(timer);
    next(secure, secure.alpnProtocol);
  });
}
