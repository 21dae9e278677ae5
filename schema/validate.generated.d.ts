/* Made by scripts/generate.mjs from stack.schema.json. Do not edit. */

/** One ajv error: where in the data, which keyword of which schema, and the keyword's own facts. */
export type SchemaError = {
  readonly instancePath: string;
  readonly keyword: string;
  readonly params: Readonly<Record<string, unknown>>;
};

declare const validate: { (data: unknown): boolean; errors?: readonly SchemaError[] | null };
export default validate;
