/**
 * @file `npm run check`: every check, two at a time; prints what the failing ones said.
 *
 *     npm run check
 */
import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";

const { scripts } = JSON.parse(readFileSync(new URL("../package.json", import.meta.url), "utf8"));
const queue = Object.keys(scripts).filter((name) => name.startsWith("check:"));

/**
 * @param {string} name
 * @returns {Promise<{ code: number | null, output: string }>}
 */
function run(name) {
  return new Promise((done) => {
    const child = spawn("npm", ["run", "--silent", name], {
      stdio: ["ignore", "pipe", "pipe"],
      shell: process.platform === "win32",
    });
    let output = "";
    for (const stream of [child.stdout, child.stderr]) stream.setEncoding("utf8").on("data", (text) => (output += text));
    child.on("close", (code) => done({ code, output }));
  });
}

async function lane() {
  for (let name = queue.shift(); name !== undefined; name = queue.shift()) {
    const start = performance.now();
    const { code, output } = await run(name);
    const seconds = ((performance.now() - start) / 1000).toFixed(1);
    console.log(`${code === 0 ? "passed" : "FAILED"}  ${name} (${seconds} s)${code === 0 ? "" : `\n${output}`}`);
    if (code !== 0) process.exitCode = 1;
  }
}

await Promise.all([lane(), lane()]);
