import { failureReason } from './failure-reason';
import { programEnd } from './program-end';

/** What programs printed when they failed, shortened where a text was long; and the sentence that says why. */
it.each<[program: string, reason: string, printed: readonly string[]]>([
  [
    'cfn-guard',
    "error: unexpected argument '--nope' found",
    [
      "error: unexpected argument '--nope' found\n\nUsage: cfn-guard validate <--rules>\n\nFor more information, try '--help'.\n",
    ],
  ],
  [
    'cfn-guard',
    'Error occurred The path `nope.json` does not exist',
    ['---\nError occurred The path `nope.json` does not exist\n---\n'],
  ],
  [
    'cfn-lint',
    'cfn-lint: error: unrecognized arguments: --nope',
    [
      'usage: \nBasic: cfn-lint test.yaml\n\nCloudFormation Linter\n\noptions:\n  -b, --ignore-bad-template\n                        Ignore failures with Bad template\n  -u, --update-specs    Update the CloudFormation Specs\ncfn-lint: error: unrecognized arguments: --nope\n',
    ],
  ],
  [
    'cfn-lint',
    "Regions ['us-moon-1'] are unsupported.",
    ["2026-11-30 07:55:56,937 - cfnlint.runner.cli - ERROR - Regions ['us-moon-1'] are unsupported.\n"],
  ],
  ['cfn-lint', 'Override spec file not found: nope.json', ['Override spec file not found: nope.json\n']],
  [
    'Trivy',
    'unknown flag: --nope',
    [
      '\n2026-11-30T07:55:59Z\tFATAL\tFatal error\tunknown flag: --nope\n',
      'Scan a container image\n\nUsage:\n  trivy image\n',
    ],
  ],
  [
    'Trivy',
    'run error: OCI repository error: 1 error occurred: Get "https://mirror.example/v2/": no such host',
    [
      '2026-11-30T07:55:59Z\tINFO\t[vulndb] Need to update DB\n2026-11-30T07:55:59Z\tFATAL\tFatal error\trun error: OCI repository error: 1 error occurred:\n\t* Get "https://mirror.example/v2/": no such host\n\n\n',
    ],
  ],
  [
    'git',
    "fatal: detected dubious ownership in repository at '/src'",
    [
      "fatal: detected dubious ownership in repository at '/src'\nTo add an exception for this directory, call:\n\n\tgit config --global --add safe.directory /src\n",
    ],
  ],
  [
    'git',
    "git: 'nope' is not a git command. See 'git --help'.",
    ["git: 'nope' is not a git command. See 'git --help'.\n"],
  ],
  [
    'npm',
    'The `npm ci` command can only install with an existing package-lock.json or npm-shrinkwrap.json.',
    [
      'npm error code EUSAGE\nnpm error\nnpm error The `npm ci` command can only install with an existing package-lock.json or\nnpm error npm-shrinkwrap.json.\nnpm error\nnpm error Usage:\nnpm error npm ci\nnpm error A complete log of this run can be found in: /root/.npm/_logs/x.log\n',
    ],
  ],
  [
    'npm',
    '404 Not Found - GET https://registry.example/x',
    ['npm error code E404\nnpm error 404 Not Found - GET https://registry.example/x\nnpm error 404\n'],
  ],
  [
    'docker',
    'Cannot connect to the Docker daemon. Is the docker daemon running?',
    ['Cannot connect to the Docker daemon. Is the docker daemon running?\n', 'Client:\n Version: 29\n'],
  ],
  [
    'buildah',
    'Error: cannot find Dockerfile in context directory',
    ['Error: cannot find Dockerfile in context directory\n'],
  ],
  [
    'crane',
    'Error: reading layer "nope": no such file',
    ['2026/11/30 07:56:43 base unspecified, using empty image\nError: reading layer "nope": no such file\n'],
  ],
  [
    'Node.js',
    'Error: x',
    [
      '[eval]:1\nthrow new Error("x")\n^\n\nError: x\n    at [eval]:1:7\n    at run (node:internal/vm:209:10)\n\nNode.js v20.20.2\n',
    ],
  ],
  [
    'Python',
    "ModuleNotFoundError: No module named 'nope'",
    [
      'Traceback (most recent call last):\n  File "<string>", line 1, in <module>\nModuleNotFoundError: No module named \'nope\'\n',
    ],
  ],
  [
    'Python',
    'ValueError: later',
    [
      'Traceback (most recent call last):\nKeyError: 1\n\nDuring handling of the above exception, another exception occurred:\n\nTraceback (most recent call last):\nValueError: later\n',
    ],
  ],
  ['a program that fails on its standard output', 'ERROR: no space', ['warning: old\n', 'Working…\nERROR: no space\n']],
  [
    'a program that marks nothing',
    'the file cannot be read',
    ['=====\nTool 1.2\n=====\nthe file cannot be read\nbye\n'],
  ],
  ['a program without a word of refusal', 'bye', ['-----\nbye\n-----\n']],
])('of what %s prints, "%s" says why', (_, reason, printed) => {
  expect(failureReason(...printed)).toBe(reason);
});

it.each([[['']], [['---\n', '***\n']], [['Usage: x [options]\n']], [[]]])('nothing in %j says why', (printed) => {
  expect(failureReason(...printed)).toBeUndefined();
  expect(programEnd({ status: 5, stderr: printed[0], stdout: printed[1] })).toBe('failed with status 5');
});

it('a reason is on one line of at most 300 characters, and steers no terminal', () => {
  const reason = failureReason(`Error: \u001b[31mred\u001b[0m \u0007 ${'x'.repeat(999)}`) ?? '';
  expect([...reason]).toHaveLength(300);
  expect(reason).toMatch(/^Error: red \\u0007 x+…$/);
});

it.each<[Parameters<typeof programEnd>[0], string]>([
  [{ status: 3, stderr: 'fatal: no' }, 'failed with status 3: fatal: no'],
  [{ status: null, signal: 'SIGKILL' }, 'was ended by SIGKILL'],
  [
    {
      status: null,
      signal: 'SIGTERM',
      error: Object.assign(new Error('spawnSync git ETIMEDOUT'), { code: 'ETIMEDOUT' }),
    },
    'did not end in time, and was stopped',
  ],
  [
    { status: null, error: Object.assign(new Error('spawn x ENOENT'), { code: 'ENOENT' }) },
    'cannot be started: it does not exist',
  ],
  [
    { status: null, signal: 'SIGTERM', stopped: 'printed more than 64 MiB' },
    'printed more than 64 MiB, and was stopped',
  ],
])('%j ended so in words', (end, words) => {
  expect(programEnd(end)).toBe(words);
});
