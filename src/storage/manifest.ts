/**
 * @file The manifest that this build was made with.
 *
 * It is compiled in: the hashes it pins are then as trustworthy as the code that compares them, and reading it needs no network.
 */
import shipped from "../../models-manifest.json";
import { Failure } from "~/contracts/failure";
import { assembled, type Bundle, type Manifest, type Pack } from "~/contracts/manifest";

export const manifest: Manifest = assembled(shipped);

/** @throws Failure `manifest-invalid` where the manifest names no such pack */
export function packOf(packId: string): Pack {
  const pack = manifest.packs.find(({ id }) => id === packId);
  if (!pack) throw new Failure("manifest-invalid", { reason: `no pack ${packId}` });
  return pack;
}

/** Everything that can be installed. */
export const bundles: readonly Bundle[] = [...manifest.packs, ...manifest.tools];

/** @throws Failure `manifest-invalid` where the manifest names neither pack nor tool of that id */
export function bundleOf(id: string): Bundle {
  const bundle = bundles.find((each) => each.id === id);
  if (!bundle) throw new Failure("manifest-invalid", { reason: `no pack ${id}` });
  return bundle;
}
