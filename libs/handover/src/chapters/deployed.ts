import { shellWord } from '@careplane/problems';
import { SHARED_SCOPE } from '@careplane/config';
import { unitEnvironmentKey, unitEnvironmentsOf } from '@careplane/platform/unit-environments';
import { code, commands, paragraph, tableOf } from '../document/block';
import type { Block, Text } from '../document/block';
import { dayOf } from '../input';
import type { DeployedUnit, HandoverInput } from '../input';

/** What the ledger says of each unit and environment, or that it was not asked. Neither a gap nor a remainder is left out. */
export function deployedBlocks(input: HandoverInput): Block[] {
  const { deployed, model, folder } = input;
  const now = [
    paragraph('What runs now, asked with your own credentials:'),
    commands(`npx careplane status ${shellWord(folder)}`),
  ];
  if (!deployed.known) return [paragraph(`What is deployed: not deployed or not known. ${deployed.why}`), ...now];
  const records = new Map(deployed.units.map((each) => [unitEnvironmentKey(each), each]));
  const expected = unitEnvironmentsOf({ model, selection: {} });
  const keys = new Set(expected.map(unitEnvironmentKey));
  const rows = [
    ...expected.map((each): Text[] => {
      const record = records.get(unitEnvironmentKey(each));
      return record === undefined
        ? [each.unit, each.environment, 'none', '', '', 'not deployed, according to the ledger']
        : rowOf(record, comparison(record, input));
    }),
    ...deployed.units
      .filter((each) => !keys.has(unitEnvironmentKey(each)))
      .map((each) => rowOf(each, isInFiles(each, input) ? comparison(each, input) : 'in the account, but in no file')),
  ];
  const missing = expected.filter((each) => !records.has(unitEnvironmentKey(each)));
  return [
    ...(missing.length === 0
      ? []
      : [
          paragraph(
            `Not deployed: ${missing.length} of ${expected.length} units and environments, ${missing.map(unitEnvironmentKey).join(', ')}. These documents describe them as they would be deployed.`,
          ),
        ]),
    tableOf(
      'What is deployed, according to the ledger in the account',
      ['unit', 'environment', 'commit', 'deployed', 'by', 'compared with this document'],
      rows,
    ),
    ...now,
  ];
}

function rowOf({ unit, environment, revision, at, by }: DeployedUnit, compared: string): Text[] {
  return [unit, environment, revision === '' ? 'no commit' : code(revision.slice(0, 12)), at, by, compared];
}

function comparison({ revision }: DeployedUnit, input: HandoverInput): string {
  return revision === input.evidence.revision
    ? 'the same commit'
    : `another commit; this document is of ${dayOf(input)}`;
}

function isInFiles({ unit, environment }: DeployedUnit, { model }: HandoverInput): boolean {
  const units = [model.baselineUnit, model.unit, ...model.services.map((service) => service.unit)];
  return units.includes(unit) && [SHARED_SCOPE, ...model.environments.map(({ name }) => name)].includes(environment);
}
