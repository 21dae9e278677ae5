/** What nginx alone cannot do, found before anything is printed. */
import { below } from "../../../schema/path.ts";
import type { Emit } from "../../layer.ts";
import { capabilitiesOf, SINCE } from "./capabilities.ts";
import { hiddenHeaders } from "./link.view.ts";
import { rateWord } from "./rate.ts";

export function check(emit: Emit): void {
  checkBrotli(emit);
  checkRates(emit);
  checkHeaderNames(emit);
  checkTypes(emit);
  checkHeaderCount(emit);
  checkRealms(emit);
}

function checkBrotli({ plan, report }: Emit): void {
  const { compression, modules } = plan.web;
  if (!compression.brotli || modules.includes("brotli")) return;
  report({
    code: "brotli-missing",
    layer: "web",
    at: "web.compression.brotli",
    message: "nginx has no brotli of its own, and the module is not stated to be there",
    help: "install libnginx-mod-http-brotli-filter and libnginx-mod-http-brotli-static, then say `web: { modules: [brotli] }`",
  });
}

function checkRates({ plan, report }: Emit): void {
  const rates = new Map(plan.locations.flatMap(({ rate }) => (rate === null ? [] : [[rate.zone, rate] as const])));
  for (const rate of rates.values()) {
    if (rateWord(rate) !== null) continue;
    report({
      code: "rate-too-slow",
      layer: "web",
      at: rate.at,
      message: `nginx counts no slower than one request a minute, not ${rate.count} in ${rate.perS / 60} minutes`,
      help: "state a rate of at least 1/m, and let the app count what is rarer",
    });
  }
}

/** The hashes of names that nginx hides, and of types that it compresses, have fixed buckets of 64 bytes, as has no other list of ours. */
const NAME_LENGTH_MAX = 46;

function checkHeaderNames({ plan, report }: Emit): void {
  for (const { name, at } of hiddenHeaders(plan)) {
    if (name.length <= NAME_LENGTH_MAX) continue;
    report({
      code: "cannot-carry",
      layer: "web",
      at,
      message: `nginx cannot carry a header name of more than ${NAME_LENGTH_MAX} characters: ${JSON.stringify(name)}`,
      help: "use a shorter name",
    });
  }
}

function checkTypes({ plan, report }: Emit): void {
  for (const [index, type] of plan.web.compression.types.entries()) {
    if (type.length <= NAME_LENGTH_MAX) continue;
    report({
      code: "cannot-carry",
      layer: "web",
      at: `web.compression.types[${index}]`,
      message: `nginx cannot compress a media type of more than ${NAME_LENGTH_MAX} characters: ${JSON.stringify(type)}`,
      help: "leave it out: such an answer is sent as it is",
    });
  }
}

function checkHeaderCount({ plan, report }: Emit): void {
  if (plan.written["web.limits.header_count"] === undefined || capabilitiesOf(plan.web.version).countsHeaders) return;
  report({
    code: "no-effect",
    layer: "web",
    at: "web.limits.header_count",
    message: `nginx ${plan.web.version} does not count header fields`,
    help: `nginx ${SINCE.countsHeaders} and later do; until then web.limits.headers bounds them by their size`,
  });
}

/** https://nginx.org/en/docs/http/ngx_http_auth_basic_module.html: `auth_basic off` asks nobody, in quotes too. */
function checkRealms({ plan, report }: Emit): void {
  const realms = plan.locations.flatMap(({ access }) => (access?.basicAuth == null ? [] : [[access.at, access.basicAuth.realm] as const]));
  for (const [at, realm] of new Map(realms)) {
    if (realm !== "off") continue;
    report({
      code: "cannot-carry",
      layer: "web",
      at: below(at, "basic_auth", "realm"),
      message: 'nginx takes a realm of "off" for no password at all',
      help: "name the realm as users shall read it: Staff only",
    });
  }
}
