/**
 * @file `npm start`: builds the app where needed and serves it on this computer.
 *
 *     npm start              the first free port from 4173
 *     PORT=8080 npm start    the first free port from 8080
 */
import { buildIfStale } from "./build.mjs";
import { serve } from "./serve.mjs";

await buildIfStale();
const { url } = await serve({ port: Number(process.env["PORT"] ?? 4173) });
console.log(`Likeness is at ${url}`);
