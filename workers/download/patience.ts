/**
 * @file How long to wait before asking again: what the server said, or else longer each time, with chance in it so that many lines do not
 * come back at the same moment.
 *
 * It knows headers and numbers; asking is done elsewhere.
 */

export interface Patience {
  /** Attempts without one more part before giving up. */
  readonly attempts: number;
  /** Attempts at once, for what waiting does not mend: an expired address, an answer that is not what was asked for. */
  readonly atOnce: number;
  readonly firstPauseMs: number;
  readonly longestPauseMs: number;
  /** Longest wait that a server may ask for; where it asks for more, the person decides. */
  readonly longestToldMs: number;
  /** Silence after which a connection counts as stalled. */
  readonly stallMs: number;
}

export const PATIENCE: Patience = {
  attempts: 5,
  atOnce: 3,
  firstPauseMs: 500,
  longestPauseMs: 30_000,
  longestToldMs: 600_000,
  stallMs: 30_000,
};

/**
 * "Full jitter": any moment up to a bound that doubles.
 *
 * @param attempt the first is 1
 * @param chance 0..1
 */
export const pauseMs = ({ firstPauseMs, longestPauseMs }: Patience, attempt: number, chance: number): number =>
  // Never at once: the cause of most breaks lasts a moment.
  Math.min(longestPauseMs, firstPauseMs * 2 ** (attempt - 1)) * (0.5 + chance / 2);

/**
 * What an answer says about when to come back, in milliseconds; undefined where it says nothing.
 *
 * `Retry-After` (RFC 9110) holds seconds or a date; `RateLimit` (draft-ietf-httpapi-ratelimit-headers) as the hub writes it,
 * `"resolvers";r=0;t=37`, holds of each policy what remains and the seconds until it is full again.
 */
export function toldMs(headers: Headers, now: number): number | undefined {
  const after = headers.get("retry-after")?.trim();
  if (after && /^\d+$/.test(after)) return Number(after) * 1000;
  const date = Date.parse(after ?? "");
  if (!Number.isNaN(date)) return Math.max(0, date - now);
  const waits = (headers.get("ratelimit") ?? "").split(",").flatMap((policy) => {
    const [, remaining = "0"] = /;\s*r=(\d+)/.exec(policy) ?? [];
    const [, seconds] = /;\s*t=(\d+)/.exec(policy) ?? [];
    return seconds !== undefined && Number(remaining) === 0 ? [Number(seconds) * 1000] : [];
  });
  return waits.length > 0 ? Math.max(...waits) : undefined;
}
