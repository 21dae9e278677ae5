/**
 * Numbers with units, parsed once. The schema's patterns have let through only what is understood
 * here; other text is a mistake of ours, so it throws.
 *
 * A KB is 1024 bytes, as operators of nginx (`client_max_body_size 8k`) and Apache mean it; KiB is the same.
 */
const SIZE = /^(\d+(?:\.\d+)?)(B|KB|MB|GB|TB|KiB|MiB|GiB)$/;
const TIME = /^(?:(\d+)d)?(?:(\d+)h)?(?:(\d+)m)?(?:(\d+)s)?(?:(\d+)ms)?$/;
const RATE = /^(\d+)\/(s|m|h)$/;

const BYTES: Readonly<Record<string, number>> = {
  B: 1,
  KB: 2 ** 10,
  KiB: 2 ** 10,
  MB: 2 ** 20,
  MiB: 2 ** 20,
  GB: 2 ** 30,
  GiB: 2 ** 30,
  TB: 2 ** 40,
};

const UNIT_MS = [86_400_000, 3_600_000, 60_000, 1_000, 1];

const PER_S: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600 };

/** `count` requests in each `perS` seconds. */
export type ParsedRate = { readonly count: number; readonly perS: number };

/** `10MB` -> 10485760. Parts of a byte are rounded. */
export function sizeBytes(text: string): number {
  const [, number, unit = ""] = SIZE.exec(text) ?? [];
  const bytes = BYTES[unit];
  if (number === undefined || bytes === undefined) throw new TypeError(`not a size: ${text}`);
  return Math.round(Number(number) * bytes);
}

/** `1h30m` -> 5400000 milliseconds. */
export function timeMs(text: string): number {
  const parts = TIME.exec(text);
  if (parts === null || text === "") throw new TypeError(`not a time: ${text}`);
  return UNIT_MS.reduce((sumMs, unitMs, i) => sumMs + Number(parts[i + 1] ?? 0) * unitMs, 0);
}

/** `100/m` -> { count: 100, perS: 60 }. */
export function parseRate(text: string): ParsedRate {
  const [, count, unit = ""] = RATE.exec(text) ?? [];
  const perS = PER_S[unit];
  if (count === undefined || perS === undefined) throw new TypeError(`not a rate: ${text}`);
  return { count: Number(count), perS };
}
