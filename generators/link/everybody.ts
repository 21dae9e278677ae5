/** Do some networks, taken together, hold every address that a client may come from? Two halves are as much as `0.0.0.0/0`. */

type Range = { readonly six: boolean; readonly first: bigint; readonly last: bigint };

/** Addresses that no visitor from the Internet has: RFC 6890 for IPv4; of IPv6 all but 2000::/3 (RFC 4291, section 2.4). */
const NOBODYS = [
  ...["0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.168.0.0/16", "224.0.0.0/3"],
  ...["::/3", "4000::/2", "8000::/1"],
].map(rangeOf);

export function holdEverybody(networks: readonly string[]): boolean {
  const ranges = networks.map(rangeOf);
  return [false, true].some((six) => {
    const own = ranges.filter((range) => range.six === six);
    return own.length > 0 && leavesNoGap([...own, ...NOBODYS.filter((range) => range.six === six)], six);
  });
}

function leavesNoGap(ranges: readonly Range[], six: boolean): boolean {
  let next = 0n;
  for (const { first, last } of [...ranges].sort((a, b) => (a.first < b.first ? -1 : Number(a.first > b.first)))) {
    if (first > next) return false;
    if (last >= next) next = last + 1n;
  }
  return next === 1n << (six ? 128n : 32n);
}

function rangeOf(network: string): Range {
  const [address = "", length] = network.split("/");
  const six = address.includes(":");
  const value = six ? valueOf(groupsOf(address), 16n) : valueOf(address.split(".").map(Number), 8n);
  const all = six ? 128 : 32;
  const hosts = BigInt(all - Number(length ?? all));
  const first = (value >> hosts) << hosts;
  const range = { six, first, last: first + (1n << hosts) - 1n };
  return mapped(range) ?? range;
}

/** `::ffff:0:0/96` is all of IPv4 in IPv6's clothes (RFC 4291, section 2.5.5.2). */
function mapped({ six, first, last }: Range): Range | null {
  const start = 0xffffn << 32n;
  return six && first >= start && last < start + (1n << 32n) ? { six: false, first: first - start, last: last - start } : null;
}

function valueOf(groups: readonly number[], bits: bigint): bigint {
  return groups.reduce((value, group) => (value << bits) + BigInt(group), 0n);
}

function groupsOf(address: string): readonly number[] {
  const [head = [], tail = []] = address.split("::").map((part) => part.split(":").filter((group) => group !== ""));
  const zeros = address.includes("::") ? Array<string>(Math.max(0, 8 - head.length - tail.length)).fill("0") : [];
  return [...head, ...zeros, ...tail].map((group) => Number.parseInt(group, 16));
}
