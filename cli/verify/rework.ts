/**
 * What `verify` reads differently from what the file says, before anything is checked or planned. Pure.
 *
 * The edge is the prober's own address. Static folders lie in the scratch folder, where files of our own can lie beside links to the project's;
 * users' files are ours, since the project's passwords are not known; Python is the project's own.
 * Nothing is written into the project.
 */
import { type Data, isList, isMap } from "../../schema/source.ts";
import { below, mapValues, pythonFor } from "../run/rework.ts";
import { EDGE } from "./edge.ts";

type Map = { readonly [key: string]: Data };

export type Scratch = {
  /** The project's folder. */
  readonly code: string;
  readonly usersFile: string;
  /** Where the copy of a static folder lies, by the folder's own place. */
  readonly staticOf: (folder: string) => string;
  /** The interpreter for an app that states none, by its root. */
  readonly pythonOf: (root: string) => string;
  readonly virtualenvPythonOf: (root: string) => string | null;
};

/** What is no map is left for the compiler to complain about. */
export function rework(data: Data, scratch: Scratch): Data {
  if (!isMap(data)) return data;
  return {
    ...data,
    ...(isMap(data.edge) ? { edge: reworkEdge(data.edge) } : {}),
    ...(isMap(data.web) ? { web: reworkWeb(data.web, scratch) } : {}),
    ...(isMap(data.app) ? { app: reworkApp(data.app, scratch) } : {}),
    ...(isList(data.apps) ? { apps: data.apps.map((app) => (isMap(app) ? reworkApp(app, scratch) : app)) } : {}),
  };
}

/** Addresses that are none stay, for the compiler to complain about. */
function reworkEdge(edge: Map): Map {
  const { trusted } = edge;
  const isWhole = isList(trusted) && trusted.length > 0 && trusted.every((text) => typeof text === "string" && /^[\d.:a-f/]+$/i.test(text));
  return isWhole ? { ...edge, trusted: [EDGE] } : edge;
}

function reworkWeb(web: Map, { usersFile }: Scratch): Map {
  if (!isMap(web.access)) return web;
  return { ...web, access: mapValues(web.access, (rule) => (isMap(rule) ? withUsers(rule, usersFile) : rule)) };
}

function withUsers(rule: Map, usersFile: string): Map {
  return isMap(rule.basic_auth) ? { ...rule, basic_auth: { ...rule.basic_auth, users_file: usersFile } } : rule;
}

function reworkApp(app: Map, scratch: Scratch): Map {
  const { code, staticOf } = scratch;
  const root = below(code, typeof app.root === "string" ? app.root : ".");
  const move = (folder: string): string => staticOf(below(root, folder));
  const python = pythonFor(app, root, scratch);
  return { ...app, ...python, ...(isMap(app.static) ? { static: mapValues(app.static, (value, url) => moved(value, url, move)) } : {}) };
}

/** A URL without a slash at its end is one file's, and stays. */
function moved(value: Data, url: string, move: (folder: string) => string): Data {
  if (!url.endsWith("/")) return value;
  if (typeof value === "string") return move(value);
  return isMap(value) && typeof value.folder === "string" ? { ...value, folder: move(value.folder) } : value;
}
