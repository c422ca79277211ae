import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What a service can do instead of answering. */
export type Fault = 'is silent' | 'stops in the middle of its answer' | 'resets the connection' | 'throttles';

export const FAULTS: readonly Fault[] = [
  'is silent',
  'stops in the middle of its answer',
  'resets the connection',
  'throttles',
];

/** So short that a test waits for nothing. */
export const SHORT_TIMEOUTS = {
  connectionTimeout: 300,
  requestTimeout: 100,
  throwOnRequestTimeout: true,
  socketTimeout: 100,
} as const;

/** A service of AWS on this machine that does nothing but this; close it after the test. */
export async function faultyService(fault: Fault) {
  let asked = 0;
  const server = createServer((request, response) => {
    asked += 1;
    const type = { 'content-type': 'application/x-amz-json-1.1' };
    if (fault === 'resets the connection') request.socket.resetAndDestroy();
    if (fault === 'throttles')
      response.writeHead(400, type).end('{"__type":"ThrottlingException","message":"Rate exceeded"}');
    if (fault === 'stops in the middle of its answer')
      response.writeHead(200, { ...type, 'content-length': 1000 }).write('{"a":');
  });
  const reached = new Promise<void>((resolve) => server.once('connection', () => resolve()));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    /**
     * Requests that were read. On a busy machine a call can end before its request is read, so this is the most that a test can hold
     * against: `reached` says that there was a call.
     */
    asked: () => asked,
    /** Settled when a call has reached the service. */
    reached,
    close: () =>
      new Promise<void>((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}
