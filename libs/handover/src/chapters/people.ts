import { code, heading, list, paragraph, strong, tableOf } from '../document/block';
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
    ],
  };
}
