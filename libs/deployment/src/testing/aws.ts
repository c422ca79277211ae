import { createServer } from 'node:http';
import type { IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A stand-in for the two services that decide whether anything is to be deployed: Parameter Store and STS. */
export interface FakeAws {
  /** Names and values in Parameter Store. */
  readonly parameters: Map<string, string>;
  /** Actions that were asked for, in their order. */
  readonly asked: string[];
  /** What is answered instead: an error of AWS, by its name. */
  failing: string | undefined;
  account: string;
  /** Variables of the environment with which the SDK finds it. */
  readonly environment: Readonly<Record<string, string>>;
  close(): Promise<void>;
}

/** Listens on a free port of this machine, and answers as SSM and STS do; close it after the test. */
export async function fakeAws(): Promise<FakeAws> {
  const server = createServer((request, response) => {
    void bodyOf(request).then((body) => {
      const target = request.headers['x-amz-target'];
      const action =
        typeof target === 'string' ? target.replace('AmazonSSM.', '') : (new URLSearchParams(body).get('Action') ?? '');
      fake.asked.push(action);
      if (typeof target !== 'string' && action !== 'GetCallerIdentity') {
        if (action === 'AssumeRole') {
          response.writeHead(200, { 'content-type': 'text/xml' });
          response.end(
            '<AssumeRoleResponse><AssumeRoleResult><Credentials><AccessKeyId>A</AccessKeyId><SecretAccessKey>B</SecretAccessKey><SessionToken>C</SessionToken></Credentials></AssumeRoleResult></AssumeRoleResponse>',
          );
          return;
        }
        // No stack can be looked at.
        response.writeHead(403, { 'content-type': 'text/xml' });
        response.end(
          '<ErrorResponse><Error><Code>AccessDenied</Code><Message>is not authorized to perform it</Message></Error></ErrorResponse>',
        );
        return;
      }
      const error = fake.failing ?? (action === 'GetCallerIdentity' ? undefined : answer(fake, action, body).error);
      if (error !== undefined) {
        response.writeHead(400, { 'content-type': 'application/x-amz-json-1.1' });
        response.end(JSON.stringify({ __type: error, message: `${error} happened` }));
      } else if (action === 'GetCallerIdentity') {
        response.writeHead(200, { 'content-type': 'text/xml' });
        response.end(
          `<GetCallerIdentityResponse><GetCallerIdentityResult><Arn>arn:aws:iam::${fake.account}:user/dev</Arn><Account>${fake.account}</Account></GetCallerIdentityResult></GetCallerIdentityResponse>`,
        );
      } else {
        response.writeHead(200, { 'content-type': 'application/x-amz-json-1.1' });
        response.end(JSON.stringify(answer(fake, action, body).value));
      }
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const fake: FakeAws = {
    parameters: new Map(),
    asked: [],
    failing: undefined,
    account: '111122223333',
    environment: {
      AWS_ENDPOINT_URL: `http://127.0.0.1:${port}`,
      AWS_ACCESS_KEY_ID: 'test',
      AWS_SECRET_ACCESS_KEY: 'test',
      AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
    },
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
  return fake;
}

interface Asked {
  readonly Name: string;
  readonly Path: string;
  readonly Value: string;
  readonly Overwrite?: boolean;
  readonly NextToken?: string;
  readonly MaxResults?: number;
}

/** As Parameter Store does it, pages of ten and all. */
function answer({ parameters }: FakeAws, action: string, body: string): { value?: unknown; error?: string } {
  const asked = JSON.parse(body) as Asked;
  const known = parameters.get(asked.Name);
  switch (action) {
    case 'GetParametersByPath': {
      const all = [...parameters].filter(([name]) => name.startsWith(asked.Path)).sort();
      const from = Number(asked.NextToken ?? 0);
      const to = from + (asked.MaxResults ?? 10);
      const Parameters = all.slice(from, to).map(([Name, Value]) => ({ Name, Value, Type: 'String' }));
      return { value: { Parameters, ...(to < all.length ? { NextToken: String(to) } : {}) } };
    }
    case 'GetParameter':
      return known === undefined
        ? { error: 'ParameterNotFound' }
        : { value: { Parameter: { Name: asked.Name, Value: known } } };
    case 'PutParameter':
      if (known !== undefined && !asked.Overwrite) return { error: 'ParameterAlreadyExists' };
      parameters.set(asked.Name, asked.Value);
      return { value: { Version: 1 } };
    case 'DeleteParameter':
      return parameters.delete(asked.Name) ? { value: {} } : { error: 'ParameterNotFound' };
    default:
      return { error: 'UnknownOperationException' };
  }
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  let body = '';
  for await (const chunk of request) body += String(chunk);
  return body === '' ? '{}' : body;
}
