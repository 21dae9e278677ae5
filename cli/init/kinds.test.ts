/** Which framework a call makes an app of. */
import { expect, test } from "vitest";
import type { Calls } from "../../generators/framework/detect/detection.ts";
import type { FrameworkLayer } from "../../generators/layer.ts";
import { registry } from "../../generators/registry.ts";
import { kindOfMaker, kindOfMethodOn, kindOfWrapper, makersOf } from "./kinds.ts";

const { flask, wsgi } = registry.framework;

function calling(layer: FrameworkLayer, calls: Partial<Calls>): FrameworkLayer {
  return { ...layer, detect: { ...layer.detect, calls: { ...layer.detect.calls, ...calls } } };
}

test("a framework that has a layer of its own is no longer any callable", () => {
  const own = calling(flask, { makers: ["bottle.Bottle"] });
  for (const layers of [
    [own, wsgi],
    [wsgi, own],
  ])
    expect(makersOf(layers).get("bottle.Bottle")?.framework).toBe("flask");
  expect(makersOf([flask, wsgi]).get("bottle.Bottle")?.framework).toBe("wsgi");
});

test.each([
  ["django.core.asgi.get_asgi_application", "asgi", true],
  ["tornado.web.Application", "tornado", true],
  ["Flask", "flask", true],
  ["dash.Dash", "flask", false],
  ["pyramid.config.Configurator", "wsgi", false],
])("%s makes an app of %s: %s", (name, framework, isApp) => {
  expect(kindOfMaker(name)).toMatchObject({ framework, isApp });
});

test("a last part that several libraries use says nothing", () => {
  expect(kindOfMaker("Application")).toBeNull();
});

test("a wrapper of both interfaces is told from one of either, and from none", () => {
  expect([kindOfWrapper("werkzeug.middleware.proxy_fix.ProxyFix"), kindOfWrapper("a2wsgi.ASGIMiddleware")]).toEqual(["wsgi", "asgi"]);
  expect([kindOfWrapper("a2wsgi.WSGIMiddleware"), kindOfWrapper("shop.Shop")]).toEqual([null, undefined]);
});

test("a method counts on what it is stated for alone", () => {
  expect(kindOfMethodOn("datasette.app.Datasette", "Datasette([]).app()")?.framework).toBe("asgi");
  expect(kindOfMethodOn("shop.Shop", "Shop().app()")).toBeNull();
});
