/** @file The worker's end of a thread: offers an implementation of its contract, with failures that keep their code. */
import { expose } from "comlink";
import "./failure-wire.ts";

export const serve = (api: object): void => expose(api);
