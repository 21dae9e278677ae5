/**
 * How `stackc init` knows a framework's app by a project's text alone, and what it reads from there: each layer states it in its own
 * folder. Nothing is run.
 */
import type { Interface } from "../../plan/plan.ts";
import type { Project, PythonFile } from "./project.ts";
import type { RouteReader } from "./routes.ts";
import type { StaticFolder } from "./static-folder.ts";

export type Detection = {
  /** Any callable of its first interface: what has no layer of its own is served as such. */
  readonly isBare: boolean;
  readonly calls: Calls;
  /** The parameters of a function that is such an app itself; null: none is. */
  readonly parameters: RegExp | null;
  /** A file that is there to be imported by a server, whatever makes the app in it. */
  readonly entryFile: string | null;
  /** In a function that makes an app, if it can be called without arguments. */
  readonly factoryBody: RegExp | null;
  /** The folder that an app serves by itself. */
  readonly staticFolder: { readonly makes: RegExp; readonly read: (file: PythonFile, root: string) => StaticFolder | null } | null;
  /** URL paths that need more than an answer. */
  readonly routes: readonly RouteReader[];
  /** The name by which the glue hands it its key; `uses` is how the app's files say that they want one. */
  readonly key: { readonly name: string; readonly uses: RegExp } | null;
  readonly libraries: Readonly<Partial<Record<LibraryUse, readonly string[]>>>;
  /** Projects that are known by their files rather than by a call; null: there is no such thing. */
  readonly projects: ((project: Project) => readonly FoundProject[]) | null;
  /** What `init` writes into comments, for people to change. */
  readonly suggests: { readonly scheduled: string; readonly release: string; readonly media: boolean };
};

/** Calls that give an app. */
export type Calls = {
  /** Full names, as an import says them; the last part alone counts too, where no other library uses it. */
  readonly makers: readonly string[];
  /** Full names of what makes an entry module's callable, which is no more than one of that interface. */
  readonly entryMakers: Readonly<Partial<Record<Interface, readonly string[]>>>;
  /** What holds an app and is none itself; `attribute`: the app. */
  readonly holders: readonly { readonly maker: string; readonly attribute: string | null }[];
  /** At the end of an expression, whatever they are called on, or on what `of` names. */
  readonly methods: readonly { readonly pattern: RegExp; readonly of: string | null }[];
  /** Callables around another app, by their last part: the app that a server is to call is then theirs. */
  readonly wrappers: RegExp | null;
};

/** Libraries, by what they mean for a stack. */
export type LibraryUse = "socket-io" | "scheduler" | "limiter" | "beat";

export type FoundProject = {
  /** The folder that goes on sys.path. */
  readonly root: string;
  readonly entry: PythonFile;
  /** The callable's name in it. */
  readonly name: string;
  /** Where it is not the framework's first. */
  readonly interface: Interface | null;
  readonly settings: string;
  /** The settings module with all that it takes in. */
  readonly settingsFiles: readonly PythonFile[];
  readonly static: StaticFolder | null;
  readonly media: StaticFolder | null;
  /** The variable that its settings read its key from, where they name one. */
  readonly keyVariable: string | null;
  /** Websockets reach the clients of one process alone. */
  readonly ownChannels: boolean;
  /** Before a release serves, where the project states nothing. */
  readonly release: readonly string[];
  readonly notes: readonly string[];
};

/** For most: a row is stated where there is something to say. */
export const NO_CALLS: Calls = { makers: [], entryMakers: {}, holders: [], methods: [], wrappers: null };

export const UNDETECTED: Detection = {
  isBare: false,
  calls: NO_CALLS,
  parameters: null,
  entryFile: null,
  factoryBody: null,
  staticFolder: null,
  routes: [],
  key: null,
  libraries: {},
  projects: null,
  suggests: { scheduled: "python -m shop.clean", release: "alembic upgrade head", media: false },
};
