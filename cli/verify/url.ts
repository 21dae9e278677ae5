/** A URL that somebody named, and how the site behind it is reached. Words where it is not the stack's. */
import type { Probes } from "../../generators/probes/probe.ts";
import type { Way } from "./way.ts";

const PATIENCE_MS = 15_000;

export function wayTo(text: string, { site }: Probes): Way | string {
  const url = parse(text);
  if (url === null) return `${text} is no URL of a site: https://shop.example.com, with nothing behind the name but a port`;
  const scheme = url.protocol === "https:" ? "https" : "http";
  if (scheme !== site.scheme) return `the site speaks ${site.scheme}, and ${text} does not`;
  if (!site.domains.some((domain) => covers(domain, url.hostname)))
    return `${url.hostname} is none of the stack's domains: ${site.domains.slice(0, 5).join(", ")}${site.domains.length > 5 ? " and more" : ""}`;
  const port = Number(url.port) || (scheme === "https" ? 443 : 80);
  return {
    address: url.hostname,
    ...portsOf(port, scheme, site),
    scheme,
    name: url.hostname,
    origin: url.origin,
    canonical: url.origin.replace(url.hostname, site.canonical),
    login: "",
    from: null,
    front: null,
    patienceMs: PATIENCE_MS,
  };
}

function parse(text: string): URL | null {
  if (!URL.canParse(text)) return null;
  const url = new URL(text);
  const isPlain = url.pathname === "/" && url.search === "" && url.hash === "" && url.username === "" && url.password === "";
  return isPlain && (url.protocol === "https:" || url.protocol === "http:") ? url : null;
}

/** The other port is known where this one is the stack's own, or each scheme's usual one. */
function portsOf(port: number, scheme: "http" | "https", { http, https, edge }: Probes["site"]): Pick<Way, "http" | "https"> {
  if (scheme === "http") return { http: port, https: null };
  if (!edge && port === https) return { http, https: port };
  return { http: port === 443 ? 80 : null, https: port };
}

function covers(domain: string, name: string): boolean {
  return domain.startsWith("*.") ? name.endsWith(domain.slice(1)) && name.length > domain.length - 1 : name === domain;
}
