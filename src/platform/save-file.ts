/** @file Hands a file to the browser's own downloads. */

/** A download may begin after the call has returned; the address must live until then. */
const KEEP_MS = 60_000;

export function saveFile(name: string, file: Blob): void {
  const url = URL.createObjectURL(file);
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), KEEP_MS);
}
