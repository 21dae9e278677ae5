/** Apache httpd 2.4, event MPM. */
import type { Emit, WebLayer } from "../../layer.ts";
import { quoteHttpd } from "../../quote/httpd.ts";
import type { File } from "../../render/file.ts";
import { originOf } from "../../render/origin.ts";
import { render, type Template } from "../../render/render.ts";
import type { View } from "../../render/text.ts";
import notFoundTemplate from "./404.html.hbs";
import unavailableTemplate from "./503.html.hbs";
import { behaviour } from "./behaviour.ts";
import { check } from "./check.ts";
import defaultServerTemplate from "./default-server.conf.hbs";
import { defaultServerView } from "./default-server.view.ts";
import errorsTemplate from "./errors.conf.hbs";
import { errorsView, fallbacksOf } from "./errors.view.ts";
import everyVhostTemplate from "./every-vhost.conf.hbs";
import { everyVhostView } from "./every-vhost.view.ts";
import { factsOf, type Given } from "./facts.ts";
import filesTemplate from "./files.conf.hbs";
import { filesView, typesView } from "./files.view.ts";
import { host, local, packages, version } from "./host.ts";
import localTemplate from "./local.conf.hbs";
import { localView } from "./local.view.ts";
import modulesTemplate from "./modules.hbs";
import { needsPcre, PCRE } from "./modules.ts";
import { modulesView, pcreView } from "./modules.view.ts";
import { snippetPath } from "./names.ts";
import pcreTemplate from "./pcre.load.hbs";
import serveTemplate from "./serve.conf.hbs";
import { serveView } from "./serve.view.ts";
import siteTemplate from "./site.conf.hbs";
import { siteView } from "./site.view.ts";
import tlsTemplate from "./tls.conf.hbs";
import { tlsView } from "./tls.view.ts";
import typesTemplate from "./types.map.hbs";
import { words } from "./words.ts";

export const apache: WebLayer = {
  role: "web",
  name: "apache",
  title: "Apache",
  words,
  version,
  packages,
  behaviour,
  host,
  local,
  // FastCGI, not SCGI: mod_proxy_scgi answers a chunked upload with 411.
  accepts: ["embedded", "fastcgi", "uwsgi", "http"],
  run: () => null,
  check,
  emit: emitFiles,
};

const FALLBACKS = { 404: notFoundTemplate, 503: unavailableTemplate } as const;

function emitFiles(emit: Emit): readonly File[] {
  const { plan } = emit;
  /** Every file is there because of the key at `because`. */
  const page = (path: string, template: Template, view: View<"httpd">, because: string): File =>
    render<"httpd">({ path, template, view, origin: originOf(plan.written, because) });
  const { tls, catchAll } = plan.web;
  const facts = factsOf(plan);
  const given: Given = { plan, registry: emit.registry, facts, q: quoteHttpd(emit) };
  return [
    page(snippetPath("site"), siteTemplate, siteView(given), "web.server"),
    page(snippetPath("every-vhost"), everyVhostTemplate, everyVhostView(given), "web.server"),
    page(snippetPath("serve"), serveTemplate, serveView(given), "web.server"),
    page(snippetPath("pages"), errorsTemplate, errorsView(given), "web.errors"),
    page("web/apache/modules", modulesTemplate, modulesView(given), "web.server"),
    ...(catchAll ? [page(snippetPath("default-server"), defaultServerTemplate, defaultServerView(given), "web.catch_all")] : []),
    ...(tls === null ? [] : [page(snippetPath("tls"), tlsTemplate, tlsView(tls, given), "web.tls")]),
    ...(facts.fileRows.length === 0 ? [] : [page(snippetPath("files"), filesTemplate, filesView(given), "web.server")]),
    ...(facts.fileRows.length === 0 ? [] : [page("web/apache/types.map", typesTemplate, typesView(given), "web.server")]),
    ...fallbacksOf(plan).map(({ status, path, because }) => page(path, FALLBACKS[status], {}, because)),
    ...(needsPcre(plan, facts) ? [page(`web/apache/mods-available/${PCRE}.load`, pcreTemplate, pcreView(given), "web.limits")] : []),
    ...(plan.place.kind === "local" ? [page("local/apache2.conf", localTemplate, localView(given), "web.server")] : []),
  ];
}
