/** nginx: the web server most stacks have; speaks every gateway protocol itself. */
import type { Emit, WebLayer } from "../../layer.ts";
import type { File } from "../../render/file.ts";
import type { Origin } from "../../render/origin.ts";
import { render, type Template } from "../../render/render.ts";
import type { View } from "../../render/text.ts";
import type { RuleId } from "../../rules.ts";
import acmeTemplate from "./acme.conf.hbs";
import { behaviour } from "./behaviour.ts";
import { check } from "./check.ts";
import connectionTemplate from "./connection.conf.hbs";
import defaultServerTemplate from "./default-server.conf.hbs";
import edgeTemplate from "./edge.conf.hbs";
import { factsOf, type Given } from "./facts.ts";
import filesTemplate from "./files.conf.hbs";
import headersTemplate from "./headers.conf.hbs";
import { host, local, packages, version } from "./host.ts";
import httpTemplate from "./http.conf.hbs";
import { httpView } from "./http.view.ts";
import linkTemplate from "./link.conf.hbs";
import { linkView } from "./link.view.ts";
import localTemplate from "./local.conf.hbs";
import { localView } from "./local.view.ts";
import logsTemplate from "./logs.conf.hbs";
import { linkFile } from "./names.ts";
import protectedHeadersTemplate from "./protected-headers.conf.hbs";
import { quoteNginx } from "./quote.ts";
import { handsOutFiles } from "./rows.ts";
import siteTemplate from "./site.conf.hbs";
import { siteView } from "./site.view.ts";
import {
  acmeView,
  connectionRulesView,
  defaultServerView,
  edgeView,
  fileRulesView,
  headersView,
  logsView,
  protectedHeadersView,
  tlsView,
  typesView,
  uploadHeadersView,
} from "./snippets.view.ts";
import tlsTemplate from "./tls.conf.hbs";
import typesTemplate from "./types.conf.hbs";
import uploadHeadersTemplate from "./upload-headers.conf.hbs";
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
  const given: Given = { plan, facts: factsOf(plan), q: quoteNginx(emit) };
  const print = (name: string, template: Template, view: View<"nginx">, why: RuleId): File =>
    render({ path: name.includes("/") ? name : `web/nginx/${name}.conf`, template, view, origin: origin(why) });
  const { catchAll, tls } = plan.web;
  const acme = tls?.acme ?? null;
  const edge = edgeView(given);
  return [
    print("http", httpTemplate, httpView(given), "nginx"),
    print("site", siteTemplate, siteView(given), "nginx"),
    ...(catchAll ? [print("default-server", defaultServerTemplate, defaultServerView(given), "catch-all")] : []),
    print("connection", connectionTemplate, connectionRulesView(given), "S2"),
    print("logs", logsTemplate, logsView(given), "logs"),
    print("headers", headersTemplate, headersView(given), "F3"),
    ...(tls === null ? [] : [print("tls", tlsTemplate, tlsView(tls, given), "tls")]),
    ...(acme === null ? [] : [print("acme", acmeTemplate, acmeView(acme, given), "acme")]),
    ...(edge === null ? [] : [print("edge", edgeTemplate, edge, "X8")]),
    ...(handsOutFiles(plan) ? [print("files", filesTemplate, fileRulesView(given), "F1")] : []),
    ...(handsOutFiles(plan) ? [print("types", typesTemplate, typesView(given), "F11")] : []),
    ...(serves(emit, ["media"]) ? [print("upload-headers", uploadHeadersTemplate, uploadHeadersView(given), "uploads")] : []),
    ...(serves(emit, ["protected"]) ? [print("protected-headers", protectedHeadersTemplate, protectedHeadersView(given), "uploads")] : []),
    ...[...new Set(plan.apps.map(({ server }) => server.webLink))].map((link) =>
      print(linkFile(link), linkTemplate, linkView(link, given), "X2"),
    ),
    ...(plan.place.kind === "local" ? [print("local/nginx.conf", localTemplate, localView(given), "local")] : []),
  ];
}

const origin = (id: RuleId): Origin => ({ kind: "rule", id });

function serves({ plan }: Emit, kinds: readonly string[]): boolean {
  return plan.locations.some(({ serve }) => kinds.includes(serve.kind));
}
