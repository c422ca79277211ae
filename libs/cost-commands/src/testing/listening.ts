import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Have a server of a test listen on a free port of this machine. `close` ends it, with the connections that are open. */
export async function listening(server: Server): Promise<{ endpoint: string; close: () => Promise<unknown> }> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () => {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(resolve));
    },
  };
}
