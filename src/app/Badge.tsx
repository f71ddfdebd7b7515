/** @file The shield in the header. */
import { Icon } from "~/ui/icon/Icon";
export function Badge() {
  return (
    <span>
      <Icon name="shield" />
    </span>
  );
}
