/**
 * Python source: literals only, never code made of user text.
 *
 * A JSON string is a Python string literal of the same value, as long as it holds no lone
 * surrogate (https://docs.python.org/3/reference/lexical_analysis.html#string-and-bytes-literals;
 * both know \" \\ \b \f \n \r \t \uXXXX). Non-ASCII characters are printed as escapes, so the
 * file means the same under any source encoding; templates fix the first line (PEP 263).
 */
import type { Emit } from "../layer.ts";
import { type From, type Kind, makeQuoter, oncePerEmit } from "./quoter.ts";

export type PythonValue = null | boolean | number | string | readonly PythonValue[] | { readonly [key: string]: PythonValue };

/** Most text; its literal needs no second look. */
const ASCII = /^[\x20-\x7e]*$/;

const LONE_SURROGATE = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/;

/** https://docs.python.org/3/reference/lexical_analysis.html#keywords; soft keywords are names. */
const KEYWORDS: ReadonlySet<string> = new Set(
  `False None True and as assert async await break class continue def del elif else except finally for from global
  if import in is lambda nonlocal not or pass raise return try while with yield`.split(/\s+/),
);

const kinds = {
  literal: {
    accepts: isLiteral,
    print: printLiteral,
    cannot: "a lone surrogate",
  } satisfies Kind<PythonValue>,
  dotted: {
    accepts: (value: string) => value.split(".").every((name) => /^[A-Za-z_]\w*$/.test(name) && !KEYWORDS.has(name)),
    print: (value: string) => value,
    cannot: "a name that is not a dotted identifier",
  },
};

export const quotePython = oncePerEmit((emit: Emit) => {
  const { carry, section } = makeQuoter<"python">(emit, "framework", "Python");
  return {
    section,
    /** None, True, numbers, strings, lists and dicts of these. */
    literal: (value: PythonValue, from: From) => carry(kinds.literal, value, from),
    /** `pkg.mod` or `app.wsgi_app`, as code. */
    dotted: (value: string, from: From) => carry(kinds.dotted, value, from),
  };
});

export type PythonQuoter = ReturnType<typeof quotePython>;

function isLiteral(value: PythonValue): boolean {
  if (typeof value === "number") return Number.isFinite(value);
  const text = JSON.stringify(value);
  return ASCII.test(text) || !LONE_SURROGATE.test(text);
}

function printLiteral(value: PythonValue): string {
  if (value === null) return "None";
  if (typeof value === "boolean") return value ? "True" : "False";
  if (typeof value === "number") return String(value);
  if (typeof value === "string") return printString(value);
  if (Array.isArray(value)) return `[${value.map(printLiteral).join(", ")}]`;
  return `{${Object.entries(value)
    .map(([key, item]) => `${printString(key)}: ${printLiteral(item)}`)
    .join(", ")}}`;
}

/** Code units above ASCII as \uXXXX; outside the BMP as \UXXXXXXXX, since Python does not join surrogates. */
function printString(value: string): string {
  const text = JSON.stringify(value);
  if (ASCII.test(text)) return text;
  return text
    .replace(/[\ud800-\udbff][\udc00-\udfff]/g, (pair) => `\\U${(pair.codePointAt(0) ?? 0).toString(16).padStart(8, "0")}`)
    .replace(/[\u007f-\uffff]/g, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, "0")}`);
}
