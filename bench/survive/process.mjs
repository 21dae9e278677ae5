/** Programs that a comparison starts, and ends by their own process ids. */
import { spawn } from "node:child_process";
import { closeSync, openSync, readFileSync } from "node:fs";
import { connect } from "node:net";

export function start(words, { log, env = {}, cwd, stdout = "ignore" }) {
  const errors = openSync(log, "a");
  const [program, ...rest] = words;
  const child = spawn(program, rest, {
    cwd,
    // Debian has nginx and Apache where only root looks.
    env: { ...process.env, PATH: `${process.env.PATH}:/usr/sbin`, PYTHONDONTWRITEBYTECODE: "1", PYTHONPATH: "", ...env },
    stdio: ["ignore", stdout === "log" ? errors : stdout, errors],
  });
  closeSync(errors);
  child.ended = new Promise((resolve) => child.on("close", (status, signal) => resolve(signal ?? status)));
  return child;
}

export function isAlive(pid) {
  try {
    return !/\) Z /.test(readFileSync(`/proc/${pid}/stat`, "latin1"));
  } catch {
    return false;
  }
}

/** All below `pid`, at this moment. */
export function descendants(pid) {
  try {
    const own = readFileSync(`/proc/${pid}/task/${pid}/children`, "latin1").split(" ").filter(Boolean).map(Number);
    return own.flatMap((child) => [child, ...descendants(child)]);
  } catch {
    return [];
  }
}

export function signal(pid, name) {
  // 0 is our own group (kill(2)).
  if (!(pid > 1)) return;
  try {
    process.kill(pid, name);
  } catch {
    // Gone already: what was asked for.
  }
}

export async function until(condition, ms) {
  const end = performance.now() + ms;
  while (performance.now() < end) {
    if (await condition()) return true;
    await pause(20);
  }
  return false;
}

export const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

export function answers(path) {
  return new Promise((resolve) => {
    const socket = connect(path, () => resolve(true)).on("error", () => resolve(false));
    socket.on("connect", () => socket.destroy());
  });
}
