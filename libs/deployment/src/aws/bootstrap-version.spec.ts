import type { AssembledStack } from '../assembly/assembly';
import { BadInput } from '@careplane/command-line';
import type { Clients } from './clients';
import { requireBootstrap } from './bootstrap-version';

const PARAMETER = '/cdk-bootstrap/acme42/version';
const stackIn = (region: string, version = 21) =>
  ({ account: '111122223333', region, bootstrap: { parameter: PARAMETER, version } }) as unknown as AssembledStack;

/** Parameter Store of an account: regions, and the version of a bootstrap with that parameter, where there is one. */
function clientsWith(versions: Readonly<Record<string, string>>): Clients {
  const parameters = ({ region }: { readonly region: string }) =>
    Promise.resolve({
      send: ({ input }: { readonly input: { readonly Name: string } }) =>
        input.Name === PARAMETER && versions[region] !== undefined
          ? Promise.resolve({ Parameter: { Value: versions[region] } })
          : Promise.reject(Object.assign(new Error(`${input.Name} is not there`), { name: 'ParameterNotFound' })),
    });
  return { parameters } as unknown as Clients;
}

const ask = (versions: Readonly<Record<string, string>>, stacks = [stackIn('us-east-2'), stackIn('us-west-2')]) =>
  requireBootstrap(stacks, clientsWith(versions), {
    directory: 'apps/acme',
    model: { bootstrapQualifier: 'acme42' },
  });

it('takes the version that is asked for, and later ones', async () => {
  await expect(ask({ 'us-east-2': '21', 'us-west-2': '30' })).resolves.toBeUndefined();
});

it.each([
  ['an old bootstrap', { 'us-east-2': '20', 'us-west-2': '30' }, 'us-east-2: 20, version 21 is required'],
  ['a bootstrap of another qualifier', { 'us-west-2': '30' }, 'us-east-2: missing, version 21 is required'],
  ['a version that is no number', { 'us-east-2': 'x', 'us-west-2': '21' }, 'us-east-2: x, version 21 is required'],
])('refuses %s: place, version, what is required, and the command that makes it', async (_, versions, words) => {
  const refused = ask(versions);
  await expect(refused).rejects.toThrow(BadInput);
  await expect(refused).rejects.toThrow(`  111122223333 ${words}`);
  await expect(refused).rejects.toThrow('CDK’s bootstrap (qualifier acme42) is missing or too old');
  await expect(refused).rejects.toThrow("Run with an administrator's credentials: careplane bootstrap apps/acme\n");
  await expect(refused).rejects.toThrow('write it to platform.yaml as bootstrapQualifier');
  // The other region is in order, and is not named.
  await expect(refused).rejects.not.toThrow('us-west-2');
});

it('names all places at once, and asks for the version of the platform where that is later', async () => {
  const stacks = [stackIn('us-east-2', 25), stackIn('us-west-2', 6)];
  await expect(ask({ 'us-east-2': '24', 'us-west-2': '20' }, stacks)).rejects.toThrow(
    '  111122223333 us-east-2: 24, version 25 is required\n  111122223333 us-west-2: 20, version 21 is required\n',
  );
});
