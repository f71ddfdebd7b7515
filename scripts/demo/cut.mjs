/**
 * @file Cuts a browser off from everything but this computer: a proxy that refuses whatever it is asked for, and notes it.
 */
import { once } from "node:events";
import { createServer } from "node:http";

/** @returns {Promise<{ proxy: { server: string, bypass: string }, asked: string[], close(): Promise<void> }>} proxy: for a browser's launch options */
export async function cutNetwork() {
  /** @type {string[]} */
  const asked = [];
  const server = createServer((request, response) => {
    asked.push(`${request.method} ${request.url}`);
    response.writeHead(403).end();
  });
  server.on("connect", (request, socket) => {
    asked.push(`CONNECT ${request.url}`);
    socket.end("HTTP/1.1 403 Forbidden\r\n\r\n");
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = /** @type {import("node:net").AddressInfo} */ (server.address());
  return {
    proxy: { server: `http://127.0.0.1:${port}`, bypass: "127.0.0.1" },
    asked,
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}
