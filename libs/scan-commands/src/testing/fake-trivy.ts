import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { folderWith } from './folders';

/** How the fake behaves. */
export interface FakeTrivy {
  /** What it writes as its report; nothing: it writes none. */
  readonly report?: string;
  readonly exit?: number;
  readonly stderr?: string;
  readonly version?: object | string;
  readonly sbomExit?: number;
  /** Signal that it kills itself with. */
  readonly signal?: string;
  /** It scans until it is ended: the file `scanning` beside it shows that it began, `ended` that it could tidy up. */
  readonly endless?: boolean;
}

export interface FakeTrivyFiles {
  readonly bin: string;
  /** What it was called with so far. */
  calls(): FakeTrivyCall[];
}

export interface FakeTrivyCall {
  readonly args: readonly string[];
  /** Variables of Trivy's: `TRIVY_SEVERITY=CRITICAL`. */
  readonly env: readonly string[];
  /** Files in the folder that it was started in. */
  readonly beside: readonly string[];
}

/**
 * A fake Trivy, for behavior that the real one does not show on demand: crash, cut its report off, have a database of last
 * month. The end-to-end suite runs the real one.
 */
export function fakeTrivy({
  report,
  exit = 0,
  stderr = '',
  version,
  sbomExit = 0,
  signal,
  endless,
}: FakeTrivy): FakeTrivyFiles {
  const answer = version ?? { Version: '0.74.0', VulnerabilityDB: { Version: 2, UpdatedAt: anHourAgo() } };
  const folder = folderWith({
    'report.json': report ?? '',
    stderr,
    version: typeof answer === 'string' ? answer : JSON.stringify(answer),
  });
  const bin = join(folder, 'trivy');
  // Words of the shell's own and two programs by their paths: PATH is empty in tests.
  const script = `#!/bin/sh
set -- "$@"
{ echo call; for one in "$@"; do echo "arg $one"; done; for one in * .[!.]*; do test -e "$one" && echo "beside $one"; done; export -p; } >> '${folder}/calls'
for one in "$@"; do test "$previous" = --output && output="$one"; previous="$one"; done
show() { while IFS= read -r line || test -n "$line"; do printf '%s\\n' "$line"; line=; done < "$1"; }
case "$1" in
  version) show '${folder}/version' ;;
  convert) test ${sbomExit} = 0 && echo '{"bomFormat":"CycloneDX"}' > "$output"; exit ${sbomExit} ;;
  *)
    show '${folder}/stderr' >&2
    ${report === undefined ? ':' : `show '${folder}/report.json' > "$output"`}
    ${signal === undefined ? ':' : `kill -s ${signal.replace('SIG', '')} $$`}
    ${endless === true ? `trap 'kill $!; : > "${folder}/ended"; exit 143' TERM; /bin/sleep 60 & : > "${folder}/scanning"; wait` : ':'}
    exit ${exit} ;;
esac
`;
  writeFileSync(bin, script, { mode: 0o755 });
  return { bin, calls: () => callsIn(join(folder, 'calls')) };
}

function anHourAgo(): string {
  return new Date(Date.now() - 3_600_000).toISOString();
}

function callsIn(file: string): FakeTrivyCall[] {
  if (!existsSync(file)) return [];
  const calls = readFileSync(file, 'utf8')
    .split(/^call\n/m)
    .slice(1);
  return calls.map((text) => {
    const lines = text.split('\n');
    const after = (prefix: string) =>
      lines.flatMap((line) => (line.startsWith(prefix) ? [line.slice(prefix.length)] : []));
    const exported = [...after('export '), ...after('declare -x ')];
    return {
      args: after('arg '),
      env: exported.filter((line) => line.startsWith('TRIVY_')).map((line) => line.replace(/['"]/g, '')),
      beside: after('beside '),
    };
  });
}
