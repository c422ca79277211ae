import { stacksToDelete } from './leftovers';
import type { Leftover } from './leftovers';
import { ledgerParameter } from './ledger';
import type { RecordedStack } from './ledger';

/**
 * Commands of an administrator that remove what is left of one unit, and then its records.
 *
 * @param region of the ledger
 */
export function removalCommands(platform: string, region: string, leftovers: readonly Leftover[]): string[] {
  const stacks = stacksToDelete(leftovers);
  const named = stacks?.flatMap(deletion) ?? leftovers.map((leftover) => listing(leftover, region));
  const records = leftovers.map(
    (each) => `aws ssm delete-parameter --name ${ledgerParameter(platform, each)} --region ${region}`,
  );
  return [...named, ...records];
}

function deletion({ name, account, region }: RecordedStack): string[] {
  const aws = (command: string) => `aws cloudformation ${command} --stack-name ${name} --region ${region}`;
  return [
    `# ${name} in account ${account}`,
    aws('update-termination-protection --no-enable-termination-protection'),
    aws('delete-stack'),
    aws('wait stack-delete-complete'),
  ];
}

/** An older record does not name the stacks. Their names begin with the unit's, and end in the environment's. */
function listing({ unit, environment }: Leftover, region: string): string {
  return `aws cloudformation describe-stacks --region ${region} --query "Stacks[?starts_with(StackName,'${unit}-')&&ends_with(StackName,'-${environment}')].StackName"  # an older record does not name them: delete these stacks`;
}
