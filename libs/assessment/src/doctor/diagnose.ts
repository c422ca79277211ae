import type { PlatformModel } from '@careplane/config';
import { accountDiagnoses } from './account';
import { awsQuestions } from './aws-questions';
import type { Diagnosis } from './diagnosis';
import { quotaDiagnoses } from './quotas';
import { cfnGuardDiagnosis, cfnLintDiagnosis, gitDiagnosis, nodeDiagnosis, trivyDiagnosis } from './programs';

/**
 * Check what the commands need on this machine and in the account.
 *
 * @param model undefined where no platform was given: then only the credentials are checked of an account
 * @param directory folder whose repository is looked at
 */
export async function diagnose(model: PlatformModel | undefined, directory: string): Promise<Diagnosis[]> {
  const ask = awsQuestions(model, directory);
  const account = await accountDiagnoses(model, directory, ask);
  const isItsAccount = account[0]?.state === 'ok';
  return [
    nodeDiagnosis(process.version),
    gitDiagnosis(directory, process.env),
    await cfnLintDiagnosis(process.env),
    await cfnGuardDiagnosis(process.env),
    trivyDiagnosis(process.env),
    ...account,
    ...(model === undefined || !isItsAccount ? [] : await quotaDiagnoses(model, ask)),
  ];
}
