import { expect, test } from "vitest";
import { planLocations } from "../../plan/locations.ts";
import type { Serve } from "../../plan/plan.ts";
import { isLogged, rowsOf } from "./rows.ts";

const app: Serve = { kind: "app", app: "app", stream: false, websocket: false };
const files: Serve = { kind: "static", folder: "/srv/static", hashed: false, cacheS: 0 };

type Stated = { readonly path: string; readonly exact?: boolean; readonly serve?: Serve };

function table(...stated: readonly Stated[]) {
  const statements = stated.map(({ path, exact, serve }) => ({
    path,
    exact: exact ?? false,
    at: path,
    ...(serve === undefined ? {} : { serve }),
  }));
  return planLocations(statements, { bodyBytes: 1, requestTimeS: 1 });
}

const matches = (...stated: readonly Stated[]) => rowsOf(table(...stated)).map(({ exact, url }) => `${exact ? "=" : "^~"} ${url}`);

test("/x is /x alone and all below /x/, never /xyz", () => {
  expect(matches({ path: "/", serve: app }, { path: "/x" })).toEqual(["= /x", "^~ /x/", "^~ /"]);
});

test("what covers /x answers it where only /x/ is an app's, in place of nginx's own redirect", () => {
  const rows = rowsOf(table({ path: "/", serve: app }, { path: "/x/" }));
  const [below, bare] = rows;
  expect([below?.url, bare?.url, bare?.exact]).toEqual(["/x/", "/x", true]);
  expect(bare?.location.path).toBe("/");
});

test("files below /x/ leave /x to the app without a word", () => {
  expect(matches({ path: "/", serve: app }, { path: "/x/", serve: files })).toEqual(["^~ /x/", "^~ /"]);
});

test("/x and /x/ side by side keep their own", () => {
  const rows = rowsOf(table({ path: "/", serve: app }, { path: "/x" }, { path: "/x/", serve: files }));
  expect(rows.map(({ url, exact, location }) => [url, exact, location.serve.kind])).toEqual([
    ["/x/", false, "static"],
    ["/x", true, "app"],
    ["/", false, "app"],
  ]);
});

test("an exact row wins over the same path's prefix", () => {
  const rows = rowsOf(table({ path: "/x", serve: app }, { path: "/x", exact: true, serve: files }));
  expect(rows.find(({ url, exact }) => url === "/x" && exact)?.location.serve.kind).toBe("static");
  expect(new Set(rows.map(({ url, exact }) => `${exact} ${url}`)).size).toBe(rows.length);
});

test("a path that is not logged silences all below it by whole segments", () => {
  const [quiet, loud] = table({ path: "/", serve: app }, { path: "/ping/deep" }, { path: "/pingpong" });
  expect(quiet && isLogged(quiet, ["/ping"])).toBe(false);
  expect(loud && isLogged(loud, ["/ping"])).toBe(true);
});
