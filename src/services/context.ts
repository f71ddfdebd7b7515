/**
 * @file How a screen reaches the services of this page.
 */
import { createContext, useContext } from "solid-js";
import type { Services } from "./services";

export const ServicesContext = createContext<Services>();

export function useServices(): Services {
  const services = useContext(ServicesContext);
  if (!services) throw new Error("No services: a screen was mounted outside the app.");
  return services;
}
