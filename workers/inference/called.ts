/** @file Which look a picture is called by: the one that it was asked for with, or its parent's where no layer says anything else. */
import { wearsAlike } from "~/contracts/look-words.ts";
import type { Job, Picture } from "~/contracts/records.ts";
import type { GenerateRequest } from "~/contracts/request.ts";

export function lookOf(
  request: GenerateRequest,
  job: Pick<Job, "look" | "shoot"> | undefined,
  parent: Pick<Picture, "look" | "request"> | undefined,
): string | undefined {
  const asked = job?.shoot?.look ?? job?.look;
  if (asked !== undefined) return asked;
  return parent && wearsAlike(parent.request, request) ? parent.look : undefined;
}
