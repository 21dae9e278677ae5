/** The peers from PyPI, in a virtual environment of the cache folder; made once, `--fresh` makes it anew. */
import { execFileSync } from "node:child_process";
import { existsSync, rmSync } from "node:fs";
import { join } from "node:path";

const FOLDER = join(import.meta.dirname, "../../.cache/bench/venv");
const PACKAGES = ["gunicorn", "flask", "django", "granian", "uvicorn", "httptools", "uvloop"];

export function makeVenv({ fresh }) {
  if (fresh) rmSync(FOLDER, { recursive: true, force: true });
  if (!existsSync(join(FOLDER, "bin/granian"))) {
    execFileSync("/usr/bin/python3", ["-m", "venv", FOLDER], { stdio: "inherit" });
    execFileSync(join(FOLDER, "bin/pip"), ["install", "--quiet", ...PACKAGES], { stdio: "inherit" });
  }
  return FOLDER;
}

/** -> "Django 5.2, Flask 3.1, ..." of the environment, then of the distribution. */
export function versions(venv) {
  const script = `import importlib.metadata as m, sys
print(sys.version.split()[0], *["%s %s" % (n, m.version(n)) for n in sys.argv[1:]], sep=", ")`;
  const of = (python, names) => execFileSync(python, ["-c", script, ...names], { encoding: "utf8" }).trim();
  const version = (command, args, pattern) => {
    const found = pattern.exec(execFileSync("/bin/sh", ["-c", `PATH=$PATH:/usr/sbin ${command} ${args} 2>&1`], { encoding: "utf8" }));
    return found?.[1] ?? "?";
  };
  return {
    pypi: `Python ${of(join(venv, "bin/python"), ["gunicorn", "granian", "uvicorn", "flask", "django"])}`,
    debian: `Python ${of("/usr/bin/python3", ["gunicorn", "flask", "django"])}, uWSGI ${version("uwsgi", "--version", /([\d.]+)/)}`,
    web: `nginx ${version("nginx", "-v", /nginx\/([\d.]+)/)}, Apache ${version("apache2", "-v", /Apache\/([\d.]+)/)}, Node ${process.versions.node}`,
  };
}
