/**
 * `localhost` is 127.0.0.1, where every stack on one's own machine listens: RFC 6761, 6.3, and nobody is asked. A Debian
 * that nobody has set up yet has no hosts file; others name ::1 first, and TLS over a socket that has to try twice fails.
 */
import { lookup as ask, type LookupAddress } from "node:dns";
import type { LookupFunction } from "node:net";

const LOCAL = /^(.+\.)?localhost\.?$/i;
const LOOPBACK: LookupAddress = { address: "127.0.0.1", family: 4 };

export const lookup: LookupFunction = (name, options, found) => {
  if (!LOCAL.test(name)) return ask(name, options, found);
  process.nextTick(() => (options.all === true ? found(null, [LOOPBACK]) : found(null, LOOPBACK.address, LOOPBACK.family)));
};
