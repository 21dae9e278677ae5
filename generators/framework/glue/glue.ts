/**
 * The Python modules that all frameworks share. Those without values are the same bytes for all
 * apps and printed once; what differs stands in stackc_facts.py, beside each app's entry module.
 */
import { below } from "../../../schema/path.ts";
import type { Emit } from "../../layer.ts";
import type { App } from "../../plan/plan.ts";
import type { File } from "../../render/file.ts";
import { originOf } from "../../render/origin.ts";
import { render, type Template } from "../../render/render.ts";
import { sharedModule } from "../../render/shared-module.ts";
import type { View } from "../../render/text.ts";
import { factsView } from "./facts.ts";
import { mediaView } from "./media.ts";
import answer from "./stackc_answer.py.hbs";
import asgi from "./stackc_asgi.py.hbs";
import edge from "./stackc_edge.py.hbs";
import facts from "./stackc_facts.py.hbs";
import hops from "./stackc_hops.py.hbs";
import log from "./stackc_log.py.hbs";
import media from "./stackc_media.py.hbs";
import start from "./stackc_start.py.hbs";

/** Without a view it is the same for all apps. */
type Page = { readonly name: string; readonly template: Template; readonly view?: View<"python"> };

/** The entry's own modules and the shared ones it imports. */
export function glueFiles(app: App, emit: Emit, own: readonly Page[]): readonly File[] {
  const origin = originOf(emit.plan.written, below(app.at, "framework"));
  return [...own, ...shared(app, emit)].map(({ name, template, view }) =>
    view === undefined
      ? sharedModule(emit.plan, name, template)
      : render<"python">({ path: `app/${app.name}/${name}.py`, template, view, origin }),
  );
}

function shared(app: App, emit: Emit): readonly Page[] {
  const protectedMedia = mediaView(app, emit);
  return [
    { name: "stackc_facts", template: facts, view: factsView(app, emit) },
    { name: "stackc_start", template: start },
    { name: "stackc_log", template: log },
    { name: "stackc_hops", template: hops },
    ...(app.server.appLink === "wsgi"
      ? [
          { name: "stackc_edge", template: edge },
          { name: "stackc_answer", template: answer },
        ]
      : []),
    ...(app.server.appLink === "asgi" ? [{ name: "stackc_asgi", template: asgi }] : []),
    ...(protectedMedia === null ? [] : [{ name: "stackc_media", template: media, view: protectedMedia }]),
  ];
}
