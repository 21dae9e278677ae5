/** What a command ends with. */
export const FINE = 0;
/** Errors in a stack.yaml, or differences found by --check and --diff. */
export const FINDINGS = 1;
export const USAGE = 2;
export const INTERNAL = 3;

export type Exit = typeof FINE | typeof FINDINGS | typeof USAGE | typeof INTERNAL;
