/** A single value where a map is wanted: people write what matters most of it alone. */
import { LAYERS } from "./layers.generated.ts";
import type { Path } from "./path.ts";

const FORMS: Readonly<Record<string, (value: string) => string>> = {
  web: (value) => `write web: { server: ${value} }`,
  wsgi: (value) => `write wsgi: { server: ${value} }`,
  app: (value) => `write app: { framework: ${value}, module: ... }`,
  edge: () => "write edge: { trusted: [10.0.0.0/8] }, with its own networks",
  tls: (value) => `write tls: { certificate: ${value} }`,
  listen: (value) => `write listen: { http: ${value} }`,
  hsts: (value) => `write hsts: { max_age: ${value} }`,
  health: (value) => `write health: { path: ${value} }`,
  static: (value) => `write static: { /static/: ${value.replace(/^\//, "")} }`,
  media: (value) => `write media: { /media/: ${value.replace(/^\//, "")} }`,
  cache: (value) => `write cache: { /: ${value} }`,
  rate: (value) => `write rate: { /: ${value} }`,
  logs: (value) => `write logs: { access: ${value} }`,
  maintenance: (value) => `write maintenance: { page: ${value} }`,
  basic_auth: (value) => `write basic_auth: { users_file: ${value} }`,
  budget: (value) => `write budget: { memory: ${value} }`,
};

/** A true where a map or false stands says no more than the default. */
export function shortForm(path: Path, value: string): string | null {
  return value === "true" ? null : (FORMS[String(path.at(-1))]?.(value) ?? null);
}

/** A list where a map is wanted, and the other way round. */
const LISTS: Readonly<Record<string, string>> = {
  env: "write names and values: { DEBUG: false }",
  processes: "give each a name: { worker: celery -A shop worker }",
  schedule: "give each a name: { clean: { command: python clean.py, at: daily } }",
  routes: "write paths and what they need: { /events: { stream: true } }",
  static: "write URL paths and folders: { /static/: static }",
  media: "write URL paths and folders: { /media/: media }",
  access: "write URL paths and who may: { /admin: { allow: [10.0.0.0/8] } }",
  rate: "write URL paths and rates: { /login: 5/m }",
  environments: "give each a name: { staging: { domains: [staging.example.com] } }",
  web: `write one map: { server: ${LAYERS.web[0]} }`,
  secrets: "write the names alone, in a list: [SECRET_KEY]; values stay on the host",
  apps: "write a list, and each app's name in it: [{ name: api, mount: /api, ... }]",
  hooks: "say when they run: { release: [python manage.py migrate] }",
};

export function otherShape(path: Path): string | null {
  return LISTS[String(path.at(-1))] ?? null;
}
