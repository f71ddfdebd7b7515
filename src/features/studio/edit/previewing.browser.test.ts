import { createRoot, createSignal } from "solid-js";
import { expect, test } from "vitest";
import type { Preview } from "~/contracts/inference-api";
import { requestWith } from "../../../../tests/support/records";
import { until } from "../../../../tests/support/until";
import { createPreviewing, type Previewing } from "./previewing";

const request = (prompt: string) =>
  requestWith({ prompt, steps: 2, guidance: 1, edit: { verb: "change", sourceId: "p1", strength: 0.9, region: "hair" } });

interface Asked {
  readonly prompt: string;
  readonly signal: AbortSignal;
  answer(preview: Preview | null): void;
  refuse(error: Error): void;
}

const seen = (): Preview => ({ width: 1, height: 1, rgba: new Uint8ClampedArray(4) });

/** Whoever draws answers when the test says so. */
async function withDrawer(
  work: (previewing: Previewing, asked: readonly Asked[], setBusy: (busy: boolean) => void) => Promise<void>,
) {
  await createRoot(async (dispose) => {
    const asked: Asked[] = [];
    const [busy, setBusy] = createSignal(false);
    let seeds = 0;
    const edits: Parameters<typeof createPreviewing>[0] = {
      preview: ({ prompt }, _, signal) => new Promise((answer, refuse) => void asked.push({ prompt, signal, answer, refuse })),
    };
    await work(
      createPreviewing(edits, { busy }, () => ++seeds),
      asked,
      setBusy,
    );
    dispose();
  });
}

test("only the last wish of a moving hand is drawn, and a newer one takes its place", () =>
  withDrawer(async (previewing, asked) => {
    for (const word of ["a", "ab", "abc"]) previewing.want({ request: request(word), mask: null });
    await until(() => expect(asked).toHaveLength(1));
    expect(asked[0]!.prompt).toBe("abc");
    expect(previewing.drawing()).toBe(true);
    previewing.want({ request: request("abcd"), mask: null });
    expect(asked[0]!.signal.aborted).toBe(true);
    await until(() => expect(asked).toHaveLength(2));
    asked[1]!.answer(seen());
    await until(() => expect(previewing.shown()).not.toBeNull());
    expect(previewing.drawing()).toBe(false);
    // What was given up may still come.
    const shown = previewing.shown();
    asked[0]!.answer(seen());
    await Promise.resolve();
    expect(previewing.shown()).toBe(shown);
    previewing.want(null);
    expect(previewing.shown()).toBeNull();
  }));

test("nothing is drawn to be looked at while something is drawn for keeps; afterwards it is", () =>
  withDrawer(async (previewing, asked, setBusy) => {
    previewing.want({ request: request("a"), mask: null });
    await until(() => expect(asked).toHaveLength(1));
    setBusy(true);
    expect(asked[0]!.signal.aborted).toBe(true);
    expect(previewing.drawing()).toBe(false);
    setBusy(false);
    await until(() => expect(asked).toHaveLength(2));
    expect(asked[1]!.prompt).toBe("a");
  }));

test("a preview that cannot be drawn is said to be so, until something else is wanted", () =>
  withDrawer(async (previewing, asked) => {
    previewing.want({ request: request("a"), mask: null });
    await until(() => expect(asked).toHaveLength(1));
    asked[0]!.refuse(new Error("no"));
    await until(() => expect(previewing.failure()?.code).toBe("unexpected"));
    previewing.want(null);
    expect(previewing.failure()).toBeNull();
  }));

test("the noise stays the same from wish to wish, and is another one when asked for", () =>
  withDrawer((previewing) => {
    const first = previewing.seed();
    previewing.want({ request: request("a"), mask: null });
    expect(previewing.seed()).toBe(first);
    previewing.renew();
    expect(previewing.seed()).not.toBe(first);
    return Promise.resolve();
  }));
