/** A project's files as text; who reads them is no matter of ours. */

/** `path` is relative to the project, `/` between parts. */
export type PythonFile = { readonly path: string; readonly text: string };

export type Project = {
  readonly python: readonly PythonFile[];
  /** Other files that say something of the app: requirements, Procfile, pyproject.toml. */
  readonly texts: readonly PythonFile[];
  /** All names seen. */
  readonly others: readonly string[];
  /** Those that are not looked into as well. */
  readonly folders: readonly string[];
};
