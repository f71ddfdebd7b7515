import { createRoot } from "solid-js";
import { afterEach, expect, test } from "vitest";
import { eraseDevice } from "~/storage/erase";
import { packOf } from "~/storage/manifest";
import { packsDb } from "~/storage/packs-db";
import { openVault } from "~/storage/vault-db";
import { addPersona } from "../../tests/support/people.ts";
import { until } from "../../tests/support/until.ts";
import { createServices, type Services } from "./services.ts";
import { createVault } from "./vault.ts";

const large = packOf("sd15");

/** A pack as if all of it were here. */
const installed = async ({ id, revision }: typeof large): Promise<void> =>
  void (await (await packsDb()).packs.put({ id, revision, files: [], installedAt: 1 }));

async function withServices(work: (services: Services) => Promise<void>): Promise<void> {
  const vault = await createVault(Date.now());
  await createRoot(async (dispose) => {
    try {
      await work(createServices(vault));
    } finally {
      dispose();
    }
  });
}

afterEach(eraseDevice);

test("a pack that only a graphics card has room for is offered to nobody where the processor draws, and nothing is begun with it", () =>
  withServices(async ({ inference, learning, packs, vault }) => {
    const offered = () => packs.usable().map(({ id }) => id);
    await installed(large);
    await until(() => expect(offered()).toContain(large.id));
    expect((await inference.call.verdict()).backend).toBe("wasm");
    await until(() => expect(packs.lacksGraphics(large)).toBe(true));
    expect(offered()).toEqual([packs.embedded.id]);

    const ana = await addPersona(vault.id, "ana");
    await (await openVault(vault.id)).personas.put({ ...ana, source: "photographs", packId: large.id });
    await expect(learning.learn("ana", "thoroughly")).rejects.toMatchObject({
      code: "graphics-missing",
      details: { packId: large.id },
    });
    expect(learning.of("ana")).toMatchObject({ phase: "failed", failure: { code: "graphics-missing" } });
  }));

test("a card that got the pack's denoiser wrong has no more room for it than none", () =>
  withServices(async ({ packs }) => {
    await installed(large);
    await until(() => expect(packs.isReady(large)).toBe(true));
    expect(packs.lacksGraphics(large)).toBe(false);
    const trial = {
      id: `${large.id}@${large.revision}`,
      device: "a card",
      unsuited: false,
      graphs: { denoiser: "fails" },
    } as const;
    await (await packsDb()).trials.put(trial);
    await until(() => expect(packs.lacksGraphics(large)).toBe(true));
  }));
