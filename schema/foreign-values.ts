/**
 * Values that people bring from other tools, in lower case, and what to write for them. Only where the
 * nearest value of the language would not be found by spelling, or would be a wrong guess.
 */
import { INTERFACES, LAYERS } from "./layers.generated.ts";
import { listOf } from "./list-of.ts";
import { layerValues } from "./said-of-layers.ts";

const ASGI_SERVER = `an ASGI app is run by ${listOf(serversFor("asgi"))}`;

const CDN = "write cdn, and its networks under trusted";
const BALANCER = "write load-balancer, and its networks under trusted";

const VALUES: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  server: {
    uvicorn: ASGI_SERVER,
    hypercorn: ASGI_SERVER,
    daphne: ASGI_SERVER,
    caddy: `write ${listOf(LAYERS.web)}: caddy is none of them`,
    waitress: `write ${listOf(LAYERS.wsgi)}`,
  },
  certificate: {
    letsencrypt: "write acme",
    "lets-encrypt": "write acme",
    certbot: "write acme",
    auto: "write acme",
    "self-signed": "write internal",
    selfsigned: "write internal",
    snakeoil: "write internal",
    custom: "write files, with cert_file and key_file",
  },
  profile: { old: "write intermediate: Mozilla's guideline has no older one any more" },
  kind: {
    cloudflare: CDN,
    cloudfront: CDN,
    fastly: CDN,
    akamai: CDN,
    alb: BALANCER,
    elb: BALANCER,
    haproxy: BALANCER,
    traefik: BALANCER,
    ...Object.fromEntries(LAYERS.web.map((name) => [name, BALANCER])),
    proxy: BALANCER,
    lb: BALANCER,
  },
  os: {
    bookworm: "write debian-12",
    trixie: "write debian-13",
    noble: "write ubuntu-24.04",
    jammy: "write ubuntu-22.04",
  },
};

/** What a WSGI app cannot be run by, said to who has one. */
const WSGI_SERVERS = `write ${listOf(serversFor("wsgi"))}: this one runs ASGI apps, and the app is none`;

/** `beside`: for a WSGI server, the interface or framework of its app. */
export function helpForValue(key: string, value: string, beside: string | null = null): string | null {
  const values = { ...VALUES[key], ...layerValues(key), ...(key === "server" ? FRAMEWORK_AS_SERVER : {}) };
  const word = value.toLowerCase();
  if (beside !== null && speaksWsgi(beside) && values[word] === ASGI_SERVER) return WSGI_SERVERS;
  return Object.hasOwn(values, word) ? (values[word] ?? null) : null;
}

/** Of a framework or interface: by default. */
function speaksWsgi(name: string): boolean {
  return name === "wsgi" || Object.entries(INTERFACES.framework).some(([framework, [first]]) => framework === name && first === "wsgi");
}

/** `wsgi` and `asgi` are any framework's interfaces: who writes one as a server means that. */
const FRAMEWORK_AS_SERVER = Object.fromEntries(
  LAYERS.framework
    .filter((name) => !Object.entries(INTERFACES.framework).some(([other, spoken]) => other !== name && spoken.includes(name)))
    .map((name) => [name, `${name} is a framework: write it there, and here ${listOf(serversFor(INTERFACES.framework[name][0]))}`]),
);

function serversFor(spoken: string | undefined): readonly string[] {
  return LAYERS.wsgi.filter((name) => spoken !== undefined && INTERFACES.wsgi[name].includes(spoken));
}
