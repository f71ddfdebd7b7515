/** @file A planted violation: the engine must not know the services. It proves that the architecture check can fail. */
import { jobs } from "~/services/jobs";

export const count = jobs.length;
