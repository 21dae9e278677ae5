/**
 * The address of a value in stack.yaml, as an array of keys and indexes, and as one line of
 * text for people and for manifest.json: `apps[0].static["/static/"].folder`.
 */
export type Path = readonly (string | number)[];

const PLAIN_KEY = /^[A-Za-z_][\w-]*$/;

export function pathText(path: Path): string {
  return below("", ...path);
}

/** The inverse of pathText. */
export function parsePath(text: string): Path {
  const path: (string | number)[] = [];
  for (const step of text.matchAll(/\[(\d+)\]|\[("(?:[^"\\]|\\.)*")\]|\.?([A-Za-z_][\w-]*)/g)) {
    const [, index, quoted, plain] = step;
    if (index !== undefined) path.push(Number(index));
    else if (quoted !== undefined) path.push(JSON.parse(quoted) as string);
    else if (plain !== undefined) path.push(plain);
  }
  return path;
}

/** `apps[0]` and `static` to `apps[0].static`; any text may be a key. */
export function below(path: string, ...keys: Path): string {
  let text = path;
  for (const key of keys) {
    if (typeof key === "number") text += `[${key}]`;
    else if (PLAIN_KEY.test(key)) text += text === "" ? key : `.${key}`;
    else text += `[${JSON.stringify(key)}]`;
  }
  return text;
}
