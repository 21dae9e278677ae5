/**
 * What each distribution release ships: the one table behind every decision about syntax and
 * capabilities. Sources: packages.debian.org and packages.ubuntu.com, November 2026.
 */
import type { Os, OsName } from "./plan.ts";

const rows: Readonly<Record<OsName, Omit<Os, "name">>> = {
  "debian-12": {
    openssl: "3.0",
    systemd: 252,
    node: "18.19",
  },
  "debian-13": {
    openssl: "3.5",
    systemd: 257,
    node: "20.19",
  },
  "ubuntu-24.04": {
    openssl: "3.0",
    systemd: 255,
    node: "18.19",
  },
  "ubuntu-22.04": {
    openssl: "3.0",
    systemd: 249,
    node: "12.22",
  },
};

/** The release's own Python 3, which its gunicorn, uWSGI and mod_wsgi are built for. */
const PYTHON: Readonly<Record<OsName, string>> = {
  "debian-12": "3.11",
  "debian-13": "3.13",
  "ubuntu-24.04": "3.12",
  "ubuntu-22.04": "3.10",
};

export const DISTRIBUTION_PYTHON = "/usr/bin/python3";

export function isDistributionPython(python: string, os: OsName): boolean {
  return python === DISTRIBUTION_PYTHON || python === `/usr/bin/python${PYTHON[os]}`;
}

export function osOf(name: OsName): Os {
  return { name, ...rows[name] };
}

/** -1, 0, 1 as for sort; missing parts count as zero. */
export function compareVersions(a: string, b: string): number {
  const left = a.split(".").map(Number);
  const right = b.split(".").map(Number);
  for (let i = 0; i < Math.max(left.length, right.length); i++) {
    const difference = (left[i] ?? 0) - (right[i] ?? 0);
    if (difference !== 0) return Math.sign(difference);
  }
  return 0;
}

export function atLeast(version: string, minimum: string): boolean {
  return compareVersions(version, minimum) >= 0;
}
