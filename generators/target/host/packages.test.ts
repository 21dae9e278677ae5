/** What an ASGI app is run by has to be there, whatever its framework. */
import { expect, test } from "vitest";
import { host } from "./layer.ts";
import { SHOP, sample } from "./sample.ts";

const server = (name: string, more: string): string =>
  SHOP.replace(/^wsgi: .*$/m, `wsgi: { server: ${name} }`).replace(/^app:$/m, `app:\n  ${more}`);

function textOf(stack: string, path: string): string {
  const { files, faults } = sample(host, stack);
  expect(faults.filter(({ code }) => code === "link-no-match")).toEqual([]);
  return files.get(path)?.text ?? "";
}

test.each(["gateway", "gunicorn"])("%s runs Django by ASGI with the distribution's uvicorn", (name) => {
  expect(textOf(server(name, "interface: asgi"), "RUNBOOK.md")).toContain("python3-uvicorn");
  expect(textOf(server(name, "interface: wsgi"), "RUNBOOK.md")).not.toContain("python3-uvicorn");
});

test.each([
  ["gateway", "need app uvicorn uvicorn"],
  ["gunicorn", "need app uvicorn-worker uvicorn_worker uvicorn.workers gunicorn.workers.gasgi"],
])("%s asks a virtual environment for it", (name, line) => {
  const own = "requirements: requirements.txt\n  interface:";
  expect(textOf(server(name, `${own} asgi`), "bin/lib/stack.sh")).toContain(`  ${line}\n`);
  expect(textOf(server(name, `${own} wsgi`), "bin/lib/stack.sh")).not.toContain("uvicorn");
});
