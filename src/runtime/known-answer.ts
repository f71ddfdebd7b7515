/**
 * @file Asks a device for numbers that are known, before it is trusted with a picture.
 *
 * The graph and its answer come from toolkit/atelier/golden_known_answer.py.
 */
import type { InferenceSession } from "onnxruntime-web";
import golden from "./known-answer.json";
import type { Backend } from "./backend.ts";

/** Half precision inside a driver is tolerated, nonsense is not. */
const TOLERANCE = 2e-2;

const bytesOf = (base64: string): Uint8Array<ArrayBuffer> => Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));

type Candidate = Pick<Backend, "ort" | "options">;

export const openKnownAnswer = ({ ort, options }: Candidate): Promise<InferenceSession> =>
  ort.InferenceSession.create(bytesOf(golden.model), options);

export async function answersRightly({ ort, options }: Candidate): Promise<boolean> {
  try {
    const session = await openKnownAnswer({ ort, options });
    const { output } = await session.run({ input: new ort.Tensor("float32", Float32Array.from(golden.input), [1, 3, 6, 6]) });
    const answer = output?.data;
    await session.release();
    return (
      answer instanceof Float32Array &&
      answer.length === golden.output.length &&
      golden.output.every((expected, i) => Math.abs(answer[i]! - expected) <= TOLERANCE)
    );
  } catch {
    // A device that cannot run the graph at all is not to be trusted either; the verdict says so.
    return false;
  }
}
