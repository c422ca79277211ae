import { counted, EXIT, refuseExistingFile, writeNewFile } from '@careplane/command-line';
import type { Exit, Terminal } from '@careplane/command-line';
import { draftYaml, usageDraft, usd } from '@careplane/cost-model/estimate';
import { shellWord } from '@careplane/problems';
import { estimateOptions, price } from '../pricing';
import type { PricingOptions } from '../pricing';
import { templatesAt } from '../sources';

export interface UsageInitOptions extends PricingOptions {
  readonly out: string;
}

/** Writes a usage file for a modest month, to be filled in. An existing file is never replaced. */
export async function usageInitCommand(
  what: readonly string[],
  options: UsageInitOptions,
  terminal: Terminal,
): Promise<Exit> {
  refuseExistingFile(options.out);
  const priceOptions = estimateOptions(options);
  const templates = await templatesAt(what, options, terminal);
  // Reports what is wrong with the templates.
  price(templates, priceOptions);
  const draft = usageDraft(templates, priceOptions);
  const command = `careplane-cost estimate ${what.map(shellWord).join(' ')} --usage ${shellWord(options.out)}`;
  writeNewFile(options.out, draftYaml(draft, command));
  const keys = draft.addresses.reduce((sum, address) => sum + address.keys.filter(({ assumed }) => assumed).length, 0);
  terminal.data(
    [
      `Written: ${options.out}, with assumptions for ${counted(keys, 'key')} of ${counted(draft.addresses.length, 'type')}.`,
      `${usd(draft.before.totals.expected)} USD a month are fixed; with these amounts at least ${usd(draft.after.totals.expected)} are expected.`,
      'The largest parts:',
      ...draft.addresses.slice(0, 5).map(({ address, costUsd }) => `  ${address} ${usd(costUsd)}`),
      `Next: correct the amounts, then run ${command}`,
    ].join('\n'),
  );
  return EXIT.ok;
}
