import { expect, test } from "vitest";
import { compile, HOST } from "../compile.ts";

const said = (wsgi: string, routes: string, requirements = "requirements.txt"): readonly string[] => {
  const text = `name: shop
domains: [shop.example.com]
web: { server: nginx }
wsgi: { server: gunicorn${wsgi} }
app: { framework: flask, module: "shop:app", requirements: ${requirements}, routes: { ${routes} } }
`;
  return compile({ file: "stack.yaml", text }, HOST).diagnostics.map(({ code, help }) => `${code}: ${help}`);
};

test("a stop that may take an hour is said once, and whoever states a time has heard it", () => {
  expect(said("", "/report: { request_time: 1h }")).toEqual([expect.stringMatching(/^long-stop: state graceful_time: 30s/)]);
  expect(said(", graceful_time: 30s", "/report: { request_time: 1h }")).toEqual([]);
  expect(said(", graceful_time: 1h", "/report: { request_time: 1h }")).toEqual([]);
  expect(said("", "/report: { request_time: 2m }")).toEqual([]);
  expect(said("", "/events: { stream: true }")).toEqual([]);
});

test("a stop shorter than an ordinary request is too short, whatever a route may take", () => {
  expect(said(", graceful_time: 10s", "/report: { request_time: 1h }")).toEqual([expect.stringMatching(/^graceful-short/)]);
  expect(said(", graceful_time: 10s", "/quick: { request_time: 5s }")).toEqual([expect.stringMatching(/^graceful-short/)]);
});

test.each(["pyproject.toml", "uv.lock", "deploy/poetry.lock", "Pipfile"])(
  "requirements: %s is refused with the command that makes one",
  (file) => {
    expect(said("", "", file)).toEqual([expect.stringMatching(/^requirements-format: write one, .*requirements\.txt/)]);
  },
);

test.each(["requirements.txt", "requirements/production.txt", "deps.in"])("requirements: %s", (file) => {
  expect(said("", "", file)).toEqual([]);
});
