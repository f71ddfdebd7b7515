/**
 * @file A graph on a graphics card that is evaluated again and again in one size: its lengths are fixed, its inputs and outputs keep their
 * memory on the card, and what is the same as the last time is not sent again.
 *
 * Of a walk's step the noisy latent and the time go to the card and the prediction comes back, some hundred kilobytes: every step is looked at,
 * shown and may be the last (docs/decisions/0013). Words, a person's tensors and deltas, which are megabytes, stay.
 */
import type { InferenceSession, Tensor } from "onnxruntime-web";
import type { Ort, Session } from "./run-graph.ts";

type Type = Tensor.GpuBufferDataTypes;

/** As buffers are called here, in a browser's tools and where they are counted. */
export const LABEL = "resident";

/** Of what a card's kernels are given. */
const ALIGNED = 16;

/** As the standard numbers them: GPUBufferUsage and GPUMapMode, which the types of a worker leave out. */
const [MAP_READ, COPY_SRC, COPY_DST, STORAGE, READ] = [1, 4, 8, 128, 1];

const VALUES = { float32: Float32Array, float16: Uint16Array } as const;

const bytesOf = ({ data }: Tensor): Uint8Array => {
  const { buffer, byteOffset, byteLength } = data as Float32Array;
  return new Uint8Array(buffer, byteOffset, byteLength);
};

const isSame = (a: Uint32Array, b: Uint32Array): boolean => a.length === b.length && a.every((word, i) => word === b[i]);

/** Memory of the card that one tensor keeps. */
class Place {
  readonly tensor: Tensor;
  readonly buffer: GPUBuffer;
  readonly bytes: number;
  readonly #device: GPUDevice;
  #sent = new Uint32Array(0);

  constructor(ort: Ort, device: GPUDevice, type: Type, dims: readonly number[], bytes: number) {
    const size = Math.ceil(bytes / ALIGNED) * ALIGNED;
    this.#device = device;
    this.bytes = bytes;
    this.buffer = device.createBuffer({ label: LABEL, size, usage: STORAGE | COPY_SRC | COPY_DST });
    this.tensor = ort.Tensor.fromGpuBuffer(this.buffer, { dataType: type, dims });
  }

  send(bytes: Uint8Array): void {
    const words = new Uint32Array(Math.ceil(bytes.length / 4));
    new Uint8Array(words.buffer).set(bytes);
    if (isSame(words, this.#sent)) return;
    this.#device.queue.writeBuffer(this.buffer, 0, words);
    this.#sent = words;
  }

  async fetch(): Promise<ArrayBuffer> {
    const { size } = this.buffer;
    const staging = this.#device.createBuffer({ label: LABEL, size, usage: MAP_READ | COPY_DST });
    try {
      const commands = this.#device.createCommandEncoder();
      commands.copyBufferToBuffer(this.buffer, 0, staging, 0, size);
      this.#device.queue.submit([commands.finish()]);
      await staging.mapAsync(READ);
      return staging.getMappedRange().slice(0, this.bytes);
    } finally {
      staging.destroy();
    }
  }
}

interface Wanted {
  readonly name: string;
  readonly type: keyof typeof VALUES;
  readonly dims: readonly number[];
}

/** What comes out, where the runtime says all of it. */
function outputsOf({ outputMetadata }: Pick<Session, "outputMetadata">): readonly Wanted[] | undefined {
  const wanted = outputMetadata.flatMap((each) => {
    const isFixed = each.isTensor && each.shape.every((length) => typeof length === "number");
    if (!isFixed || (each.type !== "float32" && each.type !== "float16")) return [];
    return [{ name: each.name, type: each.type, dims: each.shape }];
  });
  return wanted.length === outputMetadata.length ? wanted : undefined;
}

/**
 * @param lengths of the graph, by their names in it
 * @returns undefined where the runtime does not know how large an answer will be
 */
export async function openResident(
  ort: Ort,
  options: InferenceSession.SessionOptions,
  device: GPUDevice,
  bytes: Uint8Array,
  lengths: Readonly<Record<string, number>>,
): Promise<Session | undefined> {
  const session = await ort.InferenceSession.create(bytes, { ...options, freeDimensionOverrides: lengths });
  const wanted = outputsOf(session);
  if (wanted === undefined) {
    await session.release();
    return undefined;
  }
  const outputs = new Map(
    wanted.map(({ name, type, dims }) => {
      const count = dims.reduce((product, length) => product * length, VALUES[type].BYTES_PER_ELEMENT);
      return [name, { type, dims, place: new Place(ort, device, type, dims, count) }] as const;
    }),
  );
  const fetches = Object.fromEntries([...outputs].map(([name, { place }]) => [name, place.tensor]));
  const inputs = new Map<string, Place>();
  const given = (name: string, tensor: Tensor): Tensor => {
    const data = bytesOf(tensor);
    const place = inputs.get(name) ?? new Place(ort, device, tensor.type as Type, tensor.dims, data.length);
    inputs.set(name, place);
    place.send(data);
    return place.tensor;
  };
  return {
    inputMetadata: session.inputMetadata,
    outputMetadata: session.outputMetadata,
    async run(feeds) {
      const placed = Object.fromEntries(Object.entries(feeds).map(([name, tensor]) => [name, given(name, tensor)]));
      await session.run(placed, fetches);
      const results: Record<string, Tensor> = {};
      for (const [name, { type, dims, place }] of outputs)
        results[name] = new ort.Tensor(type, new VALUES[type](await place.fetch()) as never, dims);
      return results;
    },
    async release() {
      await session.release();
      for (const place of [...inputs.values(), ...[...outputs.values()].map((each) => each.place)]) place.buffer.destroy();
    },
  };
}
