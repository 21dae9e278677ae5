/** A TLS handshake and no request: refused, by which protocol, with which certificate. */
import { connect as connectTls } from "node:tls";
import type { Action } from "../../generators/probes/probe.ts";
import { openPlain, passingErrors, type Way } from "./way.ts";

type Wanted = Extract<Action, { readonly kind: "handshake" }>;

type Shaken =
  | {
      readonly kind: "open";
      readonly protocol: string | null;
      readonly alpn: string | null;
      readonly distrust: string | null;
      readonly names: readonly string[];
    }
  | { readonly kind: "refused" }
  | { readonly kind: "fault"; readonly message: string; readonly code: string | null };

export async function judgeHandshake(
  wanted: Wanted,
  way: Way,
  port: number,
): Promise<readonly string[] | { readonly fault: string; readonly code: string | null }> {
  const shaken = await shake(wanted, way, port);
  if (shaken.kind === "fault") return { fault: shaken.message, code: shaken.code };
  switch (wanted.want) {
    case "refused":
      return shaken.kind === "refused"
        ? []
        : [`the handshake succeeded${shaken.protocol === null ? "" : ` with ${shaken.protocol}`}, wanted a refusal`];
    case "nameless": {
      if (shaken.kind === "refused") return [];
      const ours = [way.name, new URL(way.canonical).hostname];
      const shown = shaken.names.filter((name) => ours.some((own) => name === own || name === own.replace(/^[^.]+/, "*")));
      return shown.length === 0 ? [] : [`the certificate that is shown names ${shown.join(", ")}`];
    }
    case "http2":
      if (shaken.kind === "refused") return ["the handshake was refused"];
      return shaken.alpn === "h2" ? [] : [`the server chose ${shaken.alpn ?? "no protocol"}, wanted h2`];
    case "trusted":
      if (shaken.kind === "refused") return ["the handshake was refused"];
      return shaken.distrust === null ? [] : [`the certificate is not trusted: ${shaken.distrust}`];
    default:
      return wanted.want satisfies never;
  }
}

/** The socket's own troubles; all else that ends a handshake is the server's no. */
const TROUBLES = new Set(["ECONNREFUSED", "ENOTFOUND", "EHOSTUNREACH", "ENETUNREACH", "ETIMEDOUT", "EAI_AGAIN", "EADDRNOTAVAIL"]);

function shake({ servername, newest }: Wanted, way: Way, port: number): Promise<Shaken> {
  const plain = openPlain(way, port);
  const old = newest === undefined ? {} : ({ minVersion: "TLSv1", maxVersion: newest, ciphers: "DEFAULT:@SECLEVEL=0" } as const);
  const socket = passingErrors(
    plain,
    connectTls({ socket: plain, servername: servername ?? way.name, rejectUnauthorized: false, ALPNProtocols: ["h2", "http/1.1"], ...old }),
  );
  return new Promise((resolve) => {
    const done = (shaken: Shaken): void => {
      socket.destroy();
      resolve(shaken);
    };
    socket.setTimeout(way.patienceMs, () => done({ kind: "fault", message: "the handshake took too long", code: "ETIMEDOUT" }));
    socket.once("secureConnect", () =>
      done({
        kind: "open",
        protocol: socket.getProtocol(),
        alpn: socket.alpnProtocol || null,
        names: namesOf(socket.getPeerCertificate().subjectaltname ?? ""),
        distrust: socket.authorized ? null : distrustOf(socket.authorizationError),
      }),
    );
    socket.once("error", (error: NodeJS.ErrnoException) =>
      done(TROUBLES.has(error.code ?? "") ? { kind: "fault", message: error.message, code: error.code ?? null } : { kind: "refused" }),
    );
    socket.once("close", () => done({ kind: "refused" }));
  });
}

/** `DNS:a.example, DNS:b.example` */
function namesOf(text: string): readonly string[] {
  return text.split(", ").map((name) => name.replace(/^DNS:/, ""));
}

/** Node's words, or OpenSSL's code where there are none. */
function distrustOf(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  return WORDS[text] ?? text;
}

const WORDS: Readonly<Record<string, string>> = {
  DEPTH_ZERO_SELF_SIGNED_CERT: "it is self-signed",
  SELF_SIGNED_CERT_IN_CHAIN: "its chain ends in a certificate that nobody knows",
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: "its chain is not whole: the server sends no intermediate certificate",
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: "its issuer is not known",
  CERT_HAS_EXPIRED: "it has expired",
  CERT_NOT_YET_VALID: "it is not valid yet",
  ERR_TLS_CERT_ALTNAME_INVALID: "it is for other names",
};
