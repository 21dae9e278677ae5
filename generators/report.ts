/**
 * How plan, link rules and emitters speak about a place in stack.yaml: by its path, as the
 * language names it. The span is looked up once, here.
 */

import type { Code } from "../schema/codes.generated.ts";
import type { Diagnostic, Speaker } from "../schema/diagnostic.ts";

export type Fault = {
  readonly code: Code;
  readonly layer: Speaker;
  /** Path text: `web.limits.body`; one that is absent falls back to its nearest ancestor. */
  readonly at: string;
  readonly message: string;
  readonly help?: string;
  /** Other places that disagree. */
  readonly related?: readonly { readonly at: string; readonly message: string }[];
};

export type Report = (fault: Fault) => void;

export type Collected = { readonly report: Report; readonly faults: Fault[] };

export function collect(): Collected {
  const faults: Fault[] = [];
  return { report: (fault) => void faults.push(fault), faults };
}

export type { Diagnostic };
