/**
 * What is known of a web server besides what it prints: each layer states it in its own folder, and whoever needs
 * it asks the layer. Plain data, or a function of the plan.
 */
import type { WebLink } from "../plan/links.ts";
import type { Plan } from "../plan/plan.ts";
import type { File } from "../render/file.ts";
import type { Template } from "../render/render.ts";

/** How a client and the layers behind it find it. */
export type WebBehaviour = {
  /** What it says of itself in `Server`; null: nothing. */
  readonly serverHeader: string | null;
  /** Whether this version ends the handshake with a client that asks for a name of nobody's; else it shows a certificate first. */
  rejectsHandshakes(version: string): boolean;
  /** The first version that counts a request's header fields; null: all do. */
  readonly countsHeadersSince: string | null;
  /** Whether it speaks HTTP/2 on a host with this version of Node. */
  speaksHttp2(node: string): boolean;
  /** Brotli is part of it: nothing to install, nothing to load. */
  readonly hasBrotli: boolean;
  /** By which header an app hands out a protected file: by an internal URL, or by the file's path. */
  readonly handOut: { readonly header: string; readonly byUrl: boolean };
  /** The part of it that keeps limits of rate and connections, where they are not its own; null: none. */
  limiter(plan: Plan): string | null;
  /** It bounds chunked uploads, too; else the app's side counts what arrives. */
  readonly boundsChunked: boolean;
  /** Links by which it passes on no upload that states no length. */
  readonly refusesChunked: readonly ChunkedRefusal[];
  /** Of several stacks on a host, one can answer for unknown names on a port (`one`), or all in the same words (`alike`). */
  readonly catchAll: "one" | "alike";
  /** Keys that it has no use for, and why. */
  readonly noEffect: readonly { readonly keys: readonly string[]; readonly because: string }[];
};

export type ChunkedRefusal = {
  readonly link: WebLink;
  /** By HTTP/1.1 such uploads arrive. */
  readonly onlyHttp2: boolean;
  message(server: string): string;
  /** What `stackc verify` sees in its place. */
  holds(server: string): string;
};

/** The distribution's service, which serves all stacks of a host. */
export type WebHost = {
  readonly unit: string;
  /** Its folder of settings, and the file that its program reads first. */
  readonly settings: string;
  readonly mainFile: string;
  /** The links by which it reads the stack of this name; `catchAll`: one of its own, which sorts before all sites. */
  siteLink(stack: string): string;
  catchAllLink(stack: string): string | null;
  /** The distribution's welcome page, which claims every unknown name. */
  readonly defaultSite: string;
  /** All that it serves, as shell patterns. */
  readonly sites: readonly string[];
  /** To its first process: listen no more, and end when all is answered. */
  readonly stopSignal: "QUIT" | "WINCH";
  /** Its own part of bin/release, a file of functions: check_server, enable_server, disable_server, check_settings. */
  readonly release: Template;
  /** Programs that a release calls. */
  readonly programs: readonly string[];
  /** Where its log rotation reaches. */
  readonly logFolder: string;
  /** What it keeps answers in, made beforehand for its workers; null: none. */
  cacheFolder(plan: Plan): string | null;
};

/** A process in the foreground that an ordinary user starts: `bin/local`, `stackc run`, `stackc verify`. */
export type WebLocal = {
  argv(plan: Plan): readonly string[];
  /** Says whether it would take its settings; null: it goes on with the old when it is told to read bad ones, and says so. */
  checkArgv(plan: Plan): readonly string[] | null;
  readonly reloadSignal: "SIGHUP" | "SIGUSR1";
  /** The lines of its own log by which it tells how far it is; null: it writes files, and tells nothing. */
  readonly events: { readonly listens: string; readonly hasRead: string; readonly refuses: string } | null;
  /** A file of its own as `stackc run` wants it, with what `events` needs; the others as they are. */
  telling(file: File): File;
  /** By Debian's and Ubuntu's names, for who has not its program. */
  readonly package: string;
  /** Loadable modules that are packages of their own, by the stack's files. */
  modules(plan: Plan): readonly { readonly name: string; readonly file: string; readonly package: string }[];
};
