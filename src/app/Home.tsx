/**
 * @file The bare address: the start page for somebody new, and the last place for somebody who was here before.
 */
import { Navigate } from "@solidjs/router";
import { useServices } from "~/services/context";

export function Home() {
  const { vault } = useServices();
  return <Navigate href={vault.lastPlace ?? "/start"} />;
}
