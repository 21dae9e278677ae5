/** nginx: the web server most stacks have; speaks every gateway protocol itself. */
import type { Emit, WebLayer } from "../../layer.ts";
import type { File } from "../../render/file.ts";
import { originOf } from "../../render/origin.ts";
import { render, type Template } from "../../render/render.ts";
import type { View } from "../../render/text.ts";
import acmeTemplate from "./acme.conf.hbs";
import { behaviour } from "./behaviour.ts";
import { check } from "./check.ts";
import connectionTemplate from "./connection.conf.hbs";
import { connectionRulesView } from "./connection.view.ts";
import defaultServerTemplate from "./default-server.conf.hbs";
import { defaultServerView } from "./default-server.view.ts";
import edgeTemplate from "./edge.conf.hbs";
import { edgeView } from "./edge.view.ts";
import { factsOf, type Given } from "./facts.ts";
import filesTemplate from "./files.conf.hbs";
import { fileRulesView, typesView } from "./files.view.ts";
import headersTemplate from "./headers.conf.hbs";
import { headersView, protectedHeadersView, uploadHeadersView } from "./headers.view.ts";
import { host, local, packages, version } from "./host.ts";
import httpTemplate from "./http.conf.hbs";
import { httpView } from "./http.view.ts";
import linkTemplate from "./link.conf.hbs";
import { linkView } from "./link.view.ts";
import localTemplate from "./local.conf.hbs";
import { localView } from "./local.view.ts";
import logsTemplate from "./logs.conf.hbs";
import { logsView } from "./logs.view.ts";
import { linkFile } from "./names.ts";
import protectedHeadersTemplate from "./protected-headers.conf.hbs";
import { quoteNginx } from "./quote.ts";
import { handsOutFiles } from "./rows.ts";
import siteTemplate from "./site.conf.hbs";
import { siteView } from "./site.view.ts";
import tlsTemplate from "./tls.conf.hbs";
import { acmeView, tlsView } from "./tls.view.ts";
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
  /** Every file is there because of the key at `because`. */
  const print = (name: string, template: Template, view: View<"nginx">, because: string): File =>
    render({ path: name.includes("/") ? name : `web/nginx/${name}.conf`, template, view, origin: originOf(plan.written, because) });
  const { catchAll, tls } = plan.web;
  const acme = tls?.acme ?? null;
  const edge = edgeView(given);
  return [
    print("http", httpTemplate, httpView(given), "web.server"),
    print("site", siteTemplate, siteView(given), "web.server"),
    ...(catchAll ? [print("default-server", defaultServerTemplate, defaultServerView(given), "web.catch_all")] : []),
    print("connection", connectionTemplate, connectionRulesView(given), "web.limits"),
    print("logs", logsTemplate, logsView(given), "web.logs"),
    print("headers", headersTemplate, headersView(given), "web.headers"),
    ...(tls === null ? [] : [print("tls", tlsTemplate, tlsView(tls, given), "web.tls")]),
    ...(acme === null ? [] : [print("acme", acmeTemplate, acmeView(acme, given), "web.tls.acme")]),
    ...(edge === null ? [] : [print("edge", edgeTemplate, edge, "edge")]),
    ...(handsOutFiles(plan) ? [print("files", filesTemplate, fileRulesView(given), "web.server")] : []),
    ...(handsOutFiles(plan) ? [print("types", typesTemplate, typesView(given), "web.server")] : []),
    ...(serves(emit, ["media"]) ? [print("upload-headers", uploadHeadersTemplate, uploadHeadersView(given), "web.headers")] : []),
    ...(serves(emit, ["protected"])
      ? [print("protected-headers", protectedHeadersTemplate, protectedHeadersView(given), "web.headers")]
      : []),
    ...[...new Set(plan.apps.map(({ server }) => server.webLink))].map((link) =>
      print(linkFile(link), linkTemplate, linkView(link, given), "web.server"),
    ),
    ...(plan.place.kind === "local" ? [print("local/nginx.conf", localTemplate, localView(given), "web.server")] : []),
  ];
}

function serves({ plan }: Emit, kinds: readonly string[]): boolean {
  return plan.locations.some(({ serve }) => kinds.includes(serve.kind));
}
