/**
 * The address of a value in stack.yaml, as an array of keys and indexes, and as one line of
 * text for people and for manifest.json: `apps[0].static["/static/"].folder`.
 */
export type Path = readonly (string | number)[];

const PLAIN_KEY = /^[A-Za-z_][\w-]*$/;

export function pathText(path: Path): string {
  let text = "";
  for (const step of path) {
    if (typeof step === "number") text += `[${step}]`;
    else if (PLAIN_KEY.test(step)) text += text === "" ? step : `.${step}`;
    else text += `[${JSON.stringify(step)}]`;
  }
  return text;
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
export function below(path: string, ...keys: readonly (string | number)[]): string {
  return pathText([...parsePath(path), ...keys]);
}
