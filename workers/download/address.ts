/** @file Where a pack's files are fetched from. */
import { Failure } from "~/contracts/failure";
import { type Bundle, sourceOf } from "~/contracts/manifest";
import type { PackFile } from "~/contracts/pack-files";

/** Below the app's own address, whatever the manifest says. */
export function addressOf(path: string): URL {
  const root = new URL(import.meta.env.BASE_URL, self.location.origin);
  const address = new URL(path.replace(/^\/+/, ""), root);
  if (address.origin !== self.location.origin) throw new Failure("manifest-invalid", { reason: `${path} is not ours` });
  return address;
}

/** At the hub that the manifest names, or below the app's own address. */
export function fileAddress(pack: Bundle, file: PackFile): URL {
  const source = sourceOf(pack, file);
  if (!source) return addressOf(pack.base + file.path);
  return new URL(`/${source.repository}/resolve/${source.commit}/${source.path}`, source.origin);
}
