import { similarCell } from '@careplane/pages';
import type { Row } from '@careplane/pages';
import { paragraph, tableOf } from '../document/block';
import type { Chapter, Text } from '../document/block';
import type { HandoverFacts } from '../facts/facts';
import { acknowledgements } from '../facts/acknowledgements';

/** What is accepted and why; what is not encrypted; exceptions of image scans. */
export function risks(facts: HandoverFacts): Chapter {
  const { input } = facts;
  const plain = input.model.services.flatMap((service): Text[][] =>
    service.kind !== 'web' || service.protocol === 'https' ? [] : [[service.name, service.protocol.http.reason]],
  );
  const off = Object.entries(input.model.governance ?? {}).flatMap(([part, value]): Text[][] => {
    const { enabled, reason } = (typeof value === 'object' ? value : {}) as { enabled?: boolean; reason?: string };
    return enabled === false ? [[part, reason ?? '']] : [];
  });
  return {
    id: 'risks',
    title: 'Acknowledged risks',
    blocks: [
      paragraph(
        'A rule of a judge is not met at these places, and a written reason explains why the risk is covered. Findings with the same reason are one line.',
      ),
      tableOf(
        'Accepted findings of the templates',
        ['rules', { name: 'reason', kind: 'words' }, 'at', 'last reviewed', 'review before'],
        acknowledgements(input).map(({ rules, reason, places, reviewed, dueDay }): Row => [
          similarCell(rules),
          reason,
          similarCell(places),
          reviewed ?? 'unknown',
          dueDay ?? 'now',
        ]),
      ),
      tableOf(
        'Services without encryption up to the task',
        ['service', 'reason'],
        plain,
        'none; all traffic is encrypted up to the task.',
      ),
      tableOf('Parts of the baseline that are off', ['part', 'reason'], off, 'none.'),
      tableOf(
        'Exceptions of image scans',
        ['service', 'rules', 'reason', 'owner', 'last day'],
        input.exceptions.flatMap(({ service, file, exceptions, unknown }): Text[][] =>
          exceptions === undefined
            ? [[service, 'not known', unknown ?? '', '', file]]
            : exceptions.map(({ ids, reason, owner, expires }) => [service, ids.join(', '), reason, owner, expires]),
        ),
        'none.',
      ),
    ],
  };
}
