/** Handlebars' runtime alone; templates arrive precompiled (scripts/handlebars-plugin.mjs). */
import Handlebars from "handlebars/runtime.js";
import type { Template } from "./render.ts";

export function template(spec: TemplateSpecification): Template {
  return Handlebars.template(spec) as unknown as Template;
}
