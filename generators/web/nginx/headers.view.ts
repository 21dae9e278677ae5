/** The security headers of every answer, of uploads and of protected files. */
import type { Plan } from "../../plan/plan.ts";
import { isHsts } from "../hsts.ts";
import { ownsPolicy, UPLOAD_POLICY } from "../static-files.ts";
import type { Facts, Given } from "./facts.ts";
import { hiddenHeaders } from "./link.view.ts";
import { variable } from "./names.ts";
import { PASSED_HEADERS, upstreamVariable } from "./passed-headers.ts";
import type { NginxQuoter } from "./quote.ts";

export function headersView({ plan, facts, q }: Given) {
  const set = plan.web.headers.set
    .filter(({ name }) => !isHsts(name))
    .map(({ name, value, at }) => ({ name, value: q.string(value, at), at }));
  return { headers: named([...set, ...fixedHeaders(plan, facts, q)], q) };
}

/** As all other answers, but an upload has a policy of its own and is never guessed to be a page. */
export function uploadHeadersView({ plan, facts, q }: Given) {
  return { headers: caged(plan, facts, q, q.string(UPLOAD_POLICY, { rule: "uploads" })) };
}

/** The app has judged: what it says with the file is passed on, its policy in place of the cage. */
export function protectedHeadersView({ plan, facts, q }: Given) {
  const owned = new Set(hiddenHeaders(plan).map(({ name }) => name.toLowerCase()));
  const policy = ownsPolicy(plan.web)
    ? q.string(UPLOAD_POLICY, { rule: "uploads" })
    : q.word(variable(plan, "upload_policy"), { rule: "uploads" });
  return {
    headers: caged(plan, facts, q, policy),
    passed: PASSED_HEADERS.filter((name) => !owned.has(name.toLowerCase())).map((name) => ({
      name: q.header(name, { rule: "F8" }),
      value: q.word(upstreamVariable(name), { rule: "F8" }),
    })),
  };
}

function caged(plan: Plan, facts: Facts, q: NginxQuoter, policy: Header["value"]) {
  const ours = ["content-security-policy", "x-content-type-options"];
  const set = plan.web.headers.set.filter(({ name }) => !isHsts(name) && !ours.includes(name.toLowerCase()));
  const cage = [
    { name: "X-Content-Type-Options", value: q.string("nosniff", { rule: "uploads" }), at: "web.headers" },
    { name: "Content-Security-Policy", value: policy, at: "web.headers" },
  ];
  const kept = set.map(({ name, value, at }) => ({ name, value: q.string(value, at), at }));
  return named([...kept, ...cage, ...fixedHeaders(plan, facts, q)], q);
}

type Header = { readonly name: string; readonly value: ReturnType<NginxQuoter["string"]>; readonly at: string };

function named(headers: readonly Header[], q: NginxQuoter) {
  return headers.map(({ name, value, at }) => ({ name: q.header(name, at), value }));
}

function fixedHeaders(plan: Plan, { requestId }: Facts, q: NginxQuoter): readonly Header[] {
  const hsts = plan.web.headers.set.some(({ name }) => isHsts(name)) || (plan.web.tls?.hsts ?? null) !== null;
  return [
    ...(hsts ? [{ name: "Strict-Transport-Security", value: q.word(variable(plan, "hsts"), "web.tls.hsts"), at: "web.tls.hsts" }] : []),
    ...(plan.web.compression.gzip || plan.web.compression.brotli
      ? [{ name: "Vary", value: q.word(variable(plan, "not_modified"), { rule: "F8" }), at: "web.compression" }]
      : []),
    ...(requestId === null ? [] : [{ name: "X-Request-ID", value: q.word(requestId, "web.logs.request_id"), at: "web.logs.request_id" }]),
  ];
}
