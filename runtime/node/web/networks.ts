/** Addresses, and sets of addresses and networks (CIDR). IPv4 in IPv6's clothes (::ffff:192.0.2.1) is IPv4. */
import { BlockList, isIP, SocketAddress } from "node:net";

export type Networks = (address: string) => boolean;

export function networksOf(written: readonly string[]): Networks {
  if (written.length === 0) return () => false;
  const list = new BlockList();
  for (const text of written) addNetwork(list, text);
  return (address) => {
    const family = isIP(address);
    return family !== 0 && list.check(address, family === 4 ? "ipv4" : "ipv6");
  };
}

function addNetwork(list: BlockList, text: string): void {
  const slash = text.indexOf("/");
  const address = slash < 0 ? text : text.slice(0, slash);
  const family = isIP(address) === 4 ? "ipv4" : "ipv6";
  if (slash < 0) list.addAddress(address, family);
  else list.addSubnet(address, Number(text.slice(slash + 1)), family);
}

/** For a client whose address cannot be read: one that is nobody's, so in no list of addresses (RFC 1122, section 3.2.1.3). */
export const NOBODY = "0.0.0.0";

/** One way to write each address: a zone, which counts on this machine alone, left out, and IPv6 as RFC 5952 has it. */
export function plainAddress(address: string | undefined): string {
  switch (address === undefined ? 0 : isIP(address)) {
    case 4:
      return address ?? NOBODY;
    case 6:
      return plainSix(address ?? "");
    default:
      return NOBODY;
  }
}

function plainSix(address: string): string {
  const bare = address.split("%")[0] ?? "";
  const written = new SocketAddress({ address: bare, family: "ipv6" }).address;
  return written.startsWith("::ffff:") && written.includes(".") ? written.slice(7) : written;
}
