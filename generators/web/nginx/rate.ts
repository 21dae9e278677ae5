/**
 * nginx counts whole requests per second or per minute, nothing slower
 * (https://nginx.org/en/docs/http/ngx_http_limit_req_module.html#limit_req_zone). An hourly
 * rate is rounded down to the minute: never more than was asked.
 */
import type { Rate } from "../../plan/plan.ts";

/** From one request that is let in to the next: what who was refused is told to wait (RFC 6585, section 4). */
export function waitS({ count, perS }: Pick<Rate, "count" | "perS">): number {
  return Math.max(1, Math.ceil(perS / count));
}

/** Null for what is slower than one request a minute. */
export function rateWord({ count, perS }: Pick<Rate, "count" | "perS">): string | null {
  if (perS === 1) return `${count}r/s`;
  const perMinute = Math.floor((count * 60) / perS);
  return perMinute < 1 ? null : `${perMinute}r/m`;
}
