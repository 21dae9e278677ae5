/**
 * Token buckets, one per zone and client address: `burst` requests at once beyond the rate, as
 * nginx's limit_req with nodelay. Time is given, so that a test can make it pass.
 */

export type Rate = { readonly zone: string; readonly count: number; readonly perS: number; readonly burst: number };

export type Buckets = { take(rate: Rate, address: string, nowMs: number): boolean };

type Bucket = { tokens: number; atMs: number };

/** From an empty bucket to a request. */
export function waitS({ count, perS }: Pick<Rate, "count" | "perS">): number {
  return Math.max(1, Math.ceil(perS / count));
}

/** About 10 MB, as nginx's zone; beyond it the oldest are forgotten. */
const BUCKETS_MAX = 100_000;

export function createBuckets(): Buckets {
  const buckets = new Map<string, Bucket>();
  return {
    take: ({ zone, count, perS, burst }, address, nowMs) => {
      const key = `${zone} ${address}`;
      const full = burst + 1;
      const bucket = buckets.get(key) ?? { tokens: full, atMs: nowMs };
      const tokens = Math.min(full, bucket.tokens + (Math.max(0, nowMs - bucket.atMs) * count) / (perS * 1000));
      const granted = tokens >= 1;
      // Put back at the end: a Map keeps its order, so the first is the longest unseen.
      buckets.delete(key);
      buckets.set(key, { tokens: granted ? tokens - 1 : tokens, atMs: nowMs });
      if (buckets.size > BUCKETS_MAX)
        for (const oldest of buckets.keys()) {
          buckets.delete(oldest);
          break;
        }
      return granted;
    },
  };
}
