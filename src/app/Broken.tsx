/** @file What a screen shows when it could not be drawn at all. */
import { toFailure } from "~/contracts/failure";
import { failureDetails, failureWords } from "~/services/failure-words";
import { FailureNotice } from "~/ui/text/FailureNotice";
import styles from "./Broken.module.css";

export function Broken(props: { readonly error: unknown; readonly onAgain: () => void }) {
  const failure = () => toFailure(props.error);
  return (
    <div class={styles["place"]}>
      <FailureNotice {...failureWords(failure())} details={failureDetails(failure())} onAgain={() => props.onAgain()} />
    </div>
  );
}
