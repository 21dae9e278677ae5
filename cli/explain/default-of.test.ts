import { expect, test } from "vitest";
import { parsePath } from "../../schema/path.ts";
import { defaultOf } from "./default-of.ts";

test.each([
  ["web.limits.body", "10MB"],
  ["apps[3].wsgi.graceful_time", "30s"],
  ["app.health.path", "/healthz"],
  ['app.static["/static/"].hashed', false],
  ["processes.celery.stop_signal", "TERM"],
  ["web.server", undefined],
  ["no.such.key", undefined],
])("%s", (path, value) => {
  expect(defaultOf(parsePath(path))).toEqual(value);
});
