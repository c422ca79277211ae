import { spawnSync } from 'node:child_process';
import { BUILDS } from './testing/builds';

const PHASES = ['install', 'pre_build', 'build'] as const;

test.each(Object.keys(BUILDS))(
  'the shell can read all of %s, each command by itself and all after one another',
  (name) => {
    const steps = BUILDS[name]?.steps ?? [];
    const commands = PHASES.flatMap((phase) => steps.filter((step) => step.phase === phase)).flatMap((step) => [
      ...step.commands,
      ...(step.finally ?? []),
    ]);
    for (const script of [...commands, commands.join('\n')]) {
      const { status, stderr } = spawnSync('/bin/sh', ['-n', '-c', script], { encoding: 'utf8' });
      expect({ script, status, stderr }).toEqual({ script, status: 0, stderr: '' });
    }
  },
);
