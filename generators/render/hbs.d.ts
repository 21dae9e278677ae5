declare module "*.hbs" {
  const template: (view: object) => string;
  export default template;
}

declare module "handlebars/runtime.js" {
  import Handlebars from "handlebars";
  export default Handlebars;
}
