/** @file A graph that was made here, opened on this thread's runtime: named tensors of 32-bit floats in and out. */
import { Failure, isFailure } from "~/contracts/failure.ts";
import type { Opened } from "~/engine/training/learn-person.ts";
import { backend } from "~/runtime/backend.ts";
import { optionsFor } from "~/runtime/frugal.ts";

const failed = (error: unknown): Failure =>
  isFailure(error) ? error : new Failure("graph-failed", { graph: "training", reason: String(error) }, { cause: error });

/** @param weights of the pack that lie beside it, as it calls them */
export async function openGraph(
  model: Uint8Array,
  weights: readonly { readonly path: string; readonly data: Uint8Array }[],
): Promise<Opened> {
  const { ort, guard, ...device } = await backend();
  const options = optionsFor(
    device,
    weights.reduce((sum, { data }) => sum + data.length, model.length),
  );
  const withWeights = weights.length === 0 ? options : { ...options, externalData: weights };
  const session = await guard(() => ort.InferenceSession.create(model, withWeights)).catch((error: unknown) => {
    throw failed(error);
  });
  return {
    async run(feeds) {
      const tensors = Object.entries(feeds).map(([name, { shape, data }]) => {
        // A time that its file takes as a whole number stays one.
        const whole = session.inputMetadata.some((each) => each.isTensor && each.name === name && each.type === "int64");
        const tensor = whole
          ? new ort.Tensor(
              "int64",
              BigInt64Array.from(data, (value) => BigInt(Math.round(value))),
              shape,
            )
          : new ort.Tensor("float32", data, shape);
        return [name, tensor] as const;
      });
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
