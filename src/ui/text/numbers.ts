/**
 * @file Numbers with their units, as a person writes them.
 */
const round = new Intl.NumberFormat("en", { maximumFractionDigits: 0 });
const tenth = new Intl.NumberFormat("en", { maximumFractionDigits: 1 });
const day = new Intl.DateTimeFormat("en", { day: "numeric", month: "long", year: "numeric" });
const moment = new Intl.DateTimeFormat("en", { day: "numeric", month: "short", hour: "2-digit", minute: "2-digit" });

/** Decimal units, as disks and downloads are sold in. */
export function bytes(count: number): string {
  if (count < 1000) return `${round.format(count)} ${count === 1 ? "byte" : "bytes"}`;
  if (count < 1e6) return `${round.format(count / 1e3)} kB`;
  if (count < 1e9) return `${(count < 1e7 ? tenth : round).format(count / 1e6)} MB`;
  return `${tenth.format(count / 1e9)} GB`;
}

export function seconds(count: number): string {
  if (count < 10) return `${tenth.format(count)} s`;
  if (count < 60) return `${round.format(count)} s`;
  const minutes = Math.floor(count / 60);
  const rest = Math.round(count % 60);
  return rest === 0 || minutes >= 10 ? `${round.format(count / 60)} min` : `${minutes} min ${rest} s`;
}

export const counted = (count: number, one: string, many = `${one}s`): string =>
  `${round.format(count)} ${count === 1 ? one : many}`;

/** Which way a head is turned, as whoever looks at the picture sees it. */
export const turned = (degrees: number): string =>
  degrees === 0 ? "to the front" : `${round.format(Math.abs(degrees))}° to the ${degrees < 0 ? "left" : "right"}`;

export const onDay = (milliseconds: number): string => day.format(milliseconds);

export const atTime = (milliseconds: number): string => moment.format(milliseconds);
