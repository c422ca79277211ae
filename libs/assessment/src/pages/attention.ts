import { heading, list, paragraph, tableOf } from '@careplane/pages';
import type { Block } from '@careplane/pages';
import { explainWithoutPipeline, imageAdvice } from '@careplane/platform/image-ways';
import { lockSentence, quotaSentence } from '../plan';
import type { Plan } from '../plan';

/** What cannot be undone, is not encrypted, or is not there yet; empty if nothing is. */
export function attentionBlocks({
  platform,
  complianceLocks = [],
  exceededQuotas = [],
  plainHttp = [],
  withoutPipeline,
  placeholders,
}: Plan): Block[] {
  const advice = imageAdvice(withoutPipeline, platform);
  return [
    ...(complianceLocks.length === 0
      ? []
      : [
          heading('Compliance locks: no one can remove them, not even AWS or the root user'),
          list(complianceLocks.map(lockSentence)),
        ]),
    ...(exceededQuotas.length === 0
      ? []
      : [heading('Quotas of the account: a deploy would fail at them'), list(exceededQuotas.map(quotaSentence))]),
    ...(plainHttp.length === 0
      ? []
      : [
          tableOf(
            'Not encrypted between the load balancer and the tasks',
            ['service', { name: 'reason', kind: 'words' }],
            plainHttp.map(({ service, reason }) => [service, reason]),
          ),
        ]),
    ...(withoutPipeline.length === 0
      ? []
      : [
          heading('Without a pipeline'),
          list(withoutPipeline.map(explainWithoutPipeline)),
          ...(advice === undefined ? [] : [paragraph(advice)]),
        ]),
    ...(placeholders.length === 0
      ? []
      : [
          tableOf(
            'Values of an example: a deploy is refused until you replace them',
            ['key', 'given', 'write'],
            placeholders.map(({ path, given, expected }) => [path, given, expected]),
          ),
        ]),
  ];
}
