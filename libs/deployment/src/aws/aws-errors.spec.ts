import { BadInput, ToolFailed } from '@careplane/command-line';
import { explained } from './aws-errors';

const fault = (name: string, message = 'the message of AWS', more: object = {}) =>
  Object.assign(new Error(message), { name, $metadata: {}, ...more });

describe('explained', () => {
  it.each<[string, unknown, RegExp]>([
    [
      'no credentials',
      fault('CredentialsProviderError', 'Could not load credentials from any providers'),
      /No AWS credentials were found.*aws sso login/,
    ],
    ['an expired token', fault('ExpiredTokenException'), /credentials expired.*Sign in/],
    [
      'an expired session of SSO',
      fault('TokenProviderError', 'Token is expired. To refresh this SSO session run aws sso login'),
      /credentials expired/,
    ],
    [
      'a wrong key',
      fault('UnrecognizedClientException'),
      /does not accept these credentials \(UnrecognizedClientException\).*the region is not enabled/,
    ],
    [
      'a missing permission',
      fault('AccessDeniedException', 'User: x is not authorized to perform: ssm:PutParameter on resource: y'),
      /denied access while reading: User: x is not authorized.*Use credentials with this permission/,
    ],
  ])('calls %s something that a person corrects', (_, error, original) => {
    const result = explained(error, 'reading');
    expect(result).toBeInstanceOf(BadInput);
    expect((result as Error).message).toMatch(original);
  });

  it.each<[string, unknown, RegExp]>([
    [
      'throttling',
      fault('ThrottlingException'),
      /throttled the calls while reading.*run the same command again in a few minutes/,
    ],
    ['a rate that is exceeded', fault('ValidationError', 'Rate exceeded'), /throttled the calls/],
    [
      'a name that is not found',
      fault('Error', 'getaddrinfo ENOTFOUND ssm.us-esat-2.amazonaws.com', {
        code: 'ENOTFOUND',
        hostname: 'ssm.us-esat-2.amazonaws.com',
      }),
      /cannot be reached \(ENOTFOUND: ssm\.us-esat-2\.amazonaws\.com\).*the region/,
    ],
    ['no answer', fault('TimeoutError'), /timeout/],
    [
      'an error of the service',
      fault('InternalServerError', 'We had a problem'),
      /returned an error while reading: InternalServerError: We had a problem\. Run the same/,
    ],
    [
      'one that the toolkit wrapped',
      Object.assign(new Error('outer'), { cause: fault('ThrottlingException') }),
      /throttled the calls/,
    ],
  ])('calls %s something that AWS did not do', (_, error, original) => {
    const result = explained(error, 'reading');
    expect(result).toBeInstanceOf(ToolFailed);
    expect((result as Error).message).toMatch(original);
  });

  it('names the endpoint where one is set', () => {
    process.env['AWS_ENDPOINT_URL'] = 'http://localhost:1';
    expect((explained(fault('Error', '', { code: 'ECONNREFUSED' }), 'reading') as Error).message).toContain(
      'AWS_ENDPOINT_URL (http://localhost:1)',
    );
    delete process.env['AWS_ENDPOINT_URL'];
  });

  it('leaves our own mistakes, and errors that are already explained, as they are', () => {
    const mistake = new TypeError('x is not a function');
    const original = new BadInput('explained');
    expect([explained(mistake, 'reading'), explained(original, 'reading')]).toEqual([mistake, original]);
  });
});
