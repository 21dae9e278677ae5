/**
 * Headers that an app behind HTTP cannot tell from those it trusts: WSGI makes `_` of every `-`,
 * so `X_Real_IP` arrives as HTTP_X_REAL_IP. mod_headers knows no patterns, so each spelling is
 * named. gunicorn takes SCRIPT_NAME and PATH_INFO from headers of these very names.
 */
import type { Plan } from "../../plan/plan.ts";
import { strippedHeaders } from "../forwarded.ts";

const TRUSTED = ["X-Forwarded-For", "X-Forwarded-Proto", "X-Real-IP", "X-Request-ID", "X-Scheme"];
const TAKEN_LITERALLY = ["SCRIPT_NAME", "PATH_INFO"];

export function disguisedNames(plan: Plan): readonly string[] {
  const names = [...new Set([...TRUSTED, ...strippedHeaders(plan)])];
  return [...TAKEN_LITERALLY, ...names.flatMap((name) => spellings(name).filter((spelling) => spelling !== name))];
}

function spellings(name: string): readonly string[] {
  const [first = "", ...rest] = name.split("-");
  return rest.reduce<readonly string[]>((heads, part) => heads.flatMap((head) => [`${head}-${part}`, `${head}_${part}`]), [first]);
}
