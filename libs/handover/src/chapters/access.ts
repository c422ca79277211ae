import { accessRoleName, ACCESS_ROLE_KINDS, breakGlassRoleName, SHARED_SCOPE } from '@careplane/config';
import { shellWord } from '@careplane/problems';
import { code, heading, numbered, paragraph, tableOf } from '../document/block';
import type { Block, Chapter, Text } from '../document/block';
import type { HandoverFacts } from '../facts/facts';
import { mayCall, peopleGroups, statementIds } from '../facts/people';
import { whoMayApprove } from './approve';

/** What each kind of deploy role allows. */
const ROLE_PURPOSES: Readonly<Record<string, string>> = {
  look: 'describes stacks and reads their templates',
  plan: 'also creates change sets',
  publish: 'writes templates below the prefix of its scope in the bootstrap bucket',
  deploy: 'also executes change sets',
  execution: 'is CloudFormation’s: creates, changes and deletes resources of the types that the scope uses',
};

/** Who may do what: groups of people, and the roles of the deploys. */
export function access(facts: HandoverFacts): Chapter {
  const { environments, input } = facts;
  const { model } = input;
  const scopes = [...environments.map(({ name }) => name), SHARED_SCOPE];
  return {
    id: 'access',
    title: 'Access by group',
    blocks: [
      ...groupBlocks(facts),
      paragraph(whoMayApprove(facts)),
      ...emergencyBlocks(facts),
      ...databaseBlocks(facts),
      ...joiningBlocks(facts),
      heading('Roles of deploys'),
      paragraph(
        'No deploy has the permissions of an administrator. An administrator creates these roles once, with ',
        code(`npx careplane bootstrap ${shellWord(input.folder)}`),
        '. They trust the pipelines, and the people whom an administrator added with --deployer.',
      ),
      tableOf(
        'Roles of deploys',
        ['scope', 'role', 'allows'],
        scopes.flatMap((scope) =>
          ACCESS_ROLE_KINDS.map((kind): Text[] => [
            scope,
            code(accessRoleName(model.name, scope, kind)),
            ROLE_PURPOSES[kind] ?? kind,
          ]),
        ),
      ),
    ],
  };
}

/** The role for emergencies, where the templates have it. */
function emergencyBlocks({ input, resources }: HandoverFacts): Block[] {
  const name = breakGlassRoleName(input.model.name);
  if (!resources.some((resource) => resource.type === 'AWS::IAM::Role' && resource.name === name)) return [];
  return [
    paragraph(
      'For emergencies there is the role ',
      code(name),
      '. Its use raises an alarm, and is explained in writing afterwards (45 CFR 164.312(a)(2)(ii)).',
    ),
  ];
}

/** Whether a person can look into a database. */
function databaseBlocks(facts: HandoverFacts): Block[] {
  const groups = peopleGroups(facts);
  if (groups.length === 0) return [];
  const allowed = groups.filter((group) => mayCall(group, 'rds-db:connect')).map(({ name }) => name);
  return [
    paragraph(
      `Groups that may sign in to a database: ${allowed.join(', ') || 'none'}. Services sign in with their own roles, and a database has no address outside of its subnets.`,
    ),
  ];
}

/** How a person gets access, and loses it. */
function joiningBlocks(facts: HandoverFacts): Block[] {
  const { folder } = facts.input;
  const groups = peopleGroups(facts);
  if (groups.length === 0) return [];
  const list = groups.some(({ users }) => users.length > 0)
    ? [
        'Write the person, or remove the person, under ',
        code('identity.groups'),
        ' in ',
        code(`${folder}/platform.yaml`),
        ', with name and e-mail address. The address must be the one in the person’s commits.',
      ]
    : ['Put the person into the group, or remove the person, in Identity Center.'];
  return [
    heading('A person joins or leaves'),
    numbered([
      list,
      'Have it reviewed and merged. The platform’s pipeline deploys it, or an administrator does.',
      'A new person signs in with a password of their own, and with MFA. Credentials of a person who leaves are stopped on the same day; the security group may do it before the deploy.',
    ]),
  ];
}

/** Ids of statements such as `ReadBuildLogs1` as words, each once. */
function dutiesOf(ids: readonly string[]): string {
  const words = ids.map((id) =>
    id
      .replace(/\d+$/, '')
      .replace(/(?<=[a-z])(?=[A-Z])/g, ' ')
      .toLowerCase(),
  );
  return [...new Set(words)].join(', ');
}

function groupBlocks(facts: HandoverFacts): Block[] {
  const groups = peopleGroups(facts);
  if (groups.length === 0) {
    return [
      paragraph(
        'The templates have no groups of people: platform.yaml has no identity, or this version of the toolkit has none. Access of people is then managed outside of Careplane, and this document does not know it.',
      ),
    ];
  }
  return [
    tableOf(
      'Groups of people',
      ['group', 'purpose', 'members', 'duties'],
      groups.map((group) => [
        group.name,
        group.about,
        group.users.join(', ') || 'kept in Identity Center',
        dutiesOf(statementIds(group)),
      ]),
    ),
  ];
}
