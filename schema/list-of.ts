/** `a, b or c`: what may be written in a place. */
export function listOf(known: readonly string[]): string {
  return known.join(", ").replace(/, ([^,]*)$/, " or $1");
}
