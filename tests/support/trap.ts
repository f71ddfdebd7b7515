/**
 * @file A host that is not the app's, and notes whoever reaches it: over HTTP, as a WebSocket, with a UDP packet, or by
 * connecting and saying nothing.
 *
 * It answers everything kindly, so that nothing stops short of it except a policy.
 */
import { createSocket } from "node:dgram";
import { once } from "node:events";
import { createServer } from "node:http";
import { type AddressInfo, createServer as createPlainServer } from "node:net";

export interface Trap {
  /** Origin of the HTTP side. */
  readonly http: string;
  /** Where the UDP side listens. */
  readonly udpPort: number;
  /** Where a connection alone is noted. */
  readonly tcpPort: number;
  /** First path segments that were asked for, `webrtc` for a packet, and `preconnect` for a connection. */
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
      "Content-Type": /script|module/.test(request.url ?? "") ? "text/javascript" : "text/html",
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

  const plain = createPlainServer((socket) => {
    caught.add("preconnect");
    socket.destroy();
  });
  plain.listen(0, "127.0.0.1");
  await once(plain, "listening");

  return {
    http: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    udpPort: udp.address().port,
    tcpPort: (plain.address() as AddressInfo).port,
    caught,
    async close() {
      udp.close();
      plain.close();
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}
