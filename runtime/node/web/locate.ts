/** The URL table: the row that rules a path. `/x` covers `/x` and all below `/x/`; `/x/` all below it. */

type Row = { readonly path: string; readonly exact: boolean };

/** The first that covers; rows come longest first. */
export function locate<R extends Row>(rows: readonly R[], path: string): R | null {
  for (const row of rows) if (rowCovers(row, path)) return row;
  return null;
}

export function rowCovers({ path: own, exact }: Row, path: string): boolean {
  if (path === own) return true;
  if (exact || !path.startsWith(own)) return false;
  // By whole segments: `/static` does not cover `/static-old`.
  return own.endsWith("/") || path.charCodeAt(own.length) === 47;
}

/** Whether any of these written paths (logs.exclude, stream paths) covers it. */
export function coveredBy(paths: readonly string[], path: string): boolean {
  return paths.some((own) => rowCovers({ path: own, exact: false }, path));
}
