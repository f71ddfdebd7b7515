/**
 * @file What the stand-in hub can be told to do wrong, as data that also crosses HTTP.
 *
 * A trouble waits for requests that match it, lets some pass, befalls the next few, and is used up.
 */
import type { Seed } from "./contents.ts";

export type Manner =
  /** Refuses, with these headers besides. */
  | { readonly kind: "status"; readonly status: number; readonly headers?: Readonly<Record<string, string>> }
  /** Breaks the connection once so many bytes of the body are out. */
  | { readonly kind: "cut"; readonly after: number }
  /** Sends so many bytes of the body and then nothing, for ever. */
  | { readonly kind: "stall"; readonly after: number }
  /** 200 and the whole file, whatever range was asked for. */
  | { readonly kind: "whole" }
  /** 206 with a range that lies elsewhere by so many bytes. */
  | { readonly kind: "shifted"; readonly by: number }
  /** An error page in HTML, with status 200. */
  | { readonly kind: "page" }
  | { readonly kind: "etag"; readonly etag: string }
  /** Another file of the same length in its place, under that one's ETag. */
  | { readonly kind: "changed"; readonly seed: Seed }
  /** Another bit at this byte of the file, where the answer holds it. */
  | { readonly kind: "flip"; readonly byte: number }
  /** A body longer than the file by so many bytes, or shorter, with headers that agree with it. */
  | { readonly kind: "length"; readonly by: number };

export interface Trouble {
  readonly manner: Manner;
  /** The hub that redirects, or the host that delivers. */
  readonly at: "source" | "delivery";
  /** Only for this path in its repository. */
  readonly path?: string;
  /** Only for ranges that hold this byte. */
  readonly holds?: number;
  /** Matching requests that pass first. */
  readonly skip?: number;
  /** Matching requests that it befalls; one, unless it says otherwise. */
  readonly times?: number;
}

export interface Asked {
  readonly at: "source" | "delivery" | "tree";
  readonly method: string;
  readonly path: string;
  /** As in the request, without `bytes=`; "all" where none was named. */
  readonly range: string;
  readonly status: number;
}

/** Takes the next trouble that this request meets, and counts it. */
export class Troubles {
  #waiting: { trouble: Trouble; skip: number; times: number }[] = [];

  add(trouble: Trouble): void {
    this.#waiting.push({ trouble, skip: trouble.skip ?? 0, times: trouble.times ?? 1 });
  }

  clear(): void {
    this.#waiting = [];
  }

  /** @param range both ends included */
  meet(at: Trouble["at"], path: string, range: { readonly start: number; readonly end: number }): Manner | undefined {
    const found = this.#waiting.find(
      ({ trouble }) =>
        trouble.at === at &&
        (trouble.path ?? path) === path &&
        (trouble.holds === undefined || (range.start <= trouble.holds && trouble.holds <= range.end)),
    );
    if (!found) return undefined;
    if (found.skip > 0) {
      found.skip -= 1;
      return undefined;
    }
    found.times -= 1;
    if (found.times <= 0) this.#waiting = this.#waiting.filter((each) => each !== found);
    return found.trouble.manner;
  }
}
