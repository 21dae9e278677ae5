/**
 * From the arguments to an exit code. oclif parses; what it or a command throws ends here: a
 * wrong call in one line, anything else as an internal error that says how to report it.
 */
import { VERSION } from "../generators/version.ts";
import { INTERNAL, USAGE } from "./exit.ts";
import { printable } from "./print/printable.ts";
import { openTerminal, type Terminal } from "./terminal.ts";

const REPORT = "this is a fault of stackc, not of your file; please report it with the file and this message";

/** `folder` holds the command table as commands.js. */
export async function main(argv: readonly string[], folder: string): Promise<void> {
  const terminal = openTerminal();
  process.stdout.on("error", endQuietly);
  if (argv.length === 1 && ["--version", "-v", "version"].includes(argv[0] ?? "")) return terminal.data(`stackc ${VERSION}\n`);
  try {
    const { run } = await import("./oclif.ts");
    await run(spaceless(argv), { root: folder, pjson: PACKAGE, userPlugins: false, devPlugins: false });
  } catch (error) {
    process.exitCode = exitOf(error, terminal);
    if (process.exitCode === USAGE && error instanceof Error) await advise(error, argv, terminal);
  }
}

/** oclif reads its settings from a package.json; this is ours, so that none need lie beside the bundle. */
const PACKAGE = {
  name: "stackc",
  version: VERSION,
  type: "module",
  oclif: {
    bin: "stackc",
    description: "One stack.yaml in, one artifact out in which web server, WSGI server and framework agree.",
    commands: { strategy: "explicit" as const, target: "./commands.js", identifier: "commands" },
  },
};

/** `stackc help X` is `stackc X --help`: the bundle has no help command of its own. */
function spaceless(argv: readonly string[]): string[] {
  const [first, ...rest] = argv;
  return first === "help" ? [...rest.slice(0, 1), "--help"] : [...argv];
}

function exitOf(error: unknown, terminal: Terminal): number {
  const usage = usageOf(error);
  if (usage !== null) {
    if (usage.message !== "") terminal.words(`${terminal.paint.error("error")}: ${usage.message.split("\n").map(printable).join("\n")}\n`);
    return usage.exit;
  }
  const message = error instanceof Error ? error.message : String(error);
  terminal.words(`${terminal.paint.error("internal error")}: ${printable(message)}\n${REPORT}\n`);
  if (process.env.STACKC_DEBUG === "1" && error instanceof Error) terminal.words(`${error.stack ?? ""}\n`);
  else terminal.words("STACKC_DEBUG=1 shows where it happened\n");
  return INTERNAL;
}

async function advise(error: Error, argv: readonly string[], terminal: Terminal): Promise<void> {
  const { adviceFor } = await import("./misspelt.ts");
  const advice = adviceFor(error, argv);
  if (advice !== null) terminal.words(`${terminal.paint.help("help")}: ${printable(advice)}\n`);
}

/** oclif marks what is the caller's mistake, and a wanted exit (`--help` of a command), with an exit code. */
function usageOf(error: unknown): { message: string; exit: number } | null {
  if (!(error instanceof Error) || !("oclif" in error) || ("code" in error && error.code === "MODULE_NOT_FOUND")) return null;
  const { exit } = error.oclif as { exit?: number };
  if ("code" in error && error.code === "EEXIT") return { message: "", exit: exit ?? USAGE };
  return { message: error.message.replace(/\nSee more help with --help$/, "\nsee stackc --help"), exit: USAGE };
}

/** `stackc schema | head -1`: whoever reads has had enough. */
function endQuietly(error: Error): void {
  if ("code" in error && error.code === "EPIPE") process.exit(0);
  throw error;
}
