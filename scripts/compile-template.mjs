// A Handlebars template as the JavaScript that prints it: `(view, sheet) => void`. Literal text goes to
// `sheet.literal` with the number of its line breaks, a leaf to `sheet.leaf`, so that nobody has to look
// for lines or leaves in what was printed. Only what our templates use is there ({{path}}, #if, #unless,
// #each, #with, else); anything else stops the build, so that no logic grows in templates.
import Handlebars from "handlebars";

export function compileTemplate(text) {
  return `export default (v0, sheet) => {\n${bodyOf(Handlebars.parse(text), ["v0"])}};\n`;
}

/** `scopes`: the variables that `this` is, innermost last; `../` counts from there. */
function bodyOf(program, scopes) {
  return program.body.map((statement) => PRINT[statement.type]?.(statement, scopes) ?? refuse(statement)).join("");
}

const PRINT = {
  ContentStatement: ({ value }) => (value === "" ? "" : `sheet.literal(${JSON.stringify(value)}, ${value.split("\n").length - 1});\n`),
  CommentStatement: () => "",
  MustacheStatement: ({ path, params, hash }, scopes) => (params.length > 0 || hash ? null : `sheet.leaf(${pathOf(path, scopes)});\n`),
  BlockStatement: (block, scopes) => (block.params.length === 1 ? BLOCK[block.path.original]?.(block, scopes) : null),
};

const BLOCK = {
  if: ({ params: [subject], program, inverse }, scopes) =>
    `if (sheet.has(${pathOf(subject, scopes)})) {\n${bodyOf(program, scopes)}}${otherwise(inverse, scopes)}\n`,
  unless: ({ params: [subject], program, inverse }, scopes) =>
    `if (!sheet.has(${pathOf(subject, scopes)})) {\n${bodyOf(program, scopes)}}${otherwise(inverse, scopes)}\n`,
  each: ({ params: [subject], program, inverse }, scopes) => {
    const path = pathOf(subject, scopes);
    const item = `v${scopes.length}`;
    const loop = `for (const ${item} of ${path}) {\n${bodyOf(program, [...scopes, item])}}\n`;
    return `if (sheet.has(${path})) {\n${loop}}${otherwise(inverse, scopes)}\n`;
  },
  with: ({ params: [subject], program, inverse }, scopes) => {
    const path = pathOf(subject, scopes);
    const group = `v${scopes.length}`;
    return `if (sheet.has(${path})) {\nconst ${group} = ${path};\n${bodyOf(program, [...scopes, group])}}${otherwise(inverse, scopes)}\n`;
  },
};

function otherwise(inverse, scopes) {
  return inverse ? ` else {\n${bodyOf(inverse, scopes)}}` : "";
}

function pathOf(expression, scopes) {
  const { type, data, depth, parts } = expression;
  const scope = scopes[scopes.length - 1 - depth];
  if (type !== "PathExpression" || data || scope === undefined) refuse(expression);
  return [scope, ...parts].join(".");
}

function refuse({ type, loc: { start } }) {
  throw new Error(`line ${start.line}, column ${start.column + 1}: a template of ours has no such ${type}`);
}
