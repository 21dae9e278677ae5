/** nginx: the web server most stacks have; speaks every gateway protocol itself. */
import type { Emit, WebLayer } from "../../layer.ts";
import type { File } from "../../render/file.ts";
import type { Origin } from "../../render/origin.ts";
import { render, type Template } from "../../render/render.ts";
import type { View } from "../../render/text.ts";
import type { RuleId } from "../../rules.ts";
import acme from "./acme.conf.hbs";
import { behaviour } from "./behaviour.ts";
import { check } from "./check.ts";
import connection from "./connection.conf.hbs";
import defaultServer from "./default-server.conf.hbs";
import edge from "./edge.conf.hbs";
import { factsOf } from "./facts.ts";
import files from "./files.conf.hbs";
import headers from "./headers.conf.hbs";
import { host, local, packages, version } from "./host.ts";
import http from "./http.conf.hbs";
import linkTemplate from "./link.conf.hbs";
import logs from "./logs.conf.hbs";
import { linkFile } from "./names.ts";
import mainFile from "./nginx.conf.hbs";
import protectedHeaders from "./protected-headers.conf.hbs";
import { quoteNginx } from "./quote.ts";
import { handsOutFiles } from "./rows.ts";
import site from "./site.conf.hbs";
import tls from "./tls.conf.hbs";
import types from "./types.conf.hbs";
import uploadHeaders from "./upload-headers.conf.hbs";
import { viewHttp } from "./view-http.ts";
import { viewLink } from "./view-link.ts";
import { viewLocal } from "./view-local.ts";
import { viewSite } from "./view-site.ts";
import {
  viewAcme,
  viewConnectionRules,
  viewDefaultServer,
  viewEdge,
  viewFileRules,
  viewHeaders,
  viewLogs,
  viewProtectedHeaders,
  viewTls,
  viewTypes,
  viewUploadHeaders,
} from "./view-snippets.ts";
import { words } from "./words.ts";

export const nginx: WebLayer = {
  role: "web",
  name: "nginx",
  title: "nginx",
  words,
  version,
  packages,
  behaviour,
  host,
  local,
  // Gateway protocols before HTTP: nothing to parse twice, nothing to smuggle. FastCGI before SCGI: its
  // connections are kept, and an answer that was cut is known as such.
  accepts: ["uwsgi", "fastcgi", "scgi", "http"],
  run: () => null,
  check,
  emit,
};

function emit(emit: Emit): readonly File[] {
  const { plan } = emit;
  const q = quoteNginx(emit);
  const facts = factsOf(plan);
  const edgeView = viewEdge(plan, facts, q);
  const print = (name: string, template: Template, view: View<"nginx">, why: RuleId): File =>
    render({ path: name.includes("/") ? name : `web/nginx/${name}.conf`, template, view, origin: origin(why) });
  return [
    print("http", http, viewHttp(plan, facts, q), "nginx"),
    print("site", site, viewSite(plan, facts, q), "nginx"),
    ...(plan.web.catchAll ? [print("default-server", defaultServer, viewDefaultServer(plan, q), "catch-all")] : []),
    print("connection", connection, viewConnectionRules(plan, q), "S2"),
    print("logs", logs, viewLogs(plan, q), "logs"),
    print("headers", headers, viewHeaders(plan, facts, q), "F3"),
    ...(plan.web.tls === null ? [] : [print("tls", tls, viewTls(plan, plan.web.tls, q), "tls")]),
    ...(plan.web.tls?.acme == null ? [] : [print("acme", acme, viewAcme(plan.web.tls.acme, q), "acme")]),
    ...(edgeView === null ? [] : [print("edge", edge, edgeView, "X8")]),
    ...(handsOutFiles(plan) ? [print("files", files, viewFileRules(plan, q), "F1")] : []),
    ...(handsOutFiles(plan) ? [print("types", types, viewTypes(q), "F11")] : []),
    ...(serves(emit, ["media"]) ? [print("upload-headers", uploadHeaders, viewUploadHeaders(plan, facts, q), "uploads")] : []),
    ...(serves(emit, ["protected"]) ? [print("protected-headers", protectedHeaders, viewProtectedHeaders(plan, facts, q), "uploads")] : []),
    ...[...new Set(plan.apps.map(({ server }) => server.webLink))].map((link) =>
      print(linkFile(link), linkTemplate, viewLink(link, plan, facts, q), "X2"),
    ),
    ...(plan.place.kind === "local" ? [print("local/nginx.conf", mainFile, viewLocal(plan, q), "local")] : []),
  ];
}

const origin = (id: RuleId): Origin => ({ kind: "rule", id });

function serves({ plan }: Emit, kinds: readonly string[]): boolean {
  return plan.locations.some(({ serve }) => kinds.includes(serve.kind));
}
