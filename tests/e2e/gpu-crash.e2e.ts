/**
 * @file The browser's graphics process dies twice while a shoot is drawn on it: first the thread is started again on the device, then
 * without it, and every picture arrives, once and in order.
 *
 * The device is the processor, which the app refuses; so what the inference thread's adapter says of itself is changed on its way to the
 * browser. It is slower than any card, and so the patience with devices is stretched.
 */
import { afterAll, beforeAll, expect, test } from "vitest";
import type { DeviceVerdict } from "../../src/contracts/inference-api.ts";
import type { Job, Picture } from "../../src/contracts/records.ts";
import { PATIENCE, personAt } from "../../scripts/demo/journey.mjs";
import { softwareAdapterFlags } from "../support/adapter-flags.ts";
import { type App, startApp } from "../support/app.ts";
import { rowsOf } from "../support/rows.ts";

/** A processor that plays a graphics card, and is busy with others. */
const LONG = 4 * PATIENCE;

const PATIENT = `{
  const { setTimeout } = self;
  self.setTimeout = (work, delay, ...values) => setTimeout(work, delay < 20_000 ? delay : 60 * delay, ...values);
}
`;

const DISGUISED = `{
  const { get } = Object.getOwnPropertyDescriptor(GPUAdapter.prototype, "info");
  Object.defineProperty(GPUAdapter.prototype, "info", {
    get() {
      const { vendor, device, description } = get.call(this);
      return { vendor, device, description, architecture: "", isFallbackAdapter: false };
    },
  });
}
`;

let app: App;

beforeAll(async () => {
  app = await startApp({ args: softwareAdapterFlags, serviceWorkers: "block", learns: 1 });
  app.context.setDefaultTimeout(LONG);
});

afterAll(() => app.close());

test(
  "a shoot whose graphics process dies twice arrives whole, without the device in the end",
  { timeout: 3 * LONG },
  async () => {
    const page = await app.openPage();
    await personAt(page).meet("Mara");
    await personAt(page).trained();
    const studio = await page.getByRole("link", { name: "Open the studio" }).first().getAttribute("href");

    await app.context.addInitScript(PATIENT);
    await app.context.route("**/assets/main-*.js", async (route) => {
      const response = await route.fetch();
      await route.fulfill({ response, body: PATIENT + DISGUISED + (await response.text()) });
    });
    await page.goto(app.url + studio!);

    /** The inference thread, once it has decided what it runs on. */
    const thread = async () => {
      for (const worker of page.workers()) {
        // Threads of ONNX Runtime never answer, and one that was just ended cannot.
        if (worker.url().includes("/ort-")) continue;
        const said = worker.evaluate(() => {
          const [mark] = performance.getEntriesByName("backend") as PerformanceMark[];
          return { name: self.name, backend: (mark?.detail as DeviceVerdict | undefined)?.backend };
        });
        const found = await said.catch(() => undefined);
        if (found?.name.startsWith("inference") && found.backend) return { worker, ...found };
      }
      return undefined;
    };
    const graphics = await app.context.browser()!.newBrowserCDPSession();
    const crash = () => graphics.send("Browser.crashGpuProcess");

    const person = personAt(page);
    await person.set("Draft", 3);
    await page.getByRole("button", { name: /^Generate/ }).click();
    await page.getByText(/^Picture [23] of 3 · step/).waitFor();
    const first = (await thread())!;
    expect(first).toMatchObject({ name: "inference", backend: "webgpu" });
    const [{ pictureIds: before } = { pictureIds: [] }] = await rowsOf<Job>(page, "jobs");
    expect(before.length).toBeGreaterThan(0);
    await crash();

    const isNext = async () => {
      const now = await thread();
      return now !== undefined && now.worker !== first.worker && now;
    };
    await expect.poll(isNext, { timeout: LONG }).toMatchObject({ name: "inference", backend: "webgpu" });
    await crash();

    await page.getByRole("list", { name: "Pictures of this shoot" }).getByRole("button", { name: "Picture 3 of 3" }).waitFor();
    expect(await thread()).toMatchObject({ name: "inference-wasm", backend: "wasm" });
    await expect.poll(async () => (await rowsOf<Job>(page, "jobs")).map(({ status }) => status)).toEqual(["done"]);
    const [job] = await rowsOf<Job>(page, "jobs");
    const pictures = await rowsOf<Picture>(page, "pictures");
    expect(pictures).toHaveLength(3);
    expect(job!.pictureIds.slice(0, before.length)).toEqual(before);
    expect(job!.pictureIds.map((id) => pictures.find((picture) => picture.id === id)?.seed)).toEqual(job!.request.seeds);
  },
);
