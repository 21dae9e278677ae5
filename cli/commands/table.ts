/**
 * The explicit command table. A command here is its flags and arguments alone; its work is
 * imported when it runs, so that `--version` or `schema` does not load the compiler.
 */
import { Check } from "./check.ts";
import { Completion } from "./completion.ts";
import { Explain } from "./explain.ts";
import { Generate } from "./generate.ts";
import { Init } from "./init.ts";
import { Pairings } from "./pairings.ts";
import { Run } from "./run.ts";
import { Schema } from "./schema.ts";
import { Verify } from "./verify.ts";

export const commands = {
  init: Init,
  generate: Generate,
  run: Run,
  check: Check,
  verify: Verify,
  explain: Explain,
  pairings: Pairings,
  schema: Schema,
  completion: Completion,
};
