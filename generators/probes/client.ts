/** Who a client is, and by which name and scheme it came: the web server's word, whatever the client says (RULES X1 to X15). */
import type { Plan } from "../plan/plan.ts";
import type { RuleId } from "../rules.ts";
import { ADDRESS, forgedFields, NAME } from "./forged.ts";
import type { Fields, Probe, Seen } from "./probe.ts";
import { appRow, askOf, userOf } from "./rows.ts";

const OTHER = { http: "https", https: "http" } as const;

type Forgery = {
  readonly id: string;
  readonly rule: RuleId;
  readonly at: string;
  readonly holds: string;
  readonly headers: Fields;
  readonly seen?: Seen;
};

/** Asked through the mirror: nothing else knows what an app was told. In public there is only what a visitor sees of it. */
export function clientProbes(plan: Plan): Probe[] {
  const row = appRow(plan, null);
  if (row === null) return [];
  const { scheme } = plan.site;
  return [
    ...forgeries(scheme, plan.trust.edge === null ? "the client's address" : "the client's address by the edge's word", userOf(row)).map(
      ({ headers, seen = {}, ...facts }): Probe => {
        return { ...facts, where: "local", action: { kind: "mirror", ask: askOf(row, headers), seen } };
      },
    ),
    {
      id: "forged-answer",
      rule: "X2",
      at: "edge",
      holds: "headers that claim another client, scheme or name change no answer",
      where: "anywhere",
      action: { kind: "same", ask: askOf(row), forged: forgedFields(plan, OTHER[scheme]) },
    },
  ];
}

function forgeries(scheme: "http" | "https", address: string, user: string | null): readonly Forgery[] {
  const proto = OTHER[scheme];
  return [
    { id: "client", rule: "X7", at: "edge", holds: `the app sees ${address}, the site's scheme and its name`, headers: [] },
    {
      id: "forged-address",
      rule: "X8",
      at: "edge",
      holds: "a client cannot choose its address",
      headers: [
        ["X-Forwarded-For", ADDRESS],
        ["X-Real-IP", ADDRESS],
        ["Forwarded", `for=${ADDRESS};proto=${proto};host=${NAME}`],
      ],
      seen: { headers: { "x-forwarded-for": "{client}", forwarded: null } },
    },
    {
      id: "forged-scheme",
      rule: "X1",
      at: "web.tls",
      holds: "a client cannot choose its scheme",
      headers: [
        ["X-Forwarded-Proto", proto],
        ["X-Scheme", proto],
        ["X-Forwarded-Ssl", proto === "https" ? "on" : "off"],
        ["X-Forwarded-Protocol", proto],
        ["X-Url-Scheme", proto],
      ],
      seen: { headers: { "x-forwarded-proto": scheme, "x-forwarded-ssl": null, "x-forwarded-protocol": null } },
    },
    {
      id: "forged-host",
      rule: "X12",
      at: "domains",
      holds: "a client cannot choose the name in links",
      headers: [
        ["X-Forwarded-Host", NAME],
        ["X-Forwarded-Port", "1"],
        ["X-Forwarded-Server", NAME],
      ],
      seen: { headers: { "x-forwarded-host": null, "x-forwarded-port": null, "x-forwarded-server": null } },
    },
    {
      id: "forged-underscores",
      rule: "X15",
      at: "edge",
      holds: "nor by names with underscores",
      headers: [
        ["X_Forwarded_For", ADDRESS],
        ["X_Real_IP", ADDRESS],
        ["X_Forwarded_Proto", proto],
        ["REMOTE_ADDR", ADDRESS],
      ],
      seen: { headers: { "x-forwarded-for": "{client}" } },
    },
    {
      id: "forged-hop",
      rule: "X2",
      at: "edge",
      holds: "nor by taking our headers away as hop-by-hop",
      headers: [["Connection", "close, X-Forwarded-For, X-Forwarded-Proto, X-Real-IP"]],
    },
    {
      id: "forged-proxy",
      rule: "X2",
      at: "web",
      holds: "a client cannot set the app's HTTP_PROXY",
      headers: [["Proxy", `http://${NAME}/`]],
      seen: { headers: { proxy: null } },
    },
    {
      id: "forged-user",
      rule: "X2",
      at: "web.access",
      holds: "a client cannot say which user's password was checked",
      headers: [
        ["Remote-User", NAME],
        ["Remote_User", NAME],
        ["REMOTE_USER", NAME],
      ],
      seen: { headers: { "remote-user": user } },
    },
    {
      id: "forged-mount",
      rule: "F9",
      at: "web",
      holds: "a client cannot move the app to another mount",
      headers: [
        ["X-Script-Name", "/forged"],
        ["X-Forwarded-Prefix", "/forged"],
        ["SCRIPT_NAME", "/forged"],
      ],
      seen: { headers: { "x-script-name": null, "x-forwarded-prefix": null } },
    },
  ];
}
