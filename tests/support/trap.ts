/**
 * @file A host that is not the app's, and notes whoever reaches it: over HTTP, as a WebSocket, or with a UDP packet.
 *
 * It answers everything kindly, so that nothing stops short of it except a policy.
 */
import { createSocket } from "node:dgram";
import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

export interface Trap {
  /** Origin of the HTTP side. */
  readonly http: string;
  /** Where the UDP side listens. */
  readonly udpPort: number;
  /** First path segments that were asked for, and `webrtc` for a packet. */
  readonly caught: ReadonlySet<string>;
  close(): Promise<void>;
}

export async function setTrap(): Promise<Trap> {
  const caught = new Set<string>();
  const note = (path = "/") => {
    const name = path.split(/[/?]/)[1] ?? "";
    if (name !== "favicon.ico") caught.add(name); // asked for by a window that got through; the window itself is noted
  };
  const server = createServer((request, response) => {
    note(request.url);
    response.writeHead(200, {
      "Access-Control-Allow-Origin": "*",
      "Access-Control-Allow-Headers": "*",
      "Cross-Origin-Resource-Policy": "cross-origin",
      "Cross-Origin-Embedder-Policy": "require-corp",
      "Content-Type": request.url?.includes("script") ? "text/javascript" : "text/html",
    });
    response.end();
  });
  server.on("upgrade", (request, socket) => {
    note(request.url);
    socket.destroy();
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");

  const udp = createSocket("udp4").on("message", () => caught.add("webrtc"));
  udp.bind(0, "127.0.0.1");
  await once(udp, "listening");

  return {
    http: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    udpPort: udp.address().port,
    caught,
    async close() {
      udp.close();
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}
