/**
 * What the operating system must hold for the stack: its user, folders, kernel limit. No log
 * rotation: web servers write below the distribution's own folder, which it rotates; all the
 * rest goes to the journal.
 */
import { below } from "../../../schema/path.ts";
import type { Emit } from "../../layer.ts";
import type { Plan } from "../../plan/plan.ts";
import type { From } from "../../quote/quoter.ts";
import { quoteSystemd } from "../../quote/systemd.ts";
import type { File } from "../../render/file.ts";
import { originOf } from "../../render/origin.ts";
import { render } from "../../render/render.ts";
import sysctlTemplate from "./os/sysctl.conf.hbs";
import sysusersTemplate from "./os/sysusers.conf.hbs";
import tmpfilesTemplate from "./os/tmpfiles.conf.hbs";
import { cacheFolder } from "./web-reads.ts";

/** Linux's own limit since 5.4. */
const SOMAXCONN = 4096;

export function renderOs(emit: Emit): File[] {
  const { plan } = emit;
  return [renderUser(emit), renderFolders(emit), ...(backlogMax(plan) > SOMAXCONN ? [renderBacklog(emit)] : [])];
}

const backlogMax = (plan: Plan): number => Math.max(0, ...plan.apps.map((app) => app.server.backlog));

function renderUser(emit: Emit): File {
  const { plan } = emit;
  const q = quoteSystemd(emit);
  return render({
    path: `sysusers.d/${plan.name}.conf`,
    template: sysusersTemplate,
    view: {
      from: { user: q.section("target.user") },
      user: q.keyword(plan.users.app, "target.user"),
      stack: q.keyword(plan.name, "name"),
      state: q.path(plan.paths.state, { rule: "paths" }),
    },
    origin: originOf(plan.written, "target.user"),
  });
}

function renderFolders(emit: Emit): File {
  const { plan } = emit;
  const { paths } = plan;
  const q = quoteSystemd(emit);
  const rule = { rule: "F6" } as const;
  return render({
    path: `tmpfiles.d/${plan.name}.conf`,
    template: tmpfilesTemplate,
    view: {
      from: { folders: q.section(rule) },
      user: q.keyword(plan.users.app, "target.user"),
      run: q.path(paths.run, rule),
      state: q.path(paths.state, rule),
      cache: q.path(paths.cache, rule),
      etc: q.path(folderOf(paths.secrets), rule),
      secrets: q.path(paths.secrets, rule),
      webFolders: webFolders(emit).map(({ why, path, mode, owner, group, from }) => ({
        why: q.text(why, from),
        path: q.path(path, from),
        mode: q.keyword(mode, from),
        owner: q.keyword(owner, from),
        group: q.keyword(group, from),
      })),
    },
    origin: { kind: "rule", id: "F6" },
  });
}

type Folder = {
  readonly why: string;
  readonly path: string;
  readonly mode: string;
  readonly owner: string;
  readonly group: string;
  readonly from: From;
};

/** What the web server must read or write; parents stand before their children. */
function webFolders(emit: Emit): readonly Folder[] {
  const { plan } = emit;
  const cache = cacheFolder(emit);
  const { users, paths, web } = plan;
  const media = plan.apps.flatMap((app) =>
    app.medias.map(
      ({ folder, url }): Folder => ({
        why: "Media: written by the app, read by the web server, whose group every new file gets.",
        path: folder,
        mode: "2750",
        owner: users.app,
        group: users.web,
        from: below(app.at, "media", url),
      }),
    ),
  );
  const acme = web.tls?.acme ?? null;
  return [
    ...[...new Map(media.map((folder) => [folder.path, folder])).values()].filter(({ path }) => path !== paths.state),
    ...(acme === null
      ? []
      : [
          {
            why: "Answers to the certificate authority, written by certbot.",
            path: acme.webroot,
            mode: "0755",
            owner: "root",
            group: "root",
            from: "web.tls.acme.webroot",
          },
        ]),
    ...(cache === null
      ? []
      : [
          {
            why: "Answers that the web server keeps for a while.",
            path: cache,
            mode: "0700",
            owner: users.web,
            group: users.web,
            from: "web.cache",
          },
        ]),
  ];
}

export const folderOf = (file: string): string => file.slice(0, file.lastIndexOf("/"));

function renderBacklog(emit: Emit): File {
  const { plan } = emit;
  const q = quoteSystemd(emit);
  const longest = plan.apps.find((app) => app.server.backlog === backlogMax(plan));
  const at = below(longest?.wsgiAt ?? "wsgi", "backlog");
  return render({
    path: `sysctl.d/${plan.name}.conf`,
    template: sysctlTemplate,
    view: { from: { backlog: q.section({ rule: "T9" }) }, somaxconn: q.number(backlogMax(plan), at) },
    origin: { kind: "rule", id: "T9" },
  });
}
