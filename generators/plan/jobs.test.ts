import { expect, test } from "vitest";
import { compileText } from "../../fixtures/harness/stacks.ts";
import { compile, HOST } from "../compile.ts";

const STACK = `name: shop
domains: [shop.example.com]
web: { server: nginx }
wsgi: { server: gateway }
`;

function buildOf(app: string, more = ""): readonly string[] {
  const { plan } = compileText(`${STACK}app: { framework: django, settings: shop.settings, ${app} }\n${more}`);
  return plan.hooks.build.map(({ argv }) => argv.join(" "));
}

test("static files are collected where no build is stated", () => {
  expect(buildOf("static: { /static/: static }")).toEqual([expect.stringContaining("-m django collectstatic --noinput")]);
  expect(buildOf("log_level: info")).toEqual([]);
});

test("a stated build is the whole list, in its order", () => {
  expect(buildOf("static: { /static/: static }", "hooks: { build: [npm run build, python manage.py collectstatic --noinput] }\n")).toEqual([
    "npm run build",
    "python manage.py collectstatic --noinput",
  ]);
  expect(buildOf("static: { /static/: static }", "hooks: { build: [] }\n")).toEqual([]);
  expect(buildOf("static: { /static/: static }", "hooks: { release: [python manage.py migrate] }\n")).toHaveLength(1);
});

test("what lies ready made elsewhere is nobody's to collect", () => {
  expect(buildOf("static: { /static/: /usr/share/shop/static }")).toEqual([]);
});

test("a process is told by nothing which instance it is", () => {
  const codes = (command: string): readonly string[] =>
    compile(
      {
        file: "stack.yaml",
        text: `${STACK}app: { framework: flask, module: shop }\nprocesses: { w: { command: ${command}, instances: 3 } }\n`,
      },
      HOST,
    ).diagnostics.map(({ code }) => code);
  expect(codes('[python, w.py, --num, "%i"]')).toEqual(["no-effect"]);
  expect(codes('"python w.py --num=%(process_num)s"')).not.toEqual([]);
  expect(codes("[python, w.py, --share, 50%]")).toEqual([]);
  expect(codes('[celery, -A, shop, worker, "--logfile=%n-%i.log"]')).toEqual([]);
});
