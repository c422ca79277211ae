import { compareApprover } from './steps/compare-approver';
import { machineWith, runBuild } from './testing/run-build';
import type { Build } from './buildspec';
import type { Origin } from './source';

const COMMIT = 'a'.repeat(40);

/** The CLI answers by what is asked: the approver in the record or in the state, or the author of the commit. */
const AWS = `case "$*" in
  *"output.outputVariables"*) printf '%b\\n' "$GITHUB_AUTHOR" ;;
  *"list-action-executions"*) echo "$RECORDED" ;;
  *"get-pipeline-state"*) echo "$STATE" ;;
  *"get-commit"*) test -n "$AUTHOR" && printf '%b\\n' "$AUTHOR" ;;
esac`;

const person = (name: string) => `arn:aws:iam::111122223333:user/${name}`;
const session = (name: string) => `arn:aws:sts::111122223333:assumed-role/AWSReservedSSO_systems_0123/${name}`;

function compared(variables: Readonly<Record<string, string>>, origin: Origin['kind'] = 'codecommit') {
  const build: Build = {
    steps: [compareApprover(origin)],
    variables: {
      APPROVAL: 'required',
      APPROVERS: 'sam sam.smith@acme.example;sue sue@acme.example',
      SOURCE_REPOSITORY: 'acme-platform',
    },
  };
  const machine = machineWith({ aws: AWS });
  return runBuild(machine, build, {
    WORK: machine.folder,
    COMMIT,
    EXECUTION: 'run-1',
    PIPELINE: 'acme-api-production',
    RECORDED: person('sam'),
    STATE: 'None',
    AUTHOR: 'dora@acme.example\\tDora Doe\\tdora@acme.example\\tDora Doe',
    GITHUB_AUTHOR: 'None\\tNone\\tNone',
    ...variables,
  });
}

it.each<[what: string, variables: Readonly<Record<string, string>>]>([
  ['another person wrote the commit', {}],
  ['the approver comes from a directory', { RECORDED: session('sam@acme.example') }],
  ['the state of the pipeline names the approver', { RECORDED: 'None', STATE: person('sam') }],
  ['the environment needs no approval', { APPROVAL: 'none', RECORDED: 'None', AUTHOR: '' }],
  ['a name is only a part of the author’s', { AUTHOR: 'samantha@acme.example\\tSam Antha\\tx@acme.example\\tX' }],
])('goes on when %s', (_, variables) => {
  const ran = compared(variables);
  expect([ran.succeeded, ran.output]).toEqual([true, expect.any(String)]);
});

it.each<[what: string, variables: Readonly<Record<string, string>>, printed: RegExp]>([
  [
    'the approver is the author, by the address of the user',
    { AUTHOR: 'sam.smith@acme.example\\tSam\\tx@acme.example\\tX' },
    /sam approved run run-1 and wrote commit a{40}/,
  ],
  [
    'the approver is the author, by the name before the @',
    { AUTHOR: 'SAM@home.example\\tS\\tx@x.example\\tX' },
    /wrote/,
  ],
  ['the approver is the committer', { AUTHOR: 'd@acme.example\\tD\\tsam.smith@acme.example\\tS' }, /wrote commit/],
  [
    'the approver is the author, and comes from a directory',
    { RECORDED: session('dora@acme.example') },
    /dora@acme.example approved/,
  ],
  ['the root user approved', { RECORDED: 'arn:aws:iam::111122223333:root' }, /as a person with a name/],
  ['the approver is unknown', { RECORDED: 'None', STATE: 'None' }, /does not say who approved/],
  ['the commit cannot be read', { AUTHOR: '' }, /author of commit a{40} is unknown/],
])('deploys nothing when %s', (_, variables, printed) => {
  const ran = compared(variables);
  expect([ran.succeeded, ran.output]).toEqual([false, expect.stringMatching(printed)]);
});

describe('on GitHub', () => {
  it('compares with the author that the source action has recorded', () => {
    const ran = compared({ GITHUB_AUTHOR: 'sam.smith@acme.example\\tSam\\t42' }, 'github');
    expect([ran.succeeded, ran.output]).toEqual([false, expect.stringContaining('wrote commit')]);
  });

  it('says so when GitHub has recorded no author', () => {
    const ran = compared({}, 'github');
    expect([ran.succeeded, ran.output]).toEqual([true, expect.stringContaining('must require a review')]);
  });
});
