/**
 * What is known of a WSGI server besides what it prints: each layer states it in its own folder, and whoever needs it asks the layer.
 * Plain data.
 */
import type { App } from "../plan/plan.ts";
import type { File } from "../render/file.ts";

export type WsgiFacts = {
  /** Imports the app before it forks, unless stack.yaml says otherwise. */
  readonly preloads: boolean;
  /**
   * Closes what is idle when it stops, without a word. A POST that meets that is lost, for no web server may send it twice (RFC 9110,
   * 9.2.2): the web server keeps no connection to it.
   */
  readonly closesIdle: boolean;
  /** The interpreter of any app, or the one that the distribution has built it for. */
  readonly runs: "any-python" | "distribution-python";
  /** The oldest Node that it runs on; null: it needs none. */
  readonly nodeMin: string | null;
  /** Asks the app's entry module for uvicorn's settings, `server_options`; else it has its own. */
  readonly asksOptions: boolean;
  /** Files of the distribution's packages that its program loads. */
  readonly plugins: readonly string[];
  /** Keys of `wsgi` that it has no such setting for, and why. */
  readonly ignores: { readonly keys: readonly string[]; readonly because: string } | null;
  /** What a hardened unit must leave it. */
  readonly sandbox: {
    /** Calls setuid(2), if only with the ids it has: a filter that refuses it ends the worker. */
    readonly setsIds: boolean;
    /** READY=1 comes from a process that is not the unit's first. */
    readonly notifiesFromChild: boolean;
  };
  /**
   * The shared module whose `Answer` makes of an app's answer what PEP 3333 has: `stackc_answer`, or one that the layer prints where it
   * has more of its own. Null: it sees to that itself.
   */
  readonly answerModule: string | null;
  /** What the glue must know to end a request that is stuck; null where the server itself tells a request's time from its client's. */
  readonly deadline: {
    /** A worker that is told to stop finishes what its other threads have. */
    readonly drains: boolean;
    /** Ends a process that is frozen as a whole. */
    readonly seesFrozen: boolean;
  } | null;
};

export type ProgramSources = {
  readonly virtualenv: string | null;
  /** The app runs on the distribution's own Python, outside of any virtualenv. */
  readonly isDistributions: boolean;
};

/** One of the modules must be there; the package has them. */
export type Need = { readonly package: string; readonly modules: readonly string[] };

/** A process that a developer's `stackc run` starts and follows. */
export type WsgiLocal = {
  /** Events of its log by which it tells that it serves, or why it does not; null: it is asked until it answers. */
  readonly events: { readonly ready: string; readonly failed: string } | null;
  /** Takes new code while it serves: `POST /reload` on its admin socket. */
  readonly reloads: boolean;
  /** A file of the artifact so that it tells what `run` wants to hear; most are left as they are. */
  telling(file: File, app: App): File;
  /** Counts, line by line, the workers that have imported the app for themselves; null: it tells nothing of them. */
  readonly countWorkers: (() => (line: string) => WorkerCount) | null;
};

export type WorkerCount = { readonly expected: number; readonly have: number };
