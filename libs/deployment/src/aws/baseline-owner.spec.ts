import { BadInput } from '@careplane/command-line';
import { stackOf, talkingTemplate } from '../testing/stacks';
import { requireBaseline } from './baseline-owner';
import type { BaselineUser } from './baseline-owner';
import type { Clients } from './clients';

const OWNER = '/careplane-baseline/owner';
const baseline = (region = 'us-east-2') => stackOf('acme-baseline', talkingTemplate([], [OWNER]), { region });
const network = stackOf('acme-network');

/** Parameter Store by region: the name of an owner, none, or an error. */
function clientsWith(owners: Readonly<Record<string, string | Error>>, asked: string[] = []): Clients {
  const parameters = ({ region }: { readonly region: string }) =>
    Promise.resolve({
      send: ({ input }: { readonly input: { readonly Name: string } }) => {
        asked.push(`${region} ${input.Name}`);
        const owner = owners[region] ?? named('ParameterNotFound');
        return owner instanceof Error ? Promise.reject(owner) : Promise.resolve({ Parameter: { Value: owner } });
      },
    });
  return { parameters } as unknown as Clients;
}

const named = (name: string) => Object.assign(new Error(name), { name });

const platformWith = (governance: string | undefined): BaselineUser =>
  ({
    name: 'acme',
    account: '111122223333',
    region: 'us-east-2',
    locations: [{ account: '111122223333', region: 'eu-west-1' }],
    ...(governance === undefined ? {} : { governance: { baseline: governance } }),
  }) as unknown as BaselineUser;

describe('a baseline of the platform’s own', () => {
  it.each([
    ['no one has one', {}],
    ['the platform has it already', { 'us-east-2': 'acme' }],
    ['the owner cannot be read', { 'us-east-2': named('AccessDeniedException') }],
  ])('is planned where %s', async (_, owners) => {
    await expect(requireBaseline([baseline()], clientsWith(owners), platformWith('own'))).resolves.toBeUndefined();
  });

  it('is refused where another platform has one: place, owner, and what to write', async () => {
    const refused = requireBaseline([baseline()], clientsWith({ 'us-east-2': 'medmo' }), platformWith('own'));
    await expect(refused).rejects.toThrow(BadInput);
    await expect(refused).rejects.toThrow('account 111122223333, us-east-2: the platform medmo has the baseline');
    await expect(refused).rejects.toThrow('write governance: { baseline: medmo } in platform.yaml of acme');
    await expect(refused).rejects.toThrow('Nothing was prepared or changed.');
  });

  it('names each place, and asks nothing for other stacks', async () => {
    const asked: string[] = [];
    const owners = { 'us-east-2': 'medmo', 'eu-west-1': 'clinic' };
    const stacks = [baseline(), baseline('eu-west-1'), network];
    await expect(requireBaseline(stacks, clientsWith(owners, asked), platformWith('own'))).rejects.toThrow(
      /us-east-2: the platform medmo[^]*eu-west-1: the platform clinic/,
    );
    expect(asked).toEqual([`us-east-2 ${OWNER}`, `eu-west-1 ${OWNER}`]);
    asked.length = 0;
    await requireBaseline([network], clientsWith(owners, asked), platformWith('own'));
    expect(asked).toEqual([]);
  });

  it('is not planned when the question fails for another reason', async () => {
    const broken = requireBaseline([baseline()], clientsWith({ 'us-east-2': named('Broken') }), platformWith('own'));
    await expect(broken).rejects.toThrow('Broken');
  });
});

describe('a baseline of another platform', () => {
  it('is shared where that platform has it', async () => {
    const shared = requireBaseline([network], clientsWith({ 'us-east-2': 'medmo' }), platformWith('medmo'));
    await expect(shared).resolves.toBeUndefined();
  });

  it.each([
    ['there is none', {}, 'there is no baseline'],
    ['it belongs to a third platform', { 'us-east-2': 'clinic' }, 'Write governance: { baseline: clinic }'],
  ])('is refused where %s', async (_, owners, words) => {
    const refused = requireBaseline([network], clientsWith(owners), platformWith('medmo'));
    await expect(refused).rejects.toThrow('governance.baseline of acme names medmo');
    await expect(refused).rejects.toThrow(words);
  });

  it('is not looked for by stacks of an environment, or where only backups are copied to', async () => {
    const asked: string[] = [];
    const staging = stackOf('acme-data-staging', undefined, { environment: 'staging' });
    const copies = stackOf('acme-backup-copy', undefined, { region: 'us-west-2' });
    await requireBaseline([staging, copies], clientsWith({}, asked), platformWith('medmo'));
    expect(asked).toEqual([]);
  });
});

it('a platform without governance asks nothing', async () => {
  const asked: string[] = [];
  await requireBaseline([baseline(), network], clientsWith({}, asked), platformWith(undefined));
  expect(asked).toEqual([]);
});
