import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { SendCall } from './apply';
import { answerTo } from './index';
import { respond } from './respond';
import type { CustomResourceEvent } from './respond';

const context = { getRemainingTimeInMillis: () => 300_000 };
const refuse: SendCall = () => Promise.reject(new Error('no call is expected'));

function event(over: Partial<CustomResourceEvent> = {}): CustomResourceEvent {
  return {
    RequestType: 'Create',
    ResponseURL: 'https://example.com/answer',
    StackId: 'arn:aws:cloudformation:us-east-2:111122223333:stack/acme-baseline/1',
    RequestId: 'request',
    LogicalResourceId: 'EbsEncryption',
    ResourceType: 'Custom::CareplaneEbsEncryption',
    ResourceProperties: { ServiceToken: 'arn' },
    ...over,
  };
}

test.each<[scope: string, type: string, properties: object, id: string]>([
  ['a region', 'Custom::CareplaneEbsEncryption', {}, 'careplane:111122223333:us-east-2:ebs-encryption'],
  ['an account', 'Custom::CareplanePasswordPolicy', {}, 'careplane:111122223333:password-policy'],
  [
    'a contact',
    'Custom::CareplaneAlternateContact',
    { ContactType: 'SECURITY' },
    'careplane:111122223333:alternate-contact-security',
  ],
])('the physical id of %s is the same in every stack', async (_, ResourceType, properties, id) => {
  const ResourceProperties = properties as CustomResourceEvent['ResourceProperties'];
  const answer = await answerTo(event({ ResourceType, ResourceProperties }), context, refuse);
  expect(answer.physicalId).toBe(id);
});

test('a delete asks nothing of AWS, and keeps the physical id', async () => {
  const answer = await answerTo(event({ RequestType: 'Delete', PhysicalResourceId: 'as-it-was' }), context, refuse);
  expect(answer).toMatchObject({
    status: 'SUCCESS',
    physicalId: 'as-it-was',
    reason: expect.stringContaining('left as it is') as string,
  });
});

test('an update keeps the physical id, whatever it is', async () => {
  const send: SendCall = () => Promise.resolve({ EbsEncryptionByDefault: true });
  const update = event({ RequestType: 'Update', PhysicalResourceId: 'as-it-was', OldResourceProperties: {} });
  expect(await answerTo(update, context, send)).toEqual({
    status: 'SUCCESS',
    physicalId: 'as-it-was',
    reason: 'adopted',
    data: { Outcome: 'adopted', Kept: '' },
  });
});

test('an unknown type and an error of the program are answered', async () => {
  const unknown = await answerTo(event({ ResourceType: 'Custom::Else' }), context, refuse);
  expect(unknown).toMatchObject({ status: 'FAILED' });
  expect(unknown.reason).toContain('there is no setting of the type Custom::Else');
});

test('a setting that AWS never shows is answered before the function’s time is over', async () => {
  const send: SendCall = () => Promise.resolve({ EbsEncryptionByDefault: false });
  const answer = await answerTo(event(), { getRemainingTimeInMillis: () => 25_000 }, send);
  expect(answer).toMatchObject({ status: 'FAILED' });
  expect(answer.reason).toMatch(/AWS did not show the wanted value within 0 seconds/);
});

describe('the answer', () => {
  /** What a server was sent, when it answers with these codes. */
  async function sent(codes: number[]) {
    const requests: { method: string | undefined; type: string | undefined; body: string }[] = [];
    const server = createServer((request, response) => {
      let body = '';
      request.on('data', (chunk: Buffer) => (body += String(chunk)));
      request.on('end', () => {
        requests.push({ method: request.method, type: request.headers['content-type'], body });
        response.writeHead(codes.shift() ?? 500).end();
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    const pause = () => Promise.resolve();
    const answer = { status: 'FAILED', physicalId: 'id', reason: 'why', data: { Outcome: 'kept' } } as const;
    const outcome = await respond(event({ ResponseURL: `http://127.0.0.1:${port}/answer` }), answer, pause).then(
      () => 'sent',
      (error: Error) => error.message,
    );
    await new Promise((resolve) => server.close(resolve));
    return { requests, outcome };
  }

  test('is put without a content type, with what CloudFormation asks for', async () => {
    const { requests, outcome } = await sent([200]);
    expect(outcome).toBe('sent');
    expect(requests).toHaveLength(1);
    expect(requests[0]).toMatchObject({ method: 'PUT', type: '' });
    expect(JSON.parse(requests[0]?.body ?? '')).toEqual({
      Status: 'FAILED',
      Reason: 'why',
      PhysicalResourceId: 'id',
      StackId: 'arn:aws:cloudformation:us-east-2:111122223333:stack/acme-baseline/1',
      RequestId: 'request',
      LogicalResourceId: 'EbsEncryption',
      NoEcho: false,
      Data: { Outcome: 'kept' },
    });
  });

  test('is put again after an error of S3', async () => {
    expect((await sent([503, 500, 200])).outcome).toBe('sent');
  });

  test('that cannot be put ends the function with an error', async () => {
    const { outcome } = await sent([503, 503, 503, 503]);
    expect(outcome).toMatch(/CloudFormation did not receive the outcome: Error: status 503/);
  });
});
