import { scanArguments } from './arguments';
import type { ScanTarget } from './arguments';

const SUBJECTS: readonly ScanTarget[] = [
  { kind: 'image', image: 'medmo/api:1' },
  { kind: 'archive', path: 'image.tar' },
  { kind: 'folder', path: 'templates' },
  { kind: 'site', path: 'content' },
];

describe('arguments for Trivy', () => {
  it('count the packages for development as packages of a site, and ask it of nothing else', () => {
    const asked = SUBJECTS.filter((subject) => scanArguments(subject, 'out.json', {}).includes('--include-dev-deps'));
    expect(asked.map(({ kind }) => kind)).toEqual(['site']);
  });

  it.each(SUBJECTS)('keep Trivy’s exit code for failures of Trivy: $kind', (subject) => {
    expect(scanArguments(subject, 'out.json', {}).join(' ')).toContain(
      '--severity UNKNOWN,LOW,MEDIUM,HIGH,CRITICAL --exit-code 0',
    );
  });
});
