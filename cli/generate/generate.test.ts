/** `generate` against real folders, hostile ones among them (a planted link must not be followed). */
import {
  chmodSync,
  existsSync,
  linkSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { listen } from "../fake-terminal.ts";
import { type GenerateInput, generate } from "./generate.ts";

const STACK =
  'name: shop\ndomains: [shop.example.com]\nweb: { server: nginx }\nwsgi: { server: gunicorn }\napp: { framework: flask, module: "a:b" }\n';
const UWSGI = STACK.replace("gunicorn", "uwsgi");

let folder = "";
let file = "";
let out = "";

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "stackc-generate-"));
  file = join(folder, "stack.yaml");
  out = join(folder, "out");
  writeFileSync(file, STACK);
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function run(changes: Partial<GenerateInput> = {}): { exit: number; data: string; words: string } {
  const { terminal, data, words } = listen();
  const input = { files: [file], out, environment: null, archive: false, check: false, diff: false, force: false, local: null, ...changes };
  return { exit: generate(input, terminal), data: data(), words: words() };
}

const QUIET = { exit: 0, data: "", words: "" };
const conf = (): string => join(out, "gunicorn/app.conf.py");
/** Nothing of ours is left beside the artifact. */
const siblings = (): string[] => readdirSync(folder).sort();

test("writes quietly, with modes that no umask decides, and again without a change", () => {
  const before = process.umask(0o077);
  try {
    expect(run()).toEqual(QUIET);
  } finally {
    process.umask(before);
  }
  expect(statSync(out).mode & 0o777).toBe(0o755);
  expect(statSync(conf()).mode & 0o777).toBe(0o644);
  expect(statSync(join(out, "bin/release")).mode & 0o777).toBe(0o755);
  const { ino } = statSync(conf());
  expect(run()).toEqual(QUIET);
  expect(statSync(conf()).ino).toBe(ino);
  expect(siblings()).toEqual(["out", "stack.yaml"]);
});

test("errors are findings, and nothing is written", () => {
  writeFileSync(file, STACK.replace("server: nginx", "servr: nginx"));
  const { exit, data, words } = run();
  expect([exit, data]).toEqual([1, ""]);
  expect(words).toContain("error[");
  expect(existsSync(out)).toBe(false);
});

test("removes what the last artifact had and this one has not, and keeps what is not ours", () => {
  run();
  writeFileSync(join(out, "notes.txt"), "mine");
  writeFileSync(join(out, "web/notes.txt"), "mine");
  writeFileSync(file, UWSGI);
  expect(run()).toEqual(QUIET);
  expect(existsSync(join(out, "gunicorn"))).toBe(false);
  expect(existsSync(join(out, "uwsgi/app.ini"))).toBe(true);
  expect([readFileSync(join(out, "notes.txt"), "utf8"), readFileSync(join(out, "web/notes.txt"), "utf8")]).toEqual(["mine", "mine"]);
  expect(readdirSync(out).filter((name) => name.startsWith("."))).toEqual([]);
});

test("replaces a folder that holds nothing else", () => {
  run();
  const { ino } = statSync(out);
  writeFileSync(file, UWSGI);
  expect(run()).toEqual(QUIET);
  expect(statSync(out).ino).not.toBe(ino);
  expect(existsSync(join(out, "gunicorn"))).toBe(false);
  expect(siblings()).toEqual(["out", "stack.yaml"]);
});

describe("a file changed by hand", () => {
  beforeEach(() => {
    run();
    writeFileSync(conf(), "# mine\n");
  });

  test("is not overwritten", () => {
    const { exit, words } = run();
    expect(exit).toBe(2);
    expect(words).toContain("gunicorn/app.conf.py was changed by hand");
    expect(readFileSync(conf(), "utf8")).toBe("# mine\n");
  });

  test("is not removed as an orphan either", () => {
    writeFileSync(file, UWSGI);
    expect(run().exit).toBe(2);
    expect(readFileSync(conf(), "utf8")).toBe("# mine\n");
  });

  test("is overwritten with --force", () => {
    expect(run({ force: true })).toEqual(QUIET);
    expect(readFileSync(conf(), "utf8")).not.toBe("# mine\n");
  });
});

test("a run that was cut off is mended by the next: a file that is already the new one is no edit", () => {
  run();
  writeFileSync(file, STACK.replace("server: gunicorn", "server: gunicorn, workers: 3"));
  const other = join(folder, "other");
  run({ out: other });
  writeFileSync(conf(), readFileSync(join(other, "gunicorn/app.conf.py")));
  expect(run()).toEqual(QUIET);
  expect(run({ check: true })).toEqual(QUIET);
});

describe("a folder that is not ours", () => {
  test.each([
    ["holds something", () => mkdirSync(out), "mine.txt"],
    ["holds another tool's manifest", () => mkdirSync(out), "manifest.json"],
  ])("%s: refused, --force or not", (_what, make, name) => {
    make();
    writeFileSync(join(out, name), "{}");
    for (const force of [false, true]) {
      expect(run({ force })).toMatchObject({ exit: 2, words: expect.stringContaining("holds no artifact of stackc") as string });
    }
    expect(readdirSync(out)).toEqual([name]);
  });

  test("an empty folder is taken, a file is not", () => {
    mkdirSync(out);
    expect(run()).toEqual(QUIET);
    rmSync(out, { recursive: true });
    writeFileSync(out, "mine");
    expect(run()).toMatchObject({ exit: 2, words: expect.stringContaining("is not a folder") as string });
  });
});

describe("planted links", () => {
  let victim = "";
  beforeEach(() => {
    victim = join(folder, "victim");
    mkdirSync(victim);
    writeFileSync(join(victim, "app.conf.py"), "victim");
  });
  const untouched = (): void => {
    expect(readdirSync(victim)).toEqual(["app.conf.py"]);
    expect(readFileSync(join(victim, "app.conf.py"), "utf8")).toBe("victim");
  };

  test("the folder itself", () => {
    symlinkSync(victim, out);
    expect(run({ force: true })).toMatchObject({ exit: 2, words: expect.stringContaining("symbolic link") as string });
    untouched();
  });

  test.each([false, true])("in a file's place (with other files beside: %s)", (others) => {
    run();
    if (others) writeFileSync(join(out, "notes.txt"), "mine");
    rmSync(conf());
    symlinkSync(join(victim, "app.conf.py"), conf());
    expect(run().exit).toBe(2);
    untouched();
    expect(run({ force: true })).toEqual(QUIET);
    expect(lstatSync(conf()).isFile()).toBe(true);
    untouched();
  });

  test.each([false, true])("in a folder's place (with other files beside: %s)", (others) => {
    run();
    if (others) writeFileSync(join(out, "notes.txt"), "mine");
    rmSync(join(out, "gunicorn"), { recursive: true });
    symlinkSync(victim, join(out, "gunicorn"));
    expect(run().exit).toBe(2);
    writeFileSync(file, UWSGI);
    expect(run().exit).toBe(2);
    untouched();
    writeFileSync(file, STACK);
    expect(run({ force: true })).toEqual(QUIET);
    expect(lstatSync(join(out, "gunicorn")).isDirectory()).toBe(true);
    untouched();
  });

  test("a hard link: the other name keeps its bytes", () => {
    run();
    rmSync(conf());
    linkSync(join(victim, "app.conf.py"), conf());
    expect(run({ force: true })).toEqual(QUIET);
    untouched();
  });
});

test("--check lists what differs and writes nothing", () => {
  expect(run({ check: true })).toMatchObject({
    exit: 1,
    words: "",
    data: expect.stringContaining(`missing: ${out}/manifest.json\n`) as string,
  });
  expect(existsSync(out)).toBe(false);
  run();
  expect(run({ check: true })).toEqual(QUIET);
  writeFileSync(conf(), "# mine\n");
  chmodSync(join(out, "bin/release"), 0o644);
  expect(run({ check: true })).toEqual({ exit: 1, words: "", data: `mode: ${out}/bin/release\nchanged: ${out}/gunicorn/app.conf.py\n` });
  run({ force: true });
  writeFileSync(file, UWSGI);
  expect(run({ check: true }).data).toContain(`orphan: ${out}/gunicorn/app.conf.py\n`);
});

test("--diff prints what would change, without the manifest", () => {
  run();
  writeFileSync(file, STACK.replace("server: gunicorn", "server: gunicorn, workers: 3"));
  const { exit, data, words } = run({ diff: true });
  expect([exit, words]).toEqual([1, ""]);
  expect(data).toMatch(/^--- a\/.*\/gunicorn\/app\.conf\.py\n\+\+\+ b\//m);
  expect(data).not.toContain("manifest.json");
  expect(run({ diff: false, check: false })).toEqual(QUIET);
  expect(run({ diff: true })).toEqual(QUIET);
});

test("--archive makes NAME-HASH.tar.gz beside the folder and prints its path", () => {
  const { exit, data } = run({ archive: true });
  expect(exit).toBe(0);
  expect(data).toMatch(new RegExp(`^${folder}/shop-[0-9a-f]{12}\\.tar\\.gz\\n$`));
  const bytes = readFileSync(data.trim());
  expect(run({ archive: true, out: join(folder, "elsewhere/out") }).exit).toBe(0);
  const again = readdirSync(join(folder, "elsewhere")).filter((name) => name.endsWith(".gz"));
  expect(readFileSync(join(folder, "elsewhere", again[0] ?? "")).equals(bytes)).toBe(true);
});

test("several stacks go to DIR/NAME each; a clash stops both", () => {
  const blog = join(folder, "blog.stackc.yaml");
  writeFileSync(blog, STACK.replaceAll("shop", "blog").replace("server: nginx", "server: nginx, catch_all: false"));
  expect(run({ files: [file, blog] })).toEqual(QUIET);
  expect(readdirSync(out).sort()).toEqual(["blog", "shop"]);
  writeFileSync(blog, STACK.replace("name: shop", "name: blog"));
  expect(run({ files: [file, blog], out: join(folder, "none") })).toMatchObject({
    exit: 1,
    words: expect.stringContaining("error[host-clash]") as string,
  });
  expect(existsSync(join(folder, "none"))).toBe(false);
});

test("--local puts everything below its prefix", () => {
  const local = { prefix: join(folder, "site"), httpPort: 8080, httpsPort: 8443 };
  expect(run({ out: null, local })).toEqual(QUIET);
  expect(existsSync(join(folder, "site/release/manifest.json"))).toBe(true);
  expect(run({ out: null, local: { ...local, prefix: `${folder}/a b` } })).toMatchObject({
    exit: 2,
    words: expect.stringContaining("cannot carry") as string,
  });
  expect(run({ out: null, local: { ...local, httpsPort: 8080 } }).exit).toBe(2);
});

test.each([
  ["a missing file", () => {}, "there is no such file"],
  ["a folder", () => mkdirSync(file), "is a folder"],
  ["a device", () => symlinkSync("/dev/zero", file), "is not a regular file"],
  ["a huge file", () => writeFileSync(file, "a".repeat(17 * 1024 * 1024)), "too big"],
])("%s is said in words", (_what, make, words) => {
  rmSync(file);
  make();
  const heard = run();
  expect(heard).toMatchObject({ exit: 2, data: "" });
  expect(heard.words).toContain(words);
  expect(heard.words.split("\n")).toHaveLength(2);
});

test("bytes that are no UTF-8 are shown at their place", () => {
  writeFileSync(file, Buffer.concat([Buffer.from("name: sh"), Buffer.from([0xff]), Buffer.from("op\n")]));
  expect(run()).toMatchObject({ exit: 1, words: expect.stringContaining(`${file}:1:9`) as string });
});

test("the folder that it makes by default is none of the sources", () => {
  const before = process.cwd();
  process.chdir(folder);
  try {
    expect(run({ out: null })).toEqual(QUIET);
    expect(readFileSync(join(folder, "build/.gitignore"), "utf8")).toBe("*\n");
  } finally {
    process.chdir(before);
  }
});
