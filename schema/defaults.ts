/**
 * What the language puts where stack.yaml says nothing: each key that has a `default` in stack.schema.json has a value
 * afterwards, and each short form is the long one. A default that depends on other keys (`derived` in the schema) is the
 * plan's to make.
 */
import { shapeNamed } from "./known-keys.ts";
import { type Data, isList, isMap } from "./source.ts";

/** Data of the named definition, with the defaults of it and of all below it. */
export function withDefaults(data: Data, definition: string | null | undefined): Data {
  const { keys = {}, values, items, first, short, defaults = {} } = shapeNamed(definition);
  if (short !== undefined && !isMap(data)) return withDefaults({ [short]: data }, definition);
  if (isList(data)) return data.map((item, i) => withDefaults(item, i === 0 ? (first ?? items) : items));
  if (!isMap(data)) return data;
  const below = ([key, value]: [string, Data]): [string, Data] => [key, withDefaults(value, Object.hasOwn(keys, key) ? keys[key] : values)];
  return withoutPrototype(Object.entries({ ...defaults, ...data }).map(below));
}

/** As the parser makes its maps: no key is there that nobody wrote. */
function withoutPrototype(entries: readonly (readonly [string, Data])[]): Data {
  return Object.setPrototypeOf(Object.fromEntries(entries), null) as Data;
}
