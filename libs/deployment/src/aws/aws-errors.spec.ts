import { BadInput, ToolFailed } from '@careplane/command-line';
import { explained } from './aws-errors';

const fault = (name: string, message = 'what AWS said', more: object = {}) =>
  Object.assign(new Error(message), { name, $metadata: {}, ...more });

describe('explained', () => {
  it.each<[string, unknown, RegExp]>([
    [
      'no credentials',
      fault('CredentialsProviderError', 'Could not load credentials from any providers'),
      /There are no AWS credentials here.*aws sso login/,
    ],
    ['an expired token', fault('ExpiredTokenException'), /have expired.*Sign in/],
    [
      'an expired session of SSO',
      fault('TokenProviderError', 'Token is expired. To refresh this SSO session run aws sso login'),
      /have expired/,
    ],
    [
      'a wrong key',
      fault('UnrecognizedClientException'),
      /does not accept these credentials \(UnrecognizedClientException\).*not switched on this region/,
    ],
    [
      'a missing permission',
      fault('AccessDeniedException', 'User: x is not authorized to perform: ssm:PutParameter on resource: y'),
      /refuses it, while reading: User: x is not authorized.*Use credentials that may do this/,
    ],
  ])('calls %s something that a person corrects', (_, error, told) => {
    const result = explained(error, 'reading');
    expect(result).toBeInstanceOf(BadInput);
    expect((result as Error).message).toMatch(told);
  });

  it.each<[string, unknown, RegExp]>([
    [
      'throttling',
      fault('ThrottlingException'),
      /asked to slow down, while reading.*run the same command again in a few minutes/,
    ],
    ['a rate that is exceeded', fault('ValidationError', 'Rate exceeded'), /asked to slow down/],
    [
      'a name that is not found',
      fault('Error', 'getaddrinfo ENOTFOUND ssm.us-esat-2.amazonaws.com', {
        code: 'ENOTFOUND',
        hostname: 'ssm.us-esat-2.amazonaws.com',
      }),
      /cannot be reached \(ENOTFOUND: ssm\.us-esat-2\.amazonaws\.com\).*the region/,
    ],
    ['no answer', fault('TimeoutError'), /no answer in time/],
    [
      'an error of the service',
      fault('InternalServerError', 'We had a problem'),
      /answered with an error, while reading: InternalServerError: We had a problem\. Run the same/,
    ],
    [
      'one that the toolkit wrapped',
      Object.assign(new Error('outer'), { cause: fault('ThrottlingException') }),
      /asked to slow down/,
    ],
  ])('calls %s something that AWS did not do', (_, error, told) => {
    const result = explained(error, 'reading');
    expect(result).toBeInstanceOf(ToolFailed);
    expect((result as Error).message).toMatch(told);
  });

  it('names the endpoint where one is set', () => {
    process.env['AWS_ENDPOINT_URL'] = 'http://localhost:1';
    expect((explained(fault('Error', '', { code: 'ECONNREFUSED' }), 'reading') as Error).message).toContain(
      'AWS_ENDPOINT_URL (http://localhost:1)',
    );
    delete process.env['AWS_ENDPOINT_URL'];
  });

  it('leaves our own mistakes, and what was told already, as they are', () => {
    const mistake = new TypeError('x is not a function');
    const told = new BadInput('told');
    expect([explained(mistake, 'reading'), explained(told, 'reading')]).toEqual([mistake, told]);
  });
});
