declare module "*.hbs" {
  const template: (view: object) => string;
  export default template;
}

declare module "handlebars/runtime.js" {
  import Handlebars from "handlebars";
  export default Handlebars;
}

declare module "stackc:runtime" {
  /** Path below the artifact's gateway/ folder to text. */
  const files: Readonly<Record<string, string>>;
  export default files;
}
