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

export type TlsEnd = {
  /** It does not listen: connections are handed to it, and come out in clear. */
  readonly server: Server;
  /** Reads the certificate again, for connections from now on; `next`: the site that they will find. */
  renew(tls: Tls, next: Site): Promise<void>;
};

/**
 * A certificate is shown to who asks for a name of ours alone; who names nobody learns nothing from
 * an address (but an edge's probe, which asks so). The server itself has none then: it is in the
 * context that a name gets.
 */
export async function createTlsEnd({ tls, site, patienceMs }: Ended): Promise<TlsEnd> {
  let options = await optionsOf(tls);
  let ours = createSecureContext(options);
  const forStrangers = ({ refusesUnknownHosts, probedByAddress }: Site): SecureContextOptions => {
    const { cert: _cert, key: _key, ...rest } = options;
    return refusesUnknownHosts && !probedByAddress ? rest : options;
  };
  const server = createServer({
    ...forStrangers(site()),
    ALPNProtocols: tls.http2 ? ["h2", "http/1.1"] : ["http/1.1"],
    handshakeTimeout: patienceMs,
    // A client that has said all may still listen.
    allowHalfOpen: true,
    SNICallback: (name, done) => {
      const { kind } = nameHost(name, site());
      if (site().refusesUnknownHosts && kind !== "ours" && kind !== "alias") done(new Error("unknown name"));
      else done(null, ours);
    },
  });
  server.on("tlsClientError", (_, socket) => socket.destroy());
  const renew: TlsEnd["renew"] = async (fresh, next) => {
    options = await optionsOf(fresh);
    ours = createSecureContext(options);
    server.setSecureContext(forStrangers(next));
  };
  return { server, renew };
}
