/** @file The intake worker: takes one file in, and is ended. */
import type { IntakeApi } from "~/contracts/intake-api";
import { serve } from "~/threads/serve";
import { take, takeDrawing } from "./take.ts";

serve({ take, takeDrawing } satisfies IntakeApi);
