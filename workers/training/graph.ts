/** @file A graph that was made here, opened on this thread's runtime: named tensors in, named tensors out, all of them 32-bit floats. */
import { Failure, isFailure } from "~/contracts/failure.ts";
import type { Opened } from "~/engine/training/learn-person.ts";
import { backend } from "~/runtime/backend.ts";

const failed = (error: unknown): Failure =>
  isFailure(error) ? error : new Failure("graph-failed", { graph: "training", reason: String(error) }, { cause: error });

export async function openGraph(model: Uint8Array): Promise<Opened> {
  const { ort, options, guard } = await backend();
  const session = await guard(() => ort.InferenceSession.create(model, options)).catch((error: unknown) => {
    throw failed(error);
  });
  return {
    async run(feeds) {
      const tensors = Object.entries(feeds).map(
        ([name, { shape, data }]) => [name, new ort.Tensor("float32", data, shape)] as const,
      );
      const results = await guard(() => session.run(Object.fromEntries(tensors))).catch((error: unknown) => {
        throw failed(error);
      });
      return Object.fromEntries(
        Object.entries(results).map(([name, { data }]) => {
          if (!(data instanceof Float32Array)) throw failed(`gave no ${name} in float32`);
          return [name, data];
        }),
      );
    },
    release: () => session.release(),
  };
}
