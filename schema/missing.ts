/** What to add where a required key is missing: by key, by definition and key, or by framework and key. */
import { LAYERS } from "./layers.generated.ts";
import { listOf } from "./list-of.ts";
import { exampleOf, LAYER_MISSING } from "./said-of-layers.ts";

const [FRAMEWORK] = LAYERS.framework;
const [WEB] = LAYERS.web;

export const MISSING: Readonly<Record<string, string>> = {
  name: "add a name: users, folders and units are called after it",
  domains: "add the host names: domains: [shop.example.com]",
  web: `add the web server: web: { server: ${WEB} }`,
  wsgi: `add the WSGI server: wsgi: { server: ${LAYERS.wsgi[0]} }`,
  app: `add the app: app: { framework: ${FRAMEWORK}, module: ${exampleOf("framework", FRAMEWORK)} }`,
  "Web.server": `add server: ${listOf(LAYERS.web)}`,
  ...LAYER_MISSING,
  "Wsgi.server": `add server: ${listOf(LAYERS.wsgi)}`,
  framework: `add framework: ${listOf(LAYERS.framework)}`,
  module: "add where the app is: module: package.module:callable",
  trusted: "add its addresses: trusted: [10.0.0.0/8]; what comes from elsewhere is not believed",
  command: "add the command",
  rate: "add the rate: rate: 5/m",
  time: "add how long: time: 10s",
  folder: "add the folder",
  users_file: "add the file of users and hashed passwords, as htpasswd makes it",
  cert_file: "add the certificate with its chain: cert_file: /etc/ssl/shop/fullchain.pem",
  key_file: "add the private key: key_file: /etc/ssl/shop/key.pem",
  at: "add when it runs: at: daily, or every: 15m",
};
