/**
 * As whom servers run when root starts them, as in a container and in CI. nginx and Apache give their workers to another
 * user then, who reaches nothing of a scratch folder: so all of a site's servers are one ordinary user's from the start.
 */
import { execFileSync, spawnSync } from "node:child_process";
import { lchownSync, lstatSync, readdirSync, realpathSync, statSync } from "node:fs";
import { join } from "node:path";
import type { Plan } from "../../generators/plan/plan.ts";
import { systemWords } from "../read/system-error.ts";

export type Ordinary = {
  readonly uid: number;
  readonly gid: number;
  /** `nobody`, or `the project's owner`. */
  readonly name: string;
};

/** Null: the servers run as whoever starts them. A web server of our own leaves nobody. */
export function ordinaryFor({ web }: Plan, project: string): Ordinary | null {
  if (process.getuid?.() !== 0 || web.run !== null) return null;
  const { uid, gid } = statSync(project);
  return uid === 0 ? nobody() : { uid, gid, name: "the project's owner" };
}

/** Debian, Alpine and Fedora have given it this number; others have another. */
const NOBODY = 65534;

function nobody(): Ordinary {
  return { uid: idOf("-u"), gid: idOf("-g"), name: "nobody" };
}

function idOf(option: "-u" | "-g"): number {
  try {
    return Number(execFileSync("id", [option, "nobody"], { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] }));
  } catch {
    return NOBODY;
  }
}

/** Hands over a folder, a file or a link, and not what it leads to. */
function own(path: string, user: Ordinary | null): void {
  if (user !== null) lchownSync(path, user.uid, user.gid);
}

export function ownAll(path: string, user: Ordinary | null): void {
  own(path, user);
  if (user !== null && lstatSync(path).isDirectory()) for (const name of readdirSync(path)) ownAll(join(path, name), user);
}

/** What a child process is started with; Node takes root's groups from it, too. */
export function asOrdinary(user: Ordinary | null): { readonly uid?: number; readonly gid?: number } {
  return user === null ? {} : { uid: user.uid, gid: user.gid };
}

/** Programs keep files of theirs in HOME, and root's is closed. */
export function environFor(user: Ordinary | null, home: string, environ: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return user === null ? environ : { ...environ, HOME: home, USER: user.name, LOGNAME: user.name };
}

/** Prints the first that is closed, or the folder on the way to it that is. */
const CAN_READ = `for path; do
  [ -r "$path" ] && [ -x "$path" ] && continue
  closed=$path
  while [ "$path" != / ]; do
    path=$(dirname -- "$path")
    [ -x "$path" ] || closed=$path
  done
  printf %s "$closed"
  exit 1
done`;

/** A virtual environment's interpreter is a link, often to one in somebody's home. */
function whole(python: string): string {
  try {
    return realpathSync(python);
  } catch {
    return python;
  }
}

/** Hands over the scratch folder, all but what lies in it. Why the servers could not run as that user, or null. */
export function handOver(user: Ordinary | null, { apps }: Plan, scratch: string): { fault: string; help: string } | null {
  if (user === null) return null;
  const as = `started by root, the servers run as ${user.name}`;
  const paths = [scratch, ...apps.flatMap(({ root, python }) => [root, whole(python), python])];
  try {
    own(scratch, user);
    const { error, stdout } = spawnSync("/bin/sh", ["-c", CAN_READ, "sh", ...paths], { encoding: "utf8", cwd: "/", ...asOrdinary(user) });
    if (error !== undefined) throw error;
    if (stdout === "") return null;
    return {
      fault: `${as}, who cannot read ${stdout}`,
      help: "run this as the user whose project it is, or open the folders on the way to it",
    };
  } catch (error) {
    // user_namespaces(7), capabilities(7): some containers know no other user, or let nobody become one.
    const words = systemWords(error);
    if (words === null) throw error;
    return {
      fault: `${as}, and this machine refuses that: ${words}`,
      help: "run this as an ordinary user, or with `web: { server: node }`",
    };
  }
}
