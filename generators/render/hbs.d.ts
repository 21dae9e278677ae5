declare module "*.hbs" {
  const template: import("./render.ts").Template;
  export default template;
}

declare module "stackc:runtime" {
  /** Path below the artifact's gateway/ folder to text. */
  const files: Readonly<Record<string, string>>;
  export default files;
}
