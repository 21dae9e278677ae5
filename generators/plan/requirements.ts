/** `requirements` is a file of pip's: what other tools keep in its place, and how each of them writes one. */
import { below } from "../../schema/path.ts";
import type { Report } from "../report.ts";
import type { AppSource } from "./app-sources.ts";

const EXPORTS: Readonly<Record<string, string>> = {
  "pyproject.toml": "uv export --no-dev --no-emit-project -o requirements.txt, or pip-compile -o requirements.txt pyproject.toml",
  "uv.lock": "uv export --no-dev --no-emit-project -o requirements.txt",
  "poetry.lock": "poetry export --only main -o requirements.txt (of the plugin poetry-plugin-export)",
  "pdm.lock": "pdm export --prod -o requirements.txt",
  pipfile: "pipenv requirements > requirements.txt",
  "pipfile.lock": "pipenv requirements > requirements.txt",
  "setup.py": "pip-compile -o requirements.txt setup.py",
  "setup.cfg": "pip-compile -o requirements.txt setup.cfg",
  "pylock.toml": "uv pip compile pyproject.toml -o requirements.txt",
  "environment.yml": "pip freeze > requirements.txt, in that environment",
  "environment.yaml": "pip freeze > requirements.txt, in that environment",
};

export function checkRequirements({ at, source }: AppSource, report: Report): void {
  const file = source.requirements;
  const name = file?.slice(file.lastIndexOf("/") + 1).toLowerCase() ?? "";
  if (file === undefined || !Object.hasOwn(EXPORTS, name)) return;
  report({
    code: "requirements-format",
    layer: "plan",
    at: below(at, "requirements"),
    message: `${file} is no file of requirements: pip install -r cannot read it`,
    help: `write one, keep it beside it, and name that: ${EXPORTS[name]}`,
  });
}
