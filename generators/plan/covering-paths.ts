/** What `/x` and `/x/` mean in the language: see plan/locations.ts. */

/** Every prefix that covers `path`, longest first: `/a/b/` gives `/a/b/`, `/a/b`, `/a/`, `/a`, `/`. */
export function coveringPaths(path: string): string[] {
  const covering = [path];
  for (let end = path.length - 1; end >= 0; end--) {
    if (path[end] !== "/") continue;
    const folder = path.slice(0, end + 1);
    const name = path.slice(0, end);
    if (folder !== path) covering.push(folder);
    if (name !== "") covering.push(name);
  }
  return covering;
}
