import type { PlatformModel } from '@careplane/config';
import { code, heading, list, numbered, paragraph, strong, tableOf, toChapter } from '../document/block';
import type { Chapter, Text } from '../document/block';
import type { HandoverFacts } from '../facts/facts';

/** Whom to call, and in which order. */
export function contacts({ input, environments }: HandoverFacts): Chapter {
  const { model } = input;
  const known = Object.entries(model.contacts ?? {});
  const { escalation } = model.handover;
  return {
    id: 'contacts',
    title: 'Contacts and escalation',
    blocks: [
      tableOf(
        'Contacts of the account',
        ['contact', 'name', 'role', 'e-mail', 'telephone'],
        known.map(([kind, { name, title, email, phone }]): Text[] => [kind, name, title, email, phone]),
        'none is written down. Write contacts in platform.yaml.',
      ),
      tableOf(
        'Escalation',
        ['minutes after the alarm', 'who', 'how'],
        escalation.map(({ afterMinutes, who, how }): Text[] => [String(afterMinutes), who, how]),
        'no order is written down. Write handover.escalation in platform.yaml.',
      ),
      heading('Who hears of what'),
      list([
        ...environments.map(({ name, alertEmails }): Text => [
          strong(name),
          ` alarms: ${alertEmails.join(', ') || 'no one'}.`,
        ]),
        `Failed steps and waiting approvals of pipelines: ${model.alertEmails.join(', ') || 'no one by e-mail'}${model.slack === undefined ? '' : `, and the Slack channel ${model.slack.channelId}`}.`,
        model.contacts === undefined
          ? 'Alerts of the account’s baseline: no contact is written down.'
          : `Alerts of the account’s baseline: ${model.contacts.security.email}; the budget: ${model.contacts.billing.email}.`,
      ]),
      paragraph(
        'An address gets messages only after its owner has confirmed the first one. ',
        code('aws sns list-subscriptions'),
        ' shows those that are pending.',
      ),
      heading('A security incident'),
      numbered([
        `Call ${incidentContact(model)} at once, also at night, and write down the time.`,
        'Delete nothing: no log, no task definition, no image. Records below Object Lock stay in any case; log groups do not.',
        [
          'Stop the credentials that were used. ',
          toChapter('Access by group', 'access'),
          ' has who may do that, and the role for emergencies.',
        ],
        'If a running task is suspected, scale its service to zero tasks; its page has the command. The database keeps its data.',
        [
          'Find out what was called and read: ',
          toChapter('the audit trail', 'evidence', 'Who did what'),
          ', and the audit log of the database.',
        ],
        'The security contact decides whether it is a breach that has to be notified, without delay and within 60 days at the latest (45 CFR 164.404(b)).',
      ]),
    ],
  };
}

/** Whom one calls first. */
function incidentContact({ contacts: known }: PlatformModel): string {
  if (known === undefined) return 'the security contact (none is written down: write contacts in platform.yaml)';
  const { name, phone } = known.security;
  return `${name}, ${phone},`;
}
