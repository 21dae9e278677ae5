/** A Python traceback without the frames that are ours or the import machinery's: what is left is the project's own. */

const IMPORT_MACHINERY = /^<frozen importlib|\/importlib\/__init__\.py$/;

/** `scratch`: the folder below which our own modules lie. */
export function trimTraceback(text: string, scratch: string): string {
  const kept: string[] = [];
  let ours = false;
  for (const line of text.split("\n")) {
    const file = /^ {2}File "([^"]+)", line \d+, in /.exec(line)?.[1];
    if (file !== undefined) ours = file.startsWith(`${scratch}/`) || IMPORT_MACHINERY.test(file);
    else if (!line.startsWith("    ")) ours = false;
    if (!ours) kept.push(line);
  }
  return kept.join("\n");
}
