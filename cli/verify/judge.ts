/** An answer held against what was wanted: what is otherwise, in words. */
import type { HeaderWanted, Seen, Want } from "../../generators/probes/probe.ts";
import type { Answer } from "../exchange/read-answer.ts";

export type Rules = {
  readonly fill: (text: string) => string;
  /** The site's own headers, for this answer's scheme. */
  readonly headers: Readonly<Record<string, HeaderWanted>>;
};

export function judgeAnswer(answer: Answer | null, want: Want, { fill, headers }: Rules): readonly string[] {
  if (answer === null)
    return want.status?.includes("closed") === true ? [] : [`the connection was closed without an answer${wantedStatus(want)}`];
  const isWanted = want.status === undefined ? answer.status < 500 : want.status.includes(answer.status);
  const text = answer.body.toString("utf8");
  return [
    ...(isWanted ? [] : [`answered ${answer.status}${wantedStatus(want)}`]),
    ...(answer.complete ? [] : ["the answer was cut off"]),
    ...judgeHeaders(answer.fields, want.ours === true ? headers : {}, (value) => value),
    ...judgeHeaders(answer.fields, want.headers ?? {}, fill),
    ...(want.body === undefined || text === want.body ? [] : [`the body was ${shown(text)}, not ${shown(want.body)}`]),
    ...(want.lacks === undefined || !text.includes(want.lacks) ? [] : ["a file was served that is not to be read"]),
  ];
}

function wantedStatus({ status }: Want): string {
  return status === undefined ? ", wanted an answer of the app" : `, wanted ${status.join(" or ")}`;
}

function judgeHeaders(fields: Answer["fields"], wanted: Readonly<Record<string, HeaderWanted>>, fill: (text: string) => string): string[] {
  return Object.entries(wanted).flatMap(([name, want]) => {
    const values = fields.filter(([field]) => field.toLowerCase() === name.toLowerCase()).map(([, value]) => value);
    const fault = faultOf(values, want, fill);
    return fault === null ? [] : [`${name} ${fault}`];
  });
}

function faultOf(values: readonly string[], want: HeaderWanted, fill: (text: string) => string): string | null {
  const [only] = values;
  if (values.length > 1) return `is there ${values.length} times: ${values.map(shown).join(", ")}`;
  if (want === null) return only === undefined ? null : `is ${shown(only)}, wanted none`;
  if (typeof want === "string") {
    if (only === undefined) return `is missing, wanted ${shown(fill(want))}`;
    return only === fill(want) ? null : `is ${shown(only)}, wanted ${shown(fill(want))}`;
  }
  // A pattern that takes nothing takes a header that is not there.
  return new RegExp(want.like).test(only ?? "") ? null : only === undefined ? "is missing" : `is ${shown(only)}, wanted ${want.like}`;
}

export type Told = { readonly headers: Readonly<Record<string, string>>; readonly [name: string]: unknown };

export function judgeSeen(
  told: Told,
  { headers = {}, ...plain }: Seen,
  truth: Readonly<Record<string, string>>,
  fill: (text: string) => string,
) {
  const stated = Object.entries({ ...truth, ...plain }).flatMap(([name, value]) => {
    const wanted = typeof value === "string" ? fill(value) : value;
    return told[name] === wanted ? [] : [`the app saw ${name.replace("_", " ")} ${shown(told[name])}, wanted ${shown(wanted)}`];
  });
  const sent = Object.entries(headers).flatMap(([name, want]) => {
    const value = told.headers[name];
    const fault = faultOf(value === undefined || value === "" ? [] : [value], want, fill);
    return fault === null ? [] : [`the app saw a header: ${name} ${fault}`];
  });
  return [...stated, ...sent];
}

const SHOWN_MAX = 120;

function shown(value: unknown): string {
  const text = JSON.stringify(value ?? null);
  return text.length > SHOWN_MAX ? `${text.slice(0, SHOWN_MAX)}...` : text;
}
