/** `stackc verify`: a stack's site, its own in a scratch folder or one in service, held against what the stack promises. */
import type { Exit } from "../exit.ts";
import type { ReportFormat } from "../formats.ts";
import { refuse } from "../print/words.ts";
import type { Terminal } from "../terminal.ts";
import { verifyOwn } from "./verify-own.ts";
import { verifyUrl } from "./verify-url.ts";

export type VerifyInput = {
  readonly path: string | null;
  readonly environment: string | null;
  /** Of the app: a file of variables, and a folder that has its state. */
  readonly envFile: string | null;
  readonly state: string | null;
  /** A site in service; null: one of our own. */
  readonly url: string | null;
  /** An artifact's probes.json in place of a stack file. */
  readonly probes: string | null;
  /** Whoever signed the site's certificate. */
  readonly insecure: boolean;
  readonly format: ReportFormat;
};

export async function verify({ url, ...input }: VerifyInput, terminal: Terminal): Promise<Exit> {
  const { path, probes, insecure, environment } = input;
  const alone = ["--probes", "--insecure"].filter((_flag, i) => url === null && [probes !== null, insecure][i]);
  if (alone.length > 0) return refuse(terminal, [`${alone.join(" and ")}: for a site in service, named with --url`]);
  if (url !== null && (input.envFile !== null || input.state !== null))
    return refuse(terminal, ["--env-file and --state are for a site of our own: a site in service has its own"]);
  if (probes !== null && (path !== null || environment !== null))
    return refuse(terminal, ["--probes is an artifact's own list: it takes no FILE and no --env"]);
  return url === null ? verifyOwn(input, terminal) : verifyUrl({ ...input, url }, terminal);
}
