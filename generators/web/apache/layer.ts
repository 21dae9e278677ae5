/** Apache httpd 2.4, event MPM. */
import type { Emit, WebLayer } from "../../layer.ts";
import { MEDIA_TYPES, NAMED_TYPES } from "../../plan/media-types.ts";
import { quoteHttpd } from "../../quote/httpd.ts";
import type { File } from "../../render/file.ts";
import { originOf } from "../../render/origin.ts";
import { render, type Template } from "../../render/render.ts";
import type { View } from "../../render/text.ts";
import notFoundTemplate from "./404.html.hbs";
import unavailableTemplate from "./503.html.hbs";
import { behaviour } from "./behaviour.ts";
import { check } from "./check.ts";
import defaultTemplate from "./default-server.conf.hbs";
import { defaultView } from "./default-view.ts";
import everyVhostTemplate from "./every-vhost.conf.hbs";
import { everyVhostView } from "./every-vhost-view.ts";
import { factsOf } from "./facts.ts";
import filesTemplate from "./files.conf.hbs";
import { filesView } from "./files-view.ts";
import { host, local, packages, version } from "./host.ts";
import localTemplate from "./local.conf.hbs";
import { localView } from "./local-view.ts";
import modulesTemplate from "./modules.hbs";
import { modulesOf, needsPcre, PCRE, PCRE_LIBRARY } from "./modules.ts";
import { snippetPath } from "./names.ts";
import pagesTemplate from "./pages.conf.hbs";
import { fallbacksOf, pagesView } from "./pages-view.ts";
import pcreTemplate from "./pcre.load.hbs";
import serveTemplate from "./serve.conf.hbs";
import { serveView } from "./serve-view.ts";
import siteTemplate from "./site.conf.hbs";
import { siteView } from "./site-view.ts";
import tlsTemplate from "./tls.conf.hbs";
import { tlsView } from "./tls-view.ts";
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
  /** Every file of ours is there because of the key at `because`. */
  const page = (path: string, template: Template, view: View<"httpd">, because: string): File =>
    render<"httpd">({ path, template, view, origin: originOf(plan.written, because) });
  const { tls, catchAll } = plan.web;
  const facts = factsOf(plan);
  return [
    page(snippetPath("site"), siteTemplate, siteView(emit, facts), "web.server"),
    page(snippetPath("every-vhost"), everyVhostTemplate, everyVhostView(emit, facts), "web.server"),
    page(snippetPath("serve"), serveTemplate, serveView(emit, facts), "web.server"),
    page(snippetPath("pages"), pagesTemplate, pagesView(emit, facts), "web.errors"),
    page("web/apache/modules", modulesTemplate, modulesView(emit), "web.server"),
    ...(catchAll ? [page(snippetPath("default-server"), defaultTemplate, defaultView(emit, facts), "web.catch_all")] : []),
    ...(tls === null ? [] : [page(snippetPath("tls"), tlsTemplate, tlsView(emit, tls), "web.tls")]),
    ...(facts.fileRows.length === 0 ? [] : [page(snippetPath("files"), filesTemplate, filesView(emit, facts), "web.server")]),
    ...(facts.fileRows.length === 0 ? [] : [page("web/apache/types.map", typesTemplate, typesView(emit), "web.server")]),
    ...fallbacksOf(plan).map(({ status, path, because }) => page(path, FALLBACKS[status], {}, because)),
    ...(needsPcre(plan, facts) ? [page(`web/apache/mods-available/${PCRE}.load`, pcreTemplate, pcreView(emit), "web.limits")] : []),
    ...(plan.place.kind === "local" ? [page("local/apache2.conf", localTemplate, localView(emit, facts), "web.server")] : []),
  ];
}

function modulesView(emit: Emit) {
  const q = quoteHttpd(emit);
  return {
    modules: modulesOf(emit.plan, factsOf(emit.plan)).map(({ name, package: of }) => ({
      name: q.word(name, { rule: "modules" }),
      package: of === null ? null : q.word(of, { rule: "modules" }),
    })),
  };
}

function typesView(emit: Emit) {
  const q = quoteHttpd(emit);
  const word = (value: string) => q.word(value, { rule: "F11" });
  return {
    endings: MEDIA_TYPES.flatMap(({ type, endings }) => endings.map((ending) => ({ ending: word(ending), type: word(type) }))),
    names: NAMED_TYPES.map(([name, type]) => ({ name: word(name), type: word(type) })),
  };
}

function pcreView(emit: Emit) {
  return { library: quoteHttpd(emit).word(PCRE_LIBRARY, { rule: "modules" }) };
}
