/** The file of the project's dependencies, and whether the servers that stackc starts are in it. */
import { joinPath } from "../../generators/framework/detect/paths.ts";
import type { Project } from "../../generators/framework/detect/project.ts";
import type { AppLink } from "../../generators/plan/links.ts";
import type { WsgiName } from "../../generators/plan/plan.ts";
import { registry } from "../../generators/registry.ts";

export type Requirements = {
  /** Relative to the project. Null where there is none that pip's `-r` reads. */
  readonly file: string | null;
  /** Distributions it names, in pip's normal form, also by `-r OTHER`. */
  readonly names: ReadonlySet<string>;
  /** What states the dependencies instead, with the command that writes a file of them. */
  readonly instead: { readonly file: string; readonly command: string } | null;
};

/** Best first. The live host's own come before what both share. */
const USUAL = [
  "requirements.txt",
  ...["production", "prod", "live", "deploy"].flatMap((name) => [`requirements/${name}.txt`, `requirements-${name}.txt`]),
  ...["base", "common", "main", "requirements"].map((name) => `requirements/${name}.txt`),
];

/** Tools whose lock says the versions: the command is the tool's own. */
const LOCKS: readonly (readonly [file: string, command: string])[] = [
  ["uv.lock", "uv export --no-dev -o requirements.txt"],
  ["poetry.lock", "poetry export -o requirements.txt"],
  ["pdm.lock", "pdm export --prod -o requirements.txt"],
  ["Pipfile.lock", "pipenv requirements >requirements.txt"],
  ["Pipfile", "pipenv requirements >requirements.txt"],
  ["pyproject.toml", "uv pip compile pyproject.toml -o requirements.txt"],
  ["environment.yml", "pip freeze >requirements.txt"],
];

export function requirementsOf(root: string, project: Project): Requirements {
  const places = root === "." ? [root] : [root, "."];
  const file = places.flatMap((place) => USUAL.map((name) => joinPath(place, name))).find((path) => project.others.includes(path)) ?? null;
  if (file !== null) return { file, names: namesIn(file, project, 0), instead: null };
  const lock = places.flatMap((place) => LOCKS.map(([name, command]) => ({ file: joinPath(place, name), command }))).find(hasLock(project));
  return { file: null, names: new Set(), instead: lock ?? null };
}

function hasLock(project: Project): (lock: { file: string }) => boolean {
  return ({ file }) => {
    if (!project.others.includes(file)) return false;
    // A file of a tool's settings alone states no dependencies.
    const text = project.texts.find(({ path }) => path === file)?.text;
    return text === undefined || !file.endsWith("pyproject.toml") || /^\s*(?:dependencies\s*=|\[tool\.poetry\.dependencies\])/m.test(text);
  };
}

const FILES_DEEP = 4;

function namesIn(file: string, project: Project, deep: number): Set<string> {
  const names = new Set<string>();
  const text = project.texts.find(({ path }) => path === file)?.text ?? "";
  for (const line of text.split("\n")) {
    const [, other] = /^\s*(?:-r|--requirement)[\s=]+(\S+)/.exec(line) ?? [];
    const [, name] = /^\s*([A-Za-z0-9][\w.-]*)/.exec(line) ?? [];
    if (other !== undefined && deep < FILES_DEEP) for (const found of namesIn(beside(file, other), project, deep + 1)) names.add(found);
    // packaging.python.org, "Name normalization".
    else if (name !== undefined) names.add(name.toLowerCase().replace(/[-_.]+/g, "-"));
  }
  return names;
}

function beside(file: string, other: string): string {
  const parts = file.split("/").slice(0, -1);
  for (const part of other.split("/")) {
    if (part === "..") parts.pop();
    else if (part !== ".") parts.push(part);
  }
  return parts.join("/");
}

/** What the server needs of a project that states its requirements, and is not among them. */
export function lackingFor(wsgi: WsgiName, { file, names }: Requirements, link: AppLink): readonly string[] {
  const needed = registry.wsgi[wsgi].requirements(link);
  return file === null || needed.every((name) => names.has(name)) ? [] : needed;
}
