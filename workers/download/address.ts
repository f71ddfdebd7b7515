/** @file Where a pack's files are fetched from. */
import { Failure } from "~/contracts/failure";

/** Below the app's own address, whatever the manifest says. */
export function addressOf(path: string): URL {
  const root = new URL(import.meta.env.BASE_URL, self.location.origin);
  const address = new URL(path.replace(/^\/+/, ""), root);
  if (address.origin !== self.location.origin) throw new Failure("manifest-invalid", { reason: `${path} is not ours` });
  return address;
}
