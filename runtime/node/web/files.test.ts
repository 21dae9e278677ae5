/** Files: whole, in part, or not at all; and never one that lies elsewhere. */
import { mkdir, symlink, utimes, writeFile } from "node:fs/promises";
import { gzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { get, isWhole, statusesOf, talk } from "./testing/raw-client.ts";
import { appForTest, type Changes, locationForTest } from "./testing/settings-for-test.ts";
import { type SiteForTest, siteForTest } from "./testing/site-for-test.ts";

function changes(folder: string): Changes {
  return {
    apps: [appForTest(folder)],
    locations: [
      locationForTest("/downloads/", { kind: "protected", folder: `${folder}/downloads`, app: "app" }),
      locationForTest("/static/", { kind: "static", folder: `${folder}/static`, hashed: true, cacheControl: "public, max-age=3600" }),
      locationForTest("/media/", { kind: "media", folder: `${folder}/media`, cacheControl: "no-cache" }),
      locationForTest("/favicon.ico", { kind: "file", file: `${folder}/static/icon.ico`, cacheControl: "public" }, { exact: true }),
      locationForTest("/", { kind: "app", app: "app", stream: false, websocket: false }),
    ],
  };
}

async function siteWithFiles(): Promise<SiteForTest> {
  const site = await siteForTest(changes, (socket, { environ }) => {
    socket.end(`X-Accel-Redirect: ${environ.get("QUERY_STRING")}\r\nContent-Disposition: attachment\r\nContent-Length: 0\r\n\r\n`);
  });
  const { folder } = site;
  for (const name of ["static", "static/.git", "media", "downloads"]) await mkdir(`${folder}/${name}`);
  await writeFile(`${folder}/static/site.css`, "0123456789");
  await utimes(`${folder}/static/site.css`, 1_700_000_000, 1_700_000_000);
  await writeFile(`${folder}/static/site.css.gz`, gzipSync("0123456789"));
  await writeFile(`${folder}/static/main-1a2b3c4d.js`, "1");
  await writeFile(`${folder}/static/a b€.txt`, "space");
  await writeFile(`${folder}/static/.env`, "SECRET");
  await writeFile(`${folder}/static/.git/config`, "SECRET");
  await writeFile(`${folder}/static/icon.ico`, "icon");
  await writeFile(`${folder}/media/page.html`, "<script>");
  await writeFile(`${folder}/media/long.txt`, "text\n".repeat(100));
  await writeFile(`${folder}/downloads/report.pdf`, "PDF");
  await writeFile(`${folder}/secret.txt`, "SECRET");
  await writeFile(`${folder}/elsewhere.dat`, "elsewhere");
  await symlink(`${folder}/elsewhere.dat`, `${folder}/static/link.css`);
  await symlink(`${folder}/secret.txt`, `${folder}/media/link.txt`);
  await symlink(folder, `${folder}/media/up`);
  await symlink("page.html", `${folder}/media/inside.html`);
  await symlink("site.css", `${folder}/static/inside.css`);
  return site;
}

async function ask(site: SiteForTest, path: string, more = ""): Promise<string> {
  return (await talk(site.port, [get(path, `${more}Connection: close\r\n`)])).text;
}

test("everything about files", async () => {
  const site = await siteWithFiles();
  const fetched = (path: string, more = "") => ask(site, path, more);
  const etag = /ETag: (\S+)/.exec(await fetched("/static/site.css"))?.[1] ?? "";

  const rows: readonly (readonly [path: string, fields: string, status: number, ...contains: string[]])[] = [
    [
      "/static/site.css",
      "",
      200,
      "Content-Type: text/css; charset=utf-8",
      "Content-Length: 10",
      "Last-Modified: Tue, 14 Nov 2023 22:13:20 GMT",
      "Cache-Control: public, max-age=3600",
      "X-Content-Type-Options: nosniff",
      "\r\n\r\n0123456789",
    ],
    ["/static/main-1a2b3c4d.js", "", 200, "Cache-Control: public, max-age=31536000, immutable"],
    ["/static/a%20b%E2%82%AC.txt", "", 200, "\r\n\r\nspace"],
    ["/static/inside.css", "", 200, "0123456789"],
    ["/static/link.css", "", 200, "Content-Type: text/css; charset=utf-8", "elsewhere"],
    ["/favicon.ico", "", 200, "image/x-icon", "icon"],
    ["/media/page.html", "", 200, "Content-Security-Policy: default-src 'none'", "Cache-Control: no-cache"],
    // Ranges
    ["/static/site.css", "Range: bytes=2-4\r\n", 206, "Content-Range: bytes 2-4/10", "Content-Length: 3", "\r\n\r\n234"],
    ["/static/site.css", "Range: bytes=7-\r\n", 206, "\r\n\r\n789"],
    ["/static/site.css", "Range: bytes=-3\r\n", 206, "Content-Range: bytes 7-9/10", "\r\n\r\n789"],
    ["/static/site.css", "Range: bytes=-99\r\n", 206, "Content-Range: bytes 0-9/10"],
    ["/static/site.css", "Range: bytes=10-\r\n", 416, "Content-Range: bytes */10"],
    ["/static/site.css", "Range: bytes=-0\r\n", 416],
    ["/static/site.css", "Range: bytes=4-2\r\n", 200],
    ["/static/site.css", "Range: bytes=0-1, 3-4,99-\r\n", 206, "multipart/byteranges", "Content-Range: bytes 3-4/10\r\n\r\n34\r\n--"],
    ["/static/site.css", "Range: bytes=0-8,1-9\r\n", 200],
    ["/static/site.css", `Range: bytes=${"0-,".repeat(1000)}1-\r\n`, 200],
    ["/static/site.css", "Range: bytes=-9223372036854775608\r\n", 200],
    ["/static/site.css", `Range: bytes=0-0\r\nIf-Range: ${etag}\r\n`, 206],
    ["/static/site.css", 'Range: bytes=0-0\r\nIf-Range: "other"\r\n', 200],
    // Conditions
    ["/static/site.css", `If-None-Match: "x", ${etag}\r\n`, 304, "ETag"],
    ["/static/site.css", `If-None-Match: W/${etag}\r\n`, 304],
    ["/static/site.css", "If-None-Match: *\r\n", 304],
    ["/static/site.css", 'If-None-Match: "x"\r\nIf-Modified-Since: Tue, 14 Nov 2023 22:13:20 GMT\r\n', 200],
    ["/static/site.css", "If-Modified-Since: Tue, 14 Nov 2023 22:13:20 GMT\r\n", 304],
    ["/static/site.css", "If-Modified-Since: Tue, 14 Nov 2023 22:13:19 GMT\r\n", 200],
    ["/static/site.css", "If-Modified-Since: Fri, 01 Jan 2100 00:00:00 GMT\r\n", 200],
    ["/static/site.css", 'If-Match: "x"\r\n', 412],
    ["/static/site.css", "If-Unmodified-Since: Tue, 14 Nov 2023 22:13:19 GMT\r\n", 412],
    // Precompressed
    ["/static/site.css", "Accept-Encoding: gzip\r\n", 200, "Content-Encoding: gzip", "Vary: Accept-Encoding", "Content-Type: text/css"],
    ["/static/site.css", "Accept-Encoding: gzip;q=0, *;q=0\r\n", 200, "\r\n\r\n0123456789"],
    // Compressed on the way: what the 200 says, its 304 says too
    ["/media/long.txt", "Accept-Encoding: gzip\r\n", 200, "Content-Encoding: gzip", "Vary: Accept-Encoding", "ETag: W/"],
    ["/media/long.txt", "Accept-Encoding: gzip\r\nIf-None-Match: *\r\n", 304, "Vary: Accept-Encoding", "ETag: W/"],
    ["/media/long.txt", "If-None-Match: *\r\n", 304, "Vary: Accept-Encoding", 'ETag: "'],
    // What is not there, or not for you
    ["/static/nothing", "", 404, "404 There is nothing here.", "X-Content-Type-Options: nosniff"],
    ["/static/", "", 404],
    ["/static/.env", "", 404],
    ["/static/.git/config", "", 404],
    ["/static/%2egit/config", "", 404],
    ["/media/link.txt", "", 404],
    ["/media/up/secret.txt", "", 404],
    ["/media/inside.html", "", 404],
    ["/static//secret.txt", "", 404],
    ["/static/site.css/", "", 404],
    ["/static/%ff", "", 404],
    ["/static/..%2fsecret.txt", "", 400],
    ["/static/%2e%2e/secret.txt", "", 400],
    ["/static/../secret.txt", "", 400],
    ["/static/..%5csecret.txt", "", 404],
    [`/static/${"a".repeat(3000)}`, "", 404],
    ["/downloads/report.pdf", "", 404],
    // Handed out by the app
    ["/get?/downloads/report.pdf", "", 200, "Content-Disposition: attachment", "\r\n\r\nPDF", "Content-Length: 3"],
    ["/get?/downloads/../secret.txt", "", 404],
    ["/get?/static/site.css", "", 404],
  ];
  for (const [path, fields, status, ...contains] of rows) {
    const text = await fetched(path, fields);
    expect([path, fields, statusesOf(text)]).toEqual([path, fields, [status]]);
    for (const part of contains) expect(text).toContain(part);
    expect(text).not.toContain("SECRET");
  }
});

test("HEAD says what GET would, and others may not", async () => {
  const { port } = await siteWithFiles();
  const asked = async (method: string) =>
    (await talk(port, [get("/static/site.css", "Connection: close\r\n").replace("GET", method)])).text;
  expect(await asked("HEAD")).toMatch(/^HTTP\/1.1 200[^]*Content-Length: 10\r\n[^]*\r\n\r\n$/);
  expect(await asked("DELETE")).toMatch(/^HTTP\/1.1 405[^]*Allow: GET, HEAD\r\n/);
});

test("a large file arrives whole, and several at once on one connection", async () => {
  const { port, folder } = await siteWithFiles();
  const content = Buffer.alloc(3_000_000, "abcdefghij");
  await writeFile(`${folder}/static/large.bin`, content);
  const { text } = await talk(port, [get("/static/large.bin") + get("/static/large.bin", "Connection: close\r\n")]);
  expect(statusesOf(text)).toEqual([200, 200]);
  expect(text.length).toBeGreaterThan(2 * content.length);
  expect(isWhole(text)).toBe(true);
});
