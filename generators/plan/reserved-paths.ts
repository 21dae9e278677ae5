/**
 * Paths that the web server itself answers, whichever it is: a rule or a folder of the user's there would hold
 * in one server, be passed over in another and keep a third from starting. What covers them from above is free.
 */
import type { Report } from "../report.ts";
import { coveringPaths } from "./covering-paths.ts";
import type { Plan } from "./plan.ts";
import { pathAt, type Statement } from "./statements.ts";

type Site = { readonly name: string; readonly tls: Plan["web"]["tls"] };
type Reserved = { readonly path: string; readonly because: string; readonly help: string };

const OTHER = "use another path";

function reservedOf({ name, tls }: Site): readonly Reserved[] {
  const challenge = {
    path: "/.well-known/acme-challenge",
    because: "the certificate's renewal is proven there (web.tls.certificate: acme)",
    help: "take it out: nothing but the renewal's own files is ever there, and they are for everybody",
  };
  const pages = { path: `/-/${name}`, because: "the web server keeps its error and maintenance pages there", help: OTHER };
  return tls?.acme == null ? [pages] : [challenge, pages];
}

export function reportReserved(statements: readonly Statement[], site: Site, report: Report): void {
  const rows = reservedOf(site);
  const rowOf = (path: string) => rows.find((row) => row.path === path || coveringPaths(path).includes(row.path));
  const taken = new Set(statements.flatMap(({ path, serve }) => (serve?.kind === "app" && rowOf(path) !== undefined ? [serve.app] : [])));
  for (const statement of statements) {
    const { path, serve } = statement;
    const row = rowOf(path.endsWith("/") ? path.slice(0, -1) : path);
    // Where an app's probe is follows from its mount, of which it is said already.
    if (row === undefined || (serve?.kind === "health" && taken.has(serve.app))) continue;
    report({
      code: "reserved-path",
      layer: "plan",
      at: pathAt(statement),
      message: `${path} is not the site's to rule or to serve: ${row.because}`,
      help: row.help,
    });
  }
}
