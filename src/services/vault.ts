/**
 * @file The vault that is open in this tab.
 *
 * One per page; every other service takes it. It knows the device-wide values too (last place, theme), because they are
 * needed before a vault is open.
 */
import type { Accessor } from "solid-js";
import type { Theme } from "~/storage/vaults";

export interface Vault {
  readonly id: string;
  /** A newer version of Likeness took the database over in another tab: this one has to be reloaded and saves nothing. */
  readonly superseded: Accessor<boolean>;
  readonly theme: Accessor<Theme>;
  setTheme(theme: Theme): void;
  /** Path where the person was, to come back to; null on the very first visit. */
  readonly lastPlace: string | null;
  rememberPlace(path: string): void;
  /** Deletes every database, cache and value of Likeness on this device; what is left, by name, for the screen to show. */
  eraseEverything(): Promise<readonly string[]>;
}
