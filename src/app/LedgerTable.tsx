/** @file The ledger's columns: requests, bytes out, bytes in, under a first one that the caller names. */
import type { JSX } from "solid-js";
import type { LedgerCounts } from "~/services/ledger";
import { bytes } from "~/ui/text/numbers";
import styles from "./LedgerDialog.module.css";
import { words } from "./words";

export function LedgerTable(props: { readonly first: string; readonly children: JSX.Element }) {
  return (
    <table class={styles["rows"]}>
      <thead>
        <tr>
          <th scope="col">{props.first}</th>
          <th scope="col">{words.ledger.requests}</th>
          <th scope="col">{words.ledger.out}</th>
          <th scope="col">{words.ledger.in}</th>
        </tr>
      </thead>
      <tbody>{props.children}</tbody>
    </table>
  );
}

export function LedgerRow(props: { readonly counts: LedgerCounts; readonly children: JSX.Element }) {
  return (
    <tr>
      <th scope="row">{props.children}</th>
      <td>{props.counts.requests.toLocaleString("en")}</td>
      <td>{bytes(props.counts.bytesSent)}</td>
      <td>{bytes(props.counts.bytesReceived)}</td>
    </tr>
  );
}
