import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

const REFUSAL = JSON.stringify({ __type: 'AccessDeniedException', message: 'a sample asks for nothing' });

/**
 * Run something beside an AWS account that refuses every call, so that a command gets as far as its first call, without a network.
 *
 * @param run is given the variables of the environment that lead there
 */
export async function withRefusingAccount(run: (environment: Readonly<Record<string, string>>) => Promise<void>) {
  const server = createServer((_, response) => {
    response.writeHead(400, { 'content-type': 'application/x-amz-json-1.1' }).end(REFUSAL);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  try {
    await run({
      AWS_ENDPOINT_URL: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
      AWS_ACCESS_KEY_ID: 'sample',
      AWS_SECRET_ACCESS_KEY: 'sample',
      AWS_EC2_METADATA_DISABLED: 'true',
    });
  } finally {
    server.closeAllConnections();
    server.close();
  }
}
