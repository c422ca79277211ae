// cfn-guard, the real one, with a file of rules: as careplane check --guard-rules asks it.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { report, suite } from '../harness';
import { careplane, root, run } from '../machine';
import type { Ran } from '../machine';
import { getCfnGuard } from '../scan/parts';

interface Verdict {
  readonly judge: string;
  readonly ran: boolean;
  readonly open?: readonly { readonly rule: string; readonly where: string; readonly message: string }[];
  readonly acknowledged?: readonly { readonly rule: string; readonly reason: string }[];
}

/** The first rule holds in medmo; the second has the name of one of AWS's set, whose answer is known; the third fails. */
const RULES = `
let databases = Resources.*[ Type == 'AWS::RDS::DBInstance' ]
rule OWN_DATABASES_ARE_ENCRYPTED when %databases !empty {
  %databases.Properties.StorageEncrypted == true << Violation: a database is not encrypted. >>
}
rule RDS_MULTI_AZ_SUPPORT when %databases !empty {
  %databases.Properties.MultiAZ == true << Violation: a database is in one zone. >>
}
let keys = Resources.*[ Type == 'AWS::KMS::Key' ]
rule OWN_KEYS_ARE_MULTI_REGION when %keys !empty {
  %keys.Properties.MultiRegion == true << Violation: a key is in one region. >>
}
`;

suite('cfn-guard', {
  setUp(scratch) {
    const binary = getCfnGuard();
    return binary === undefined ? undefined : { binary, scratch };
  },
  tests: {
    'rules about every template': ({ binary, scratch }) => rulesAreAsked(binary, scratch),
    'rules that cannot be read': ({ binary, scratch }) => brokenRules(binary, scratch),
    'careplane doctor': ({ binary }) => doctorFindsIt(binary),
  },
});

function check(binary: string, rules: string): { readonly ran: Ran; readonly verdict: Verdict | undefined } {
  const args = ['check', join(root, 'apps/medmo'), '--guard-rules', rules, '--json'];
  const ran = run(process.execPath, [careplane, ...args], { env: { CFN_GUARD_BIN: binary } });
  const { verdicts } = JSON.parse(ran.stdout) as { verdicts: Verdict[] };
  return { ran, verdict: verdicts.find(({ judge }) => judge === 'cfn-guard') };
}

function rulesAreAsked(binary: string, scratch: string): void {
  const rules = join(scratch, 'own.guard');
  writeFileSync(rules, RULES);
  const { ran, verdict } = check(binary, rules);
  const open = verdict?.open ?? [];
  report(
    'a rule that fails is open at each key of medmo, and no other rule is',
    ran.status === 1 && open.length > 5 && open.every(({ rule }) => rule === 'OWN_KEYS_ARE_MULTI_REGION'),
    ran.stderr + JSON.stringify(verdict),
  );
  report(
    'it names the resources, and the rule’s own message',
    open.some(({ where }) => /^medmo-baseline\/Key/.test(where)) &&
      open.every(({ message }) => message === 'Violation: a key is in one region.'),
    JSON.stringify(open.slice(0, 3)),
  );
  const accepted = verdict?.acknowledged ?? [];
  report(
    'staging’s one zone is accepted with the reason and the rule that decides',
    accepted.length === 1 && /RDSMultiAZSupport decides/.test(accepted[0]?.reason ?? ''),
    JSON.stringify(accepted),
  );
  writeFileSync(rules, RULES.replace(/let keys[^]*/, ''));
  const clean = check(binary, rules);
  report('without that rule nothing is open', clean.ran.status === 0, clean.ran.stderr + JSON.stringify(clean.verdict));
}

function brokenRules(binary: string, scratch: string): void {
  const rules = join(scratch, 'broken.guard');
  writeFileSync(rules, 'rule X when { this is no rule');
  const { ran, verdict } = check(binary, rules);
  report(
    'rules that cannot be read: it has not run, the others have, and the check fails',
    ran.status === 3 && verdict?.ran === false && /^cfn-guard did not run: /m.test(ran.stderr),
    ran.stderr,
  );
}

function doctorFindsIt(binary: string): void {
  const found = run(process.execPath, [careplane, 'doctor'], { env: { CFN_GUARD_BIN: binary, NO_COLOR: '1' } });
  report('careplane doctor names its version', /^ok: cfn-guard: \d/m.test(found.stdout), found.stdout);
}
