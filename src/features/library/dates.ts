/**
 * @file Days, months and years as they are typed: "2026", "2026-05", "2026-05-01", "today", "week". In the time of this device.
 */
export interface Span {
  /** Milliseconds since the epoch; `to` is no part of it any more. */
  readonly from: number;
  readonly to: number;
}

const span = (from: Date, to: Date): Span => ({ from: from.getTime(), to: to.getTime() });

/** Days are not all equally long, so they are counted by the calendar. */
const daysBefore = (now: Date, days: number): Date => new Date(now.getFullYear(), now.getMonth(), now.getDate() - days);

const NAMED: Readonly<Record<string, (now: Date) => Span>> = {
  today: (now) => span(daysBefore(now, 0), daysBefore(now, -1)),
  yesterday: (now) => span(daysBefore(now, 1), daysBefore(now, 0)),
  week: (now) => span(daysBefore(now, 6), daysBefore(now, -1)),
  month: (now) => span(new Date(now.getFullYear(), now.getMonth()), new Date(now.getFullYear(), now.getMonth() + 1)),
  year: (now) => span(new Date(now.getFullYear(), 0), new Date(now.getFullYear() + 1, 0)),
};

export const NAMED_DAYS: readonly string[] = Object.keys(NAMED);

const WRITTEN = /^(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?$/;

/** @returns undefined where it is none, or a day that no month has */
export function spanOf(text: string, now: number): Span | undefined {
  const named = NAMED[text.toLowerCase().trim()];
  if (named) return named(new Date(now));
  const [, year, month, day] = WRITTEN.exec(text.trim()) ?? [];
  if (year === undefined) return undefined;
  if (month === undefined) return span(new Date(Number(year), 0), new Date(Number(year) + 1, 0));
  const at = Number(month) - 1;
  if (at < 0 || at > 11) return undefined;
  if (day === undefined) return span(new Date(Number(year), at), new Date(Number(year), at + 1));
  const from = new Date(Number(year), at, Number(day));
  return from.getMonth() === at && Number(day) > 0 ? span(from, new Date(Number(year), at, Number(day) + 1)) : undefined;
}
