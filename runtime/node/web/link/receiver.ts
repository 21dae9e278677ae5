/** What every link to an app gives back, whatever it speaks: a head, bytes, an end, or a fault. */
import type { Field } from "../fields.ts";

export type AnswerHead = {
  readonly status: number;
  /** Names as the app wrote them. */
  readonly fields: readonly Field[];
};

/**
 * refused: no connection, so nothing was sent; full: too many wait already; dead: the worker went
 * before it answered; malformed: what it said cannot be read; late: it took too long; cut: it
 * went, or went wrong, in the middle of its answer; too-large: the client sent more than it may.
 */
export type Fault = "refused" | "full" | "dead" | "malformed" | "late" | "cut" | "too-large";

export type Receiver = {
  head(head: AnswerHead): void;
  /** False: no more for now; `resume` of the flow asks for it. */
  data(chunk: Buffer): boolean;
  end(): void;
  fault(fault: Fault): void;
};

/** Our hold on an exchange under way. */
export type Flow = { resume(): void; abort(): void };
