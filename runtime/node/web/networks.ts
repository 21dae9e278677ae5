/** Sets of addresses and networks (CIDR). IPv4 in IPv6's clothes (::ffff:192.0.2.1) is IPv4. */
import { BlockList, isIP } from "node:net";

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

export function plainAddress(address: string | undefined): string {
  if (address === undefined) return "";
  return address.startsWith("::ffff:") && address.includes(".") ? address.slice(7) : address;
}
