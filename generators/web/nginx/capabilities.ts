/**
 * What each version of nginx can do: the one table behind every choice of syntax here.
 * Source: https://nginx.org/en/CHANGES.
 */
import { atLeast } from "../../plan/versions.ts";

export const SINCE = {
  /** `ssl_reject_handshake`: an unknown name gets no certificate to look at. */
  rejectsHandshake: "1.19.4",
  /** `max_headers`: how many header fields a request may have. */
  countsHeaders: "1.29.8",
  /** `http2 on;` in place of `listen ... http2`, which warns from here on. */
  http2Directive: "1.25.1",
  /** Connections to an upstream are kept unless `keepalive 0` says otherwise. */
  keepsUpstreams: "1.29.7",
} as const;

export type Capabilities = Readonly<Record<keyof typeof SINCE, boolean>>;

export function capabilitiesOf(version: string): Capabilities {
  const can = (capability: keyof typeof SINCE): boolean => atLeast(version, SINCE[capability]);
  return {
    rejectsHandshake: can("rejectsHandshake"),
    http2Directive: can("http2Directive"),
    keepsUpstreams: can("keepsUpstreams"),
    countsHeaders: can("countsHeaders"),
  };
}
