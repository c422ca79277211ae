import { scanArguments } from './executor';

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
