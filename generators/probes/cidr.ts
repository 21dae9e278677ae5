/** Whether an IPv4 address is in a network (RFC 4632). An IPv6 network holds none. */
export function isInside(address: string, network: string): boolean {
  const [base = "", bits = "32"] = network.split("/");
  const [low, own] = [numberOf(base), numberOf(address)];
  const size = 2 ** (32 - Number(bits));
  return low !== null && own !== null && Math.floor(own / size) === Math.floor(low / size);
}

function numberOf(address: string): number | null {
  if (!/^\d+(\.\d+){3}$/.test(address)) return null;
  return address.split(".").reduce((sum, part) => sum * 256 + Number(part), 0);
}
