/** The licences of bundled packages, as their authors ask for: each in full, once. */
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";

/** `inputs` are the paths that went into a bundle, below `root`. */
export async function licensesOf(root, inputs) {
  const folders = [...new Set(inputs.flatMap((path) => packageOf(path)))].sort();
  const texts = await Promise.all(folders.map((folder) => licenseOf(join(root, folder))));
  return texts.join(`\n${"-".repeat(80)}\n\n`);
}

function packageOf(path) {
  const found = /^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(path);
  return found === null ? [] : [found[1]];
}

async function licenseOf(folder) {
  const { name, version, license } = JSON.parse(await readFile(join(folder, "package.json"), "utf8"));
  const file = (await readdir(folder)).find((entry) => /^licen[cs]e/i.test(entry));
  const text = file === undefined ? "" : await readFile(join(folder, file), "utf8");
  return `${name} ${version} (${license})\n\n${text.trim()}\n`;
}
