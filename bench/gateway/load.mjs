/** One run of wrk (https://github.com/wg/wrk), read back. */
import { spawn } from "node:child_process";

const UNITS = { us: 0.001, ms: 1, s: 1000, m: 60_000 };

export async function load({ url, clients, seconds }) {
  const threads = 1;
  const args = [`-t${threads}`, `-c${clients}`, `-d${seconds}s`, "--latency", "-H", "Host: bench.example.com", url];
  const text = await output("wrk", args);
  const number = (pattern) => Number(pattern.exec(text)?.[1] ?? 0);
  const p99 = /99%\s+([\d.]+)(us|ms|s|m)/.exec(text);
  return {
    perS: number(/Requests\/sec:\s+([\d.]+)/),
    requests: number(/(\d+) requests in/),
    p99Ms: p99 === null ? 0 : Number(p99[1]) * UNITS[p99[2]],
    failed: number(/Non-2xx or 3xx responses: (\d+)/),
    errors: /Socket errors: (.*)/.exec(text)?.[1] ?? "",
  };
}

function output(command, args) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { stdio: ["ignore", "pipe", "inherit"] });
    let text = "";
    child.stdout.setEncoding("utf8").on("data", (part) => (text += part));
    child.once("error", reject);
    child.once("exit", (code) => (code === 0 ? resolve(text) : reject(new Error(`${command} ended with ${code}: ${text}`))));
  });
}

export function median(numbers) {
  const sorted = [...numbers].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}
