import { expect, test } from "vitest";
import { parsePath } from "../../schema/path.ts";
import { defaultOf, derivedOf } from "./default-of.ts";

test.each([
  ["web.limits.body", "10MB"],
  ["apps[3].wsgi.graceful_time", undefined],
  ["edge.timeout", "60s"],
  ['app.static["/static/"].hashed', false],
  ["processes.celery.stop_signal", "TERM"],
  ["web.server", undefined],
  ["no.such.key", undefined],
])("%s", (path, value) => {
  expect(defaultOf(parsePath(path))).toEqual(value);
});

test.each([
  ["apps[3].wsgi.graceful_time", "the longer of 30s and web.limits.request_time"],
  ["apps[1].health.path", "/healthz below the mount"],
  ["web.limits.body", undefined],
])("%s follows from other keys", (path, words) => {
  expect(derivedOf(parsePath(path))).toBe(words);
});
