import { commands, heading, paragraph, tableOf } from '../document/block';
import type { Block, Text } from '../document/block';
import type { HandoverFacts } from '../facts/facts';
import { quotaUses, shareOf } from '../facts/quotas';
import type { QuotaUse } from '../facts/quotas';

/** How near the platform comes to the quotas of AWS, and what has to be raised before it is deployed. */
export function quotas(facts: HandoverFacts): Block[] {
  const uses = quotaUses(facts);
  const over = uses.filter((use) => shareOf(use) > 1);
  return [
    heading('Quotas of AWS'),
    paragraph(
      'Counted in the templates and in the files, against the defaults of AWS. An account may have other quotas, a new one often lower ones, and what else runs in the account counts as well.',
    ),
    ...(over.length === 0
      ? []
      : [
          paragraph(
            `Above the default: ${over.map(({ what, where, used, quota }) => `${what} in ${where} (${amount(used)} of ${quota.most})`).join('; ')}. Ask AWS for more, under Service Quotas in the console, before they are needed.`,
          ),
        ]),
    tableOf(
      'How near the platform comes to quotas',
      ['quota', 'place', 'taken', 'default', 'part', 'AWS raises it', 'source'],
      uses.map(rowOf),
      'the templates have nothing that is counted.',
    ),
    paragraph('What this account has:'),
    commands(
      ...['fargate', 'vpc', 'logs', 'events'].map(
        (service) =>
          `aws service-quotas list-service-quotas --region ${facts.input.model.region} --service-code ${service} --query "Quotas[].[QuotaName,Value,Adjustable]" --output text`,
      ),
    ),
  ];
}

function rowOf(use: QuotaUse): Text[] {
  const { what, where, used, quota } = use;
  return [
    what,
    where,
    amount(used),
    String(quota.most),
    `${Math.ceil(shareOf(use) * 100)} %`,
    quota.adjustable ? 'yes' : 'no',
    { link: 'AWS', url: quota.source },
  ];
}

/** Tasks can have a quarter of a vCPU. */
function amount(used: number): string {
  return String(Number(used.toFixed(2)));
}
