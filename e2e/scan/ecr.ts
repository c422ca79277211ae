// Amazon ECR for one build: the registry behind it keeps the images, and the emulator judges each request by the build's role.
// https://docs.aws.amazon.com/AmazonECR/latest/userguide/image-push-iam.html
import { createServer, request } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Emulator, Keys } from '../../tools/emulator/start';
import type { Registry } from './services';

/** Which permission a request of the registry's API needs in ECR. The first that fits counts. */
const ACTIONS: readonly (readonly [RegExp, string])[] = [
  [/^(GET|HEAD) .*\/manifests\//, 'ecr:BatchGetImage'],
  [/^PUT .*\/manifests\//, 'ecr:PutImage'],
  [/^HEAD .*\/blobs\//, 'ecr:BatchCheckLayerAvailability'],
  [/^POST .*\/blobs\/uploads\//, 'ecr:InitiateLayerUpload'],
  [/^PATCH .*\/blobs\/uploads\//, 'ecr:UploadLayerPart'],
  [/^PUT .*\/blobs\/uploads\//, 'ecr:CompleteLayerUpload'],
  [/^GET .*\/blobs\//, 'ecr:GetDownloadUrlForLayer'],
];

/** Of which build it is the ECR. */
export interface EcrSettings {
  readonly registry: Pick<Registry, 'url'>;
  readonly emulator: Emulator;
  /** Of the build's session. */
  readonly keys: Pick<Keys, 'AccessKeyId' | 'SessionToken'>;
  /** Of the registry. */
  readonly account: string;
  readonly region: string;
}

/** ECR while it runs: `host` for the build. */
export interface Ecr {
  readonly host: string;
  readonly stop: () => void;
}

/** Start it on a free port. */
export async function startEcr({ registry, emulator, keys, account, region }: EcrSettings): Promise<Ecr> {
  const server = createServer((incoming, outgoing) => {
    void serve(incoming, outgoing).catch((error: unknown) => refuse(outgoing, 500, 'UNKNOWN', wordsOf(error)));
  });
  async function serve(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    // A login is needed; ECR's is of the account, so it does not say which role.
    if (incoming.headers.authorization === undefined) {
      outgoing.setHeader('www-authenticate', 'Basic realm="ecr"');
      return refuse(outgoing, 401, 'UNAUTHORIZED', 'no basic auth credentials');
    }
    const name = /^\/v2\/(.+?)\/(?:manifests|blobs)\//.exec(incoming.url ?? '')?.[1];
    if (name !== undefined) {
      const about = `${incoming.method} ${incoming.url}`;
      const action = ACTIONS.find(([pattern]) => pattern.test(about))?.[1];
      const resource = `arn:aws:ecr:${region}:${account}:repository/${name}`;
      try {
        if (action === undefined) throw new Error(`no permission of ECR is known for ${about}`);
        await emulator.request(keys, { action, resources: [resource], region });
      } catch (error) {
        return refuse(outgoing, 403, 'DENIED', wordsOf(error));
      }
    }
    const { authorization: _, ...headers } = incoming.headers;
    const options = { method: incoming.method, headers };
    const passedOn = request(new URL(incoming.url ?? '', registry.url), options, (answer) => {
      outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(outgoing);
    });
    passedOn.on('error', (error) => refuse(outgoing, 502, 'UNKNOWN', error.message));
    incoming.pipe(passedOn);
  }
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(0, '127.0.0.1', resolve));
  return {
    host: `127.0.0.1:${(server.address() as AddressInfo).port}`,
    stop: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

function wordsOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

function refuse(outgoing: ServerResponse, status: number, code: string, message: string): void {
  if (!outgoing.headersSent) outgoing.writeHead(status, { 'content-type': 'application/json' });
  outgoing.end(JSON.stringify({ errors: [{ code, message }] }));
}
