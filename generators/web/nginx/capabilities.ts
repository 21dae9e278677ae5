/**
 * What each version of nginx can do: the one table behind every choice of syntax here.
 * Source: https://nginx.org/en/CHANGES.
 */
import { atLeast } from "../../plan/versions.ts";
import { NGINX_SINCE } from "../since.ts";

const since = {
  ...NGINX_SINCE,
  /** `http2 on;` in place of `listen ... http2`, which warns from here on. */
  http2Directive: "1.25.1",
  /** Connections to an upstream are kept unless `keepalive 0` says otherwise. */
  keepsUpstreams: "1.29.7",
} as const;

export type Capabilities = Readonly<Record<keyof typeof since, boolean>>;

export function capabilitiesOf(version: string): Capabilities {
  const can = (capability: keyof typeof since): boolean => atLeast(version, since[capability]);
  return {
    rejectsHandshake: can("rejectsHandshake"),
    http2Directive: can("http2Directive"),
    keepsUpstreams: can("keepsUpstreams"),
    countsHeaders: can("countsHeaders"),
  };
}
