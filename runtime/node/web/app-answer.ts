/**
 * An app's answer on its way to the client. Its length is counted: a client must never take a
 * short answer for a whole one, nor get more than was promised.
 */
import { passingFields, sendFault, sendHead, sendWords } from "./answer.ts";
import { type ClientSink, createClientSink, type Outlet } from "./client-sink.ts";
import { compressedHead, wishOf } from "./compress/choose.ts";
import { compressInto } from "./compress/compress-into.ts";
import type { Exchange } from "./exchange.ts";
import type { Field } from "./fields.ts";
import type { AnswerHead, Fault, Flow, Receiver } from "./link/receiver.ts";

export type Rules = {
  /** Bytes pass as they come: nothing is held back for compression. */
  readonly stream: boolean;
  readonly warn: (what: string) => void;
};

const FAULT_STATUS: Readonly<Record<Fault, number>> = {
  refused: 502,
  full: 503,
  dead: 502,
  malformed: 502,
  late: 504,
  cut: 502,
  "too-large": 413,
};

export function answerClient(exchange: Exchange, rules: Rules, flow: () => Flow | null): Receiver {
  const { request, response, site } = exchange;
  let promised: number | null = null;
  let hasLength = false;
  let received = 0;
  let refused = false;
  let outlet: Outlet = plainOutlet(response);
  const sink: ClientSink = createClientSink(
    exchange,
    () => outlet,
    !rules.stream,
    () => flow()?.resume(),
  );

  response.on("drain", sink.drained);
  // One that is done takes no harm. To Node, an HTTP/2 answer whose client has reset it looks finished, too.
  response.once("close", () => flow()?.abort());

  function refuse(): void {
    refused = true;
    flow()?.abort();
  }

  return {
    head: (head) => {
      exchange.upstreamMs = performance.now() - exchange.startedMs;
      const length = lengthOf(head);
      if (length === "malformed") {
        refuse();
        return sendWords(exchange, 502);
      }
      promised = request.method === "HEAD" || head.status === 304 || head.status === 204 ? null : length;
      const { head: changed, coding } =
        rules.stream || request.method === "HEAD" ? { head, coding: null } : compressedHead(head, wishOf(exchange));
      if (coding !== null) outlet = compressInto(exchange, coding, sink.drained);
      hasLength = promised !== null && coding === null;
      const { status, fields } = changed;
      try {
        sendHead(exchange, status, passingFields(fields, site.ownedHeaders, dropsLength(status) ? ["content-length"] : []));
      } catch (error) {
        // Its fields cannot be written; nobody further up hears of it.
        refuse();
        return sendFault(exchange, error);
      }
      // A stream may say nothing for long: its head must not wait for its first byte.
      if (rules.stream) response.flushHeaders();
    },
    data: (chunk) => {
      if (refused || response.destroyed) return true;
      const room = promised === null ? chunk.length : promised - received;
      received += chunk.length;
      if (chunk.length > room) rules.warn("longer than its Content-Length");
      const piece = chunk.length > room ? chunk.subarray(0, Math.max(0, room)) : chunk;
      if (piece.length === 0 || request.method === "HEAD") return true;
      exchange.bytes += piece.length;
      return sink.write(piece);
    },
    end: () => {
      if (refused) return;
      if (promised !== null && received < promised) {
        rules.warn("shorter than its Content-Length");
        return sink.cut(hasLength);
      }
      sink.end();
    },
    fault: (fault) => {
      if (refused) return;
      if (response.headersSent) return sink.cut(hasLength);
      sendWords(exchange, FAULT_STATUS[fault]);
    },
  };
}

function plainOutlet(response: Exchange["response"]): Outlet {
  return { write: (chunk) => void response.write(chunk), end: () => void response.end(), heldBytes: () => response.writableLength };
}

/** RFC 9110, section 8.6: a 204 has no Content-Length. */
function dropsLength(status: number): boolean {
  return status === 204;
}

function lengthOf({ fields }: AnswerHead): number | null | "malformed" {
  const values = fields.filter(([name]: Field) => name.toLowerCase() === "content-length").map(([, value]) => value);
  if (values.length === 0) return null;
  const [value = ""] = values;
  return values.length === 1 && /^[0-9]{1,15}$/.test(value) ? Number(value) : "malformed";
}
