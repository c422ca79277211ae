import { shellWord } from '@careplane/problems';
import type { Service } from '@careplane/config';
import { checklist, code, heading, numbered, paragraph, tableOf, toChapter } from '../document/block';
import type { Chapter, Text } from '../document/block';
import {
  exampleEnvironment,
  exceptionsFile,
  exampleService,
  pipelineOf,
  productionOf,
  serviceFolder,
} from '../facts/facts';
import type { HandoverFacts } from '../facts/facts';
import { dayOf } from '../input';

const EMPTY_LINES = 8;

/** The training session: agenda, exercises with their expected results, and the sheet to sign. */
export function training(facts: HandoverFacts): Chapter {
  const { input } = facts;
  return {
    id: 'training',
    title: 'Training',
    blocks: [
      paragraph(
        'A session of half a day for those who take the platform over. Each exercise is done by a participant, at the keyboard.',
      ),
      heading('Agenda'),
      numbered([
        [
          'What there is: ',
          toChapter('overview', 'overview'),
          ', ',
          toChapter('components', 'components'),
          ', ',
          toChapter('network', 'network'),
          '.',
        ],
        [
          'How a change gets to production: ',
          toChapter('branches and environments', 'changes'),
          ', ',
          toChapter('pipelines and their logs', 'pipelines'),
          '.',
        ],
        'The exercises below.',
        [
          'When something fails: ',
          toChapter('troubleshooting', 'troubleshooting'),
          ', ',
          toChapter('backup and restore', 'backup'),
          ', ',
          toChapter('contacts', 'contacts'),
          '.',
        ],
        [
          'What is due: ',
          toChapter('maintenance calendar', 'calendar'),
          ', ',
          toChapter('acknowledged risks', 'risks'),
          '.',
        ],
        'Questions. Each question that this document does not answer is written down, and the document is corrected.',
      ]),
      heading('Exercises'),
      tableOf(
        'Exercises',
        ['exercise', 'expected result'],
        exercises(facts),
        'the platform has no service to practise with.',
      ),
      heading('Attendance and sign-off'),
      paragraph(
        `Platform ${input.model.name}, commit ${input.evidence.revision ?? 'unknown'}, document of ${dayOf(input)}, Careplane ${input.toolkitVersion}.`,
      ),
      checklist([
        'Every participant has done the exercises.',
        'The contacts and the order of the escalation are right.',
        'The owner of every secret is known.',
        'The restore drill was done once, and its time is written down.',
        'Each participant has signed in with the rights of their own group, and has read a log with them.',
        'The repositories protect the branches of the environments.',
      ]),
      tableOf(
        'Participants',
        ['name', 'role', 'date', 'signature'],
        Array.from({ length: EMPTY_LINES }, (_, index): Text[] => [`${index + 1}.`, '', '', '']),
      ),
      tableOf(
        'Sign-off of the handover',
        ['who', 'name', 'role', 'date', 'signature'],
        ['handed over by', 'taken over by', 'security contact'].map((who): Text[] => [who, '', '', '', '']),
      ),
    ],
  };
}

function exercises(facts: HandoverFacts): Text[][] {
  const { input } = facts;
  const service = exampleService(facts);
  const first = exampleEnvironment(facts);
  const production = productionOf(facts);
  if (service === undefined || first === undefined) return [];
  const pipeline = pipelineOf(facts, service.name, first.name);
  const shows = showsIn(service, first.name);
  const last = production === undefined ? undefined : pipelineOf(facts, service.name, production.name);
  const project = pipeline?.actions.find(({ name }) => name === 'Build')?.project;
  const log = project === undefined ? undefined : facts.logGroups.get(project)?.name;
  return [
    [
      ['Change a text of ', code(service.name), ' and push it to ', code(first.branch), ' by a pull request.'],
      `Every stage of ${pipeline?.name ?? 'the workflow'} succeeds, and ${shows} the new text.`,
    ],
    [
      'Break the Dockerfile on a branch, merge it, and find the log of the failed build.',
      `The stage with the action Build fails, a message arrives, and the error is at the end of ${log ?? 'the workflow’s log'}. Nothing was deployed.`,
    ],
    [
      [
        'Show the log of the running service: ',
        code(`npx careplane logs ${shellWord(serviceFolder(facts, service))} --env ${shellWord(first.name)}`),
        '.',
      ],
      'Lines of the last hour, with the time and the task of each; without requests, the sentence that there are none.',
    ],
    ...(pipeline === undefined
      ? []
      : [
          [
            [
              'Roll the service back: ',
              code(
                `npx careplane rollback ${shellWord(serviceFolder(facts, service))} --env ${shellWord(first.name)} --list`,
              ),
              ', then the same without ',
              code('--list'),
              '.',
            ],
            `The list has the releases with commit and image. ${pipeline.name} runs for the release before, and careplane status shows its commit.`,
          ] satisfies Text[],
        ]),
    [
      ['Take the change back with a revert, as in ', toChapter('roll back', 'releases', 'Roll back'), '.'],
      `The pipeline is green again, and ${shows} the text from before.`,
    ],
    [
      'Approve a release to production, and find the record of the approval.',
      last === undefined
        ? 'No pipeline asks for an approval here.'
        : `${last.name} waits, shows the findings that pass by an exception, and goes on after the approval. Below ${facts.input.model.name}/${service.name}/${production?.name ?? ''}/ the evidence bucket has deploy/actions.json with your name.`,
    ],
    [
      [
        'Write an exception that ended yesterday into ',
        code(exceptionsFile(service)),
        ', and scan an image for which it would be needed.',
      ],
      'The command ends with 1. The report names the exception and its owner, and the finding is blocked.',
    ],
    [
      ['Find out what is deployed: ', code(`npx careplane status ${shellWord(input.folder)}`), '.'],
      'Each unit and environment with commit, time, author, image, health and drift; alarms, approvals that wait, and what is in the account and in no file.',
    ],
    [
      ['Find the answer in this document: which log has the requests that the firewall blocked?'],
      [
        'The log group whose name begins with aws-waf-logs, in ',
        toChapter('where everything is', 'index', 'Log groups'),
        '.',
      ],
    ],
  ];
}

/** Where a participant sees a change of the service. */
function showsIn(service: Service, environment: string): string {
  if (service.kind !== 'web') return 'the log of the service has';
  const address = service.deployments.find((each) => each.environment === environment)?.routes[0]?.hostname;
  return address === undefined ? 'the service answers with' : `${address} shows`;
}
