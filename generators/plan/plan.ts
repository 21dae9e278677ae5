/**
 * The third noun of the line: everything resolved, nothing optional.
 *
 * A Plan is plain, frozen and JSON-serialisable: it has a golden file of its own, so that a
 * changed default shows in one place. Emitters read a Plan and nothing else. Units stand last
 * in a name: `bodyBytes`, `requestTimeS`. `null` means "switched off", never "not decided".
 */
import type { App, Hook, Process, Timed } from "./plan-of-apps.ts";
import type { Location, Site, Trust, Web } from "./plan-of-site.ts";

export type * from "./plan-of-apps.ts";
export type * from "./plan-of-site.ts";

export type OsName = "debian-12" | "debian-13" | "ubuntu-24.04" | "ubuntu-22.04";

export type Plan = {
  readonly name: string;
  readonly environment: string | null;
  readonly os: Os;
  readonly place: Place;
  readonly paths: Paths;
  /** Unix users (and groups of the same names) on a host; a local place has none but the caller. */
  readonly users: { readonly app: string; readonly web: string };
  readonly site: Site;
  readonly trust: Trust;
  readonly web: Web;
  /** Every URL path of the site with all that holds there; longest first, `/` last. */
  readonly locations: readonly Location[];
  readonly apps: readonly App[];
  readonly processes: readonly Process[];
  readonly schedule: readonly Timed[];
  readonly hooks: { readonly build: readonly Hook[]; readonly release: readonly Hook[] };
  readonly budget: Budget;
  /** Path text -> where in stack.yaml the user wrote it. What is absent is a default. */
  readonly written: Written;
};

/** `path`: the same, or below `environments.<name>`. `whole`: a scalar or list, which speaks for all below it. */
export type Written = Readonly<Record<string, { readonly path: string; readonly whole: boolean }>>;

/** What the target's distribution release ships; decides syntax and capabilities (plan/versions.ts). */
export type Os = {
  readonly name: OsName;
  readonly openssl: string;
  readonly systemd: number;
  readonly node: string;
};

/**
 * Where the artifact will live. `host`: a machine of its own, under systemd, by root.
 * `local`: every absolute path below `prefix`, an ordinary user, high ports on loopback.
 */
export type Place =
  | { readonly kind: "host" }
  | {
      readonly kind: "local";
      readonly prefix: string;
      readonly code: string;
      readonly httpPort: number;
      readonly httpsPort: number;
      /** The app's state, where it does not lie below the prefix. */
      readonly state?: string;
      /** Folders of virtual environments that are there. One of them has an app's requirements; else the stated Python is used as it is. */
      readonly virtualenvs?: readonly string[];
      /** Somebody on this machine speaks as the stack's edge would: a test of what the edge is believed. */
      readonly fronted?: true;
    };

/** Absolute folders and files on the target; under a local place all but `code` lie below its prefix. */
export type Paths = {
  /** The active release: the artifact's files. `/srv/NAME/current` */
  readonly release: string;
  /** The project's own code. `/srv/NAME/current/code` */
  readonly code: string;
  /** Sockets; outlives restarts (tmpfiles.d). `/run/NAME` */
  readonly run: string;
  /** Media and other data that outlive releases. `/var/lib/NAME` */
  readonly state: string;
  /** `/var/cache/NAME` */
  readonly cache: string;
  /** `/var/log/NAME` */
  readonly log: string;
  /** Secrets' file: NAME=value lines, root:NAME 0640. `/etc/NAME/secrets.env` */
  readonly secrets: string;
  /** This file's presence switches maintenance on. `/srv/NAME/maintenance` */
  readonly maintenance: string;
  /** Made by the build step where an app has requirements. `/srv/NAME/current/venv` */
  readonly virtualenv: string;
};

export type Budget = {
  readonly memoryBytes: number | null;
  readonly cpus: number | null;
  readonly dbConnections: number | null;
  readonly dbReserved: number;
  /** Connections the whole stack can open at once, for the proof in RUNBOOK.md; null without a budget. */
  readonly dbConnectionsUsed: number | null;
};
