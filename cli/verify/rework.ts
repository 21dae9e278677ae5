/**
 * What `verify` reads differently from what the file says, before anything is checked or planned. Pure.
 *
 * The edge is the prober's own address. Static and media folders are in the scratch folder, where our own files can be added, static
 * ones with links to the project's files; users' files are ours, since the project's passwords are not known; Python is the project's own.
 * Nothing is written into the project, its state or a media folder elsewhere.
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
  /** Takes the place of a media folder. */
  readonly mediaOf: (folder: string) => string;
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
  const { code, staticOf, mediaOf } = scratch;
  const root = below(code, typeof app.root === "string" ? app.root : ".");
  const moveStatic = (folder: string): string => staticOf(below(root, folder));
  return {
    ...app,
    ...pythonFor(app, root, scratch),
    // A URL without a slash at its end is one file's, and stays.
    ...(isMap(app.static) ? { static: mapValues(app.static, (value, url) => (url.endsWith("/") ? moved(value, moveStatic) : value)) } : {}),
    ...(isMap(app.media) ? { media: mapValues(app.media, (value) => moved(value, mediaOf)) } : {}),
  };
}

function moved(value: Data, move: (folder: string) => string): Data {
  if (typeof value === "string") return move(value);
  return isMap(value) && typeof value.folder === "string" ? { ...value, folder: move(value.folder) } : value;
}
