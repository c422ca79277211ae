import { AwsSolutionsChecks, HIPAASecurityChecks, NIST80053R5Checks } from 'cdk-nag';
import { CLOUDFORMATION_VALIDATION, NAG_PACKS, OWN_RULES } from '@careplane/compliance';
import { ToolFailed, withTemporaryFolder } from '@careplane/command-line';
import { MEDMO } from '@careplane/platform/testing';
import { loadTarget } from '@careplane/platform/target';
import { synthesizeUnits } from '../evidence';
import { judge, requireAnswers } from './judge';

const { NODE_OPTIONS } = process.env;
afterEach(() => {
  jest.restoreAllMocks();
  if (NODE_OPTIONS === undefined) delete process.env['NODE_OPTIONS'];
  else process.env['NODE_OPTIONS'] = NODE_OPTIONS;
});

const FAULT = 'Cannot read properties of undefined';
const fail = () => {
  throw new TypeError(FAULT);
};

const NOT_STARTED = "its process failed with status 1: Error: Cannot find module '/nowhere/none.js'";

/** The judges that are part of the toolkit, and how each of them is made to break down. */
const BREAKING: Readonly<Record<string, () => void>> = {
  // A process of its own, which cannot begin.
  [CLOUDFORMATION_VALIDATION]: () => {
    process.env['NODE_OPTIONS'] = '--require /nowhere/none.js';
  },
  'cdk-nag HIPAA Security': () => jest.spyOn(HIPAASecurityChecks.prototype, 'validateScope').mockImplementation(fail),
  'cdk-nag NIST 800-53': () => jest.spyOn(NIST80053R5Checks.prototype, 'validateScope').mockImplementation(fail),
  'cdk-nag AWS Solutions': () => jest.spyOn(AwsSolutionsChecks.prototype, 'validateScope').mockImplementation(fail),
};

const { model } = loadTarget(MEDMO, {});

function verdicts() {
  return withTemporaryFolder(async (folder) => {
    const units = synthesizeUnits(model, { units: ['medmo-admin'] }, folder, () => undefined);
    return judge(
      model,
      units.map(({ made }) => made),
    );
  });
}

test.each(Object.entries(BREAKING))(
  '%s breaks down: it has not run, and the others are shown',
  async (name, breakIt) => {
    breakIt();
    const found = await verdicts();
    const builtIn = [CLOUDFORMATION_VALIDATION, ...NAG_PACKS.map((pack) => pack.judge), OWN_RULES];
    expect(
      found.filter(({ judge: each }) => builtIn.includes(each)).map(({ judge: each, ran }) => [each, ran]),
    ).toEqual(builtIn.map((each) => [each, each !== name]));
    expect(found.find(({ judge: each }) => each === name)).toMatchObject({
      why: `it broke down: ${name === CLOUDFORMATION_VALIDATION ? NOT_STARTED : FAULT}`,
    });
    expect(() => requireAnswers(found)).toThrow(ToolFailed);
  },
);

test('cfn-lint is not there: nothing has broken down', async () => {
  const { PATH } = process.env;
  process.env['PATH'] = '/nowhere';
  try {
    const found = await verdicts();
    expect(found.filter(({ ran }) => !ran).map((each) => each.judge)).toEqual(['cfn-lint']);
    expect(() => requireAnswers(found)).not.toThrow();
    expect(() => requireAnswers(found, (name) => name === 'cfn-lint')).toThrow('not on this machine');
  } finally {
    process.env['PATH'] = PATH;
  }
});
