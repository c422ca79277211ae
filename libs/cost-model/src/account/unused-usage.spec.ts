import { estimate } from '../estimate';
import { readTemplate } from '../template/read-template';
import { parseUsage } from '../usage/parse-usage';

function notesOf(resource: string, usage: string): readonly string[] {
  const read = readTemplate('web.yaml', `Resources: { R: ${resource} }\n`);
  if (!('template' in read)) throw new Error(JSON.stringify(read.problems));
  const parsed = parseUsage('usage.yaml', `usage: { ${usage} }\n`);
  const { notes, problems } = estimate([read.template], { region: 'us-east-1', usage: parsed.usage });
  expect([...parsed.problems, ...problems]).toEqual([]);
  return notes;
}

const WITHOUT_LOGS = '{ Type: AWS::StepFunctions::StateMachine }';
const WITH_LOGS = '{ Type: AWS::StepFunctions::StateMachine, Properties: { LoggingConfiguration: { Level: ALL } } }';

it('an amount that nothing in the template charges is named, so that it does not look like a part of the total', () => {
  expect(notesOf(WITHOUT_LOGS, 'web/R: { monthlyTransitions: 1, monthlyExecutionLogsGb: 5 }')).toEqual([
    'web/R: monthlyExecutionLogsGb is given, but nothing that the template sets up is charged by it.',
  ]);
});

it.each([
  ['one that is charged', WITH_LOGS, 'web/R: { monthlyExecutionLogsGb: 5 }'],
  ['none', WITHOUT_LOGS, 'web/R: { monthlyExecutionLogsGb: 0 }'],
  [
    'one for all resources of a type',
    WITHOUT_LOGS,
    '"AWS::StepFunctions::StateMachine": { monthlyExecutionLogsGb: 5 }',
  ],
])('%s is not named', (_, resource, usage) => {
  expect(notesOf(resource, usage)).toEqual([]);
});
