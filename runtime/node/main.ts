/** The one program in gateway.mjs: `web FILE` is the web server, `serve FILE` an app's WSGI server. */
import { runServe } from "./supervisor/main.ts";
import { runWeb } from "./web/main.ts";

const USAGE = "usage: gateway.mjs web WEB.JSON | serve APP.JSON\n";

async function main([command, path]: readonly string[]): Promise<void> {
  if (path === undefined) return usage();
  switch (command) {
    case "web":
      return runWeb(path);
    case "serve":
      return runServe(path);
    default:
      return usage();
  }
}

function usage(): void {
  process.stderr.write(USAGE);
  process.exitCode = 2;
}

main(process.argv.slice(2)).catch((error: unknown) => {
  process.stderr.write(`gateway: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
});
