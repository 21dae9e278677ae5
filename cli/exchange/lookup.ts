/**
 * `localhost` is this machine, also where no hosts file says so: RFC 6761, 6.3, and as browsers and curl have it.
 * Node leaves it to the system, and a Debian that nobody has set up yet has no hosts file.
 */
import { lookup as ask, type LookupAddress } from "node:dns";
import type { LookupFunction } from "node:net";

const LOCAL = /^(.+\.)?localhost\.?$/i;
const LOOPBACK: LookupAddress = { address: "127.0.0.1", family: 4 };

export const lookup: LookupFunction = (name, options, found) =>
  ask(name, options, (error, address, family) => {
    if (error === null || !LOCAL.test(name)) return found(error, address, family);
    return options.all === true ? found(null, [LOOPBACK]) : found(null, LOOPBACK.address, LOOPBACK.family);
  });
