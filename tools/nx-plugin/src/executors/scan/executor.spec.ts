import { TempWorkspace } from '../../testing/workspace';
import { exceptionsOf, scanArguments } from './executor';

const OPTIONS = {
  ...{ unit: 'medmo-api', archive: 'dist/images/medmo-api.tar', platform: 'apps/medmo/platform.yaml' },
  ...{ repository: 'medmo/api', environment: 'local', out: 'dist/scans/medmo-api', offline: false },
};
const HOME = { account: '111122223333', region: 'us-east-2' };

it('says of which image, from which file, and where findings belong', () => {
  expect(scanArguments(OPTIONS, HOME).join(' ')).toBe(
    'image medmo-api:local --input dist/images/medmo-api.tar --out dist/scans/medmo-api ' +
      '--repository medmo/api --environment local --account 111122223333 --region us-east-2',
  );
});

it('passes on what is judged by', () => {
  const judged = { ...OPTIONS, exceptions: 'exceptions.yaml', policy: 'policy.yaml', offline: true };
  expect(scanArguments(judged, HOME).slice(-5)).toEqual([
    ...['--exceptions', 'exceptions.yaml', '--policy', 'policy.yaml', '--offline'],
  ]);
});

it('leaves what platform.yaml lacks to the command', () => {
  expect(scanArguments(OPTIONS, {}).slice(-4)).toEqual(['--account', '', '--region', '']);
});

describe('exceptions', () => {
  const NAMED = { service: 'apps/medmo/api/service.yaml', source: 'apps/medmo/api/src' };
  const inWorkspace = (text: string, options: Parameters<typeof exceptionsOf>[0]) => {
    const workspace = new TempWorkspace({ [NAMED.service]: text });
    try {
      return exceptionsOf(options, workspace.root);
    } finally {
      workspace.remove();
    }
  };
  const WITH = 'name: api\nimage: { exceptions: security/exceptions.yaml }\n';

  it('are those that service.yaml names, from its source', () => {
    expect(inWorkspace(WITH, NAMED)).toEqual({ exceptions: 'apps/medmo/api/src/security/exceptions.yaml' });
  });

  it('are those of the option, if there are any', () => {
    expect(inWorkspace(WITH, { ...NAMED, exceptions: 'mine.yaml' })).toEqual({ exceptions: 'mine.yaml' });
  });

  it.each(['name: api\n', 'name: api\nimage:\n', 'name: api\nimage: { exceptions: [a] }\n'])(
    'are none where service.yaml names none: %j',
    (text) => {
      expect(inWorkspace(text, NAMED)).toEqual({});
    },
  );
});
