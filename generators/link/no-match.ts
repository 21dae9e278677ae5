/** Two neighbours that do not meet: what each side speaks, and the nearest pairing that works. */
import { below } from "../../schema/path.ts";
import type { Registry } from "../layer.ts";
import type { AppSource } from "../plan/app-sources.ts";
import type { Link } from "../plan/links.ts";
import type { WebName } from "../plan/plan.ts";
import type { Report } from "../report.ts";
import { nearestPairing } from "./pairings.ts";

export type NoMatch = {
  readonly app: AppSource;
  readonly web: WebName;
  readonly registry: Registry;
  readonly report: Report;
  /** `app`: framework and WSGI server; `web`: WSGI server and web server. */
  readonly side: "app" | "web";
  readonly accepts: readonly Link[];
  readonly offers: readonly Link[];
};

export function noMatch({ app, web, registry, report, side, accepts, offers }: NoMatch): void {
  const { framework } = app.source;
  const wsgi = app.wsgi.server;
  const [front, back] = side === "app" ? [wsgi, framework] : [web, wsgi];
  const nearest = nearestPairing({ web, wsgi, framework }, registry);
  const stated = side === "app" ? app.source.interface : app.wsgi.protocol;
  const forced = side === "app" ? below(app.at, "interface") : below(app.wsgiAt, "protocol");
  report({
    code: "link-no-match",
    layer: "link",
    at: stated === undefined ? below(app.wsgiAt, "server") : forced,
    message: `${front} and ${back} have no link in common: ${front} accepts ${listed(accepts)}, ${back} offers ${listed(offers)}`,
    help:
      nearest === null
        ? "see `stackc pairings`"
        : `the nearest pairing that works is ${nearest.web} + ${nearest.wsgi} + ${nearest.framework}${stated === undefined ? "" : `; or leave out \`${side === "app" ? "interface" : "protocol"}: ${stated}\``}`,
    related: [
      side === "app"
        ? { at: below(app.at, "framework"), message: `${framework} offers ${listed(offers)}` }
        : { at: "web.server", message: `${web} accepts ${listed(accepts)}` },
    ],
  });
}

function listed(links: readonly Link[]): string {
  return links.length === 0 ? "none that fits" : links.join(", ");
}
