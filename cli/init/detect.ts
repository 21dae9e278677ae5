/**
 * Which apps a project has, from its text alone. Only statements at the start of a line count:
 * a server imports a module and takes a name from it, so the name stands there.
 */
import type { FrameworkName } from "../../generators/plan/plan.ts";
import type { Project, PythonFile } from "./python-files.ts";
import { type OwnMemory, ownMemoryOf, secretOf } from "./several-workers.ts";
import { type StaticFolder, staticFolderOf } from "./static-folder.ts";

export type App = {
  readonly framework: FrameworkName;
  /** `pkg.mod:name`, `()` after a factory. */
  readonly module: string;
  /** The folder that goes on sys.path, relative to the project. */
  readonly root: string;
  /** Django's settings module. */
  readonly settings: string | null;
  /** requirements.txt of `root` or of the project, relative to the project as the language wants it. */
  readonly requirements: string | null;
  /** What Flask or Tornado serves by itself, the folder relative to the project. */
  readonly static: StaticFolder | null;
  /** The framework's own key, by the name of the secret that is to hold it. */
  readonly secret: string | null;
  readonly ownMemory: readonly OwnMemory[];
  /** Where it was found. */
  readonly file: string;
};

type Sign = { readonly framework: FrameworkName; readonly pattern: RegExp; readonly factory: boolean; readonly needs: RegExp | null };

const NAME = String.raw`([A-Za-z_]\w*)`;
/** Parameters that all have a default, so that a server can call it. */
const NO_ARGUMENTS = String.raw`\(\s*(?:(?:\*{0,2}\w+\s*(?::[^=,()]+)?(?:=\s*[^,()]+)|\*{1,2}\w+)\s*,?\s*)*\)`;

/** First match wins within a file; earlier rows before later ones between files. */
const SIGNS: readonly Sign[] = [
  sign("flask", `^${NAME}\\s*(?::[^=\\n]+)?=\\s*(?:flask\\.)?Flask\\(`),
  sign("asgi", `^${NAME}\\s*(?::[^=\\n]+)?=\\s*(?:fastapi\\.|starlette\\.applications\\.)?(?:FastAPI|Starlette|Quart|Litestar)\\(`),
  sign("tornado", `^${NAME}\\s*(?::[^=\\n]+)?=\\s*tornado\\.web\\.Application\\(`),
  sign("tornado", `^${NAME}\\s*(?::[^=\\n]+)?=\\s*Application\\(`, /^from tornado\.web import .*\bApplication\b/m),
  factory("flask", `(create_app|make_app)`, /\bFlask\(/),
  factory("asgi", `(create_app|make_app)`, /\b(FastAPI|Starlette)\(/),
  factory("tornado", `(create_app|make_app)`, /\btornado\.web\.Application\(|^from tornado\.web import .*\bApplication\b/m),
  sign("asgi", `^async def ${NAME}\\(\\s*scope\\b[^,)]*,\\s*receive\\b[^,)]*,\\s*send\\b`),
  sign("wsgi", `^def ${NAME}\\(\\s*environ\\b[^,)]*,\\s*start_response\\b`),
];

/** Files that usually hold the app, before the others. */
const USUAL = ["wsgi.py", "asgi.py", "app.py", "main.py", "application.py", "server.py", "__init__.py"];

/** Best first: Django, then nearest to the top, then by the file's usual name. */
export function detectApps(project: Project): readonly App[] {
  const django = project.python.filter(({ path }) => /(^|\/)manage\.py$/.test(path)).flatMap((file) => detectDjango(file, project));
  const others = project.python.flatMap((file) => detectIn(file, project));
  const foreign = others.filter(({ file }) => !django.some(({ root }) => root === "." || file.startsWith(`${root}/`)));
  return [...django, ...foreign.sort((a, b) => rankOf(a) - rankOf(b) || (a.file < b.file ? -1 : 1))];
}

/** manage.py names the settings; wsgi.py stands beside them or in the package above. */
function detectDjango(manage: PythonFile, project: Project): App[] {
  const settings = /DJANGO_SETTINGS_MODULE['"]\s*,\s*['"]([A-Za-z_][\w.]*)['"]/.exec(manage.text)?.[1];
  if (settings === undefined) return [];
  const root = folderOf(manage.path);
  const parts = settings.split(".");
  for (let length = parts.length - 1; length >= 0; length--) {
    const package_ = parts.slice(0, length);
    if (project.python.some(({ path }) => path === joinPath(root, [...package_, "wsgi.py"].join("/")))) {
      const module = `${[...package_, "wsgi"].join(".")}:application`;
      return [
        {
          framework: "django",
          module,
          root,
          settings,
          requirements: requirementsOf(root, project),
          static: null,
          secret: "SECRET_KEY",
          ownMemory: ownMemoryOf(root, project),
          file: manage.path,
        },
      ];
    }
  }
  return [];
}

function detectIn(file: PythonFile, project: Project): App[] {
  for (const { framework, pattern, factory: isFactory, needs } of SIGNS) {
    const name = pattern.exec(file.text)?.[1];
    if (name === undefined || (needs !== null && !needs.test(file.text))) continue;
    const root = rootOf(file.path, project);
    const module = moduleOf(file.path, root);
    if (module === "") continue;
    return [
      {
        framework,
        module: `${module}:${name}${isFactory ? "()" : ""}`,
        root,
        settings: null,
        requirements: requirementsOf(root, project),
        static: staticFolderOf(framework, file, root, project),
        secret: secretOf(framework, root, project),
        ownMemory: ownMemoryOf(root, project),
        file: file.path,
      },
    ];
  }
  return [];
}

/** The first folder above the file that is no package itself. */
function rootOf(path: string, project: Project): string {
  const isPackage = (folder: string): boolean => folder !== "." && project.python.some((file) => file.path === `${folder}/__init__.py`);
  let folder = folderOf(path);
  while (isPackage(folder)) folder = folderOf(folder);
  return folder;
}

function moduleOf(path: string, root: string): string {
  const inside = root === "." ? path : path.slice(root.length + 1);
  return inside
    .replace(/\.py$/, "")
    .replace(/(^|\/)__init__$/, "")
    .replaceAll("/", ".");
}

/** A FILE of the language is below the app's root: one that stands above it is left to the user. */
function requirementsOf(root: string, project: Project): string | null {
  const files = [joinPath(root, "requirements.txt"), "requirements.txt"];
  return files.find((file) => project.others.includes(file)) ?? null;
}

function rankOf({ file, framework }: App): number {
  const usual = USUAL.indexOf(file.slice(file.lastIndexOf("/") + 1));
  const bare = framework === "wsgi" || framework === "asgi" ? 1 : 0;
  return file.split("/").length * 100 + (usual < 0 ? USUAL.length : usual) * 2 + bare;
}

function sign(framework: FrameworkName, pattern: string, needs: RegExp | null = null): Sign {
  return { framework, pattern: new RegExp(pattern, "m"), factory: false, needs };
}

function factory(framework: FrameworkName, name: string, needs: RegExp): Sign {
  return { framework, pattern: new RegExp(`^def ${name}${NO_ARGUMENTS}`, "m"), factory: true, needs };
}

function folderOf(path: string): string {
  return path.includes("/") ? path.slice(0, path.lastIndexOf("/")) : ".";
}

function joinPath(root: string, path: string): string {
  return root === "." ? path : `${root}/${path}`;
}
