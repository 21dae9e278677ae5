/**
 * A network's address is its first: `10.0.0.1/8` may mean one address or 16 million, and the servers
 * read it as the network, with a warning (nginx) or without (Apache).
 */
import type { Diagnostic } from "./diagnostic.ts";
import type { Path } from "./path.ts";
import { report } from "./report.ts";
import { showValue } from "./show.ts";
import { type Data, isList, isMap, type Tree, valueAt } from "./source.ts";

export function checkNetworks(tree: Tree): Diagnostic[] {
  return networkPaths(tree).flatMap((path) => checkList(tree, path));
}

/** Every list of the language that takes networks. */
function networkPaths(tree: Tree): Path[] {
  const access = valueAt(tree.data, ["web", "access"]);
  const rules = isMap(access) ? Object.keys(access) : [];
  const inRules = rules.flatMap((path) => ["allow", "deny"].map((key) => ["web", "access", path, key]));
  return [["edge", "trusted"], ["web", "maintenance", "allow"], ...inRules];
}

function checkList(tree: Tree, path: Path): Diagnostic[] {
  const list = valueAt(tree.data, path);
  return isList(list) ? list.flatMap((written, i) => checkOne(tree, [...path, i], written)) : [];
}

function checkOne(tree: Tree, path: Path, written: Data): Diagnostic[] {
  const odd = typeof written === "string" ? oddOf(written) : null;
  if (odd !== null) return [report("bad-address", "schema", tree.locate(path), `${showValue(written)} is ${odd.noun}`, { help: odd.help })];
  const [, address, length] = /^([0-9a-f.:]+)\/([0-9]+)$/i.exec(typeof written === "string" ? written : "") ?? [];
  if (address === undefined) return [];
  const network = networkOf(address, Number(length));
  if (network === null) return [];
  const help = `write ${network}/${length} for the whole network, or ${address} for the one address`;
  return [report("host-bits", "schema", tree.locate(path), `${showValue(written)} is an address inside a network`, { help })];
}

type Odd = { readonly noun: string; readonly help: string };

/**
 * Addresses that are well written and that no client has, as a web server sees it: nginx takes one of them for a slip of the
 * pen, Apache another, and neither starts.
 */
function oddOf(written: string): Odd | null {
  const [address = "", length = ""] = written.split("/");
  if (address === "255.255.255.255") return { noun: "the broadcast address, which no client has", help: "leave it out" };
  // RFC 4291, section 2.5.5.2.
  const groups = address.includes(":") ? groupsOf(address) : [];
  const bits = length === "" ? 128 : Number(length);
  if (groups.length !== 8 || bits < 96 || groups[5] !== 0xffff || groups.slice(0, 5).some((group) => group !== 0)) return null;
  const four = groups.slice(6).flatMap((group) => [group >> 8, group & 255]);
  return { noun: "IPv4 in the form of IPv6", help: `write ${four.join(".")}${length === "" ? "" : `/${bits - 96}`}` };
}

/** The network's first address; null when that is the one given, or when it is no address. */
function networkOf(address: string, length: number): string | null {
  const six = address.includes(":");
  const groups = six ? groupsOf(address) : address.split(".").map(Number);
  const bits = six ? 16 : 8;
  if (groups.length * bits !== (six ? 128 : 32) || length > groups.length * bits) return null;
  const masked = groups.map((group, i) => group & maskOf(length - i * bits, bits));
  if (masked.every((group, i) => group === groups[i])) return null;
  return six ? sixText(masked) : masked.join(".");
}

/** A group's mask, of which the first `ones` bits are the network's. */
function maskOf(ones: number, bits: number): number {
  const hosts = bits - Math.min(bits, Math.max(0, ones));
  return 2 ** bits - 2 ** hosts;
}

function groupsOf(address: string): number[] {
  const [head = [], tail = []] = address.split("::").map((part) => part.split(":").filter((group) => group !== ""));
  const zeros = address.includes("::") ? Array<string>(Math.max(0, 8 - head.length - tail.length)).fill("0") : [];
  return [...head, ...zeros, ...tail].map((group) => Number.parseInt(group, 16));
}

/** URLs write IPv6 as RFC 5952 wants it, shortest first. */
function sixText(groups: readonly number[]): string {
  return new URL(`http://[${groups.map((group) => group.toString(16)).join(":")}]/`).hostname.slice(1, -1);
}
