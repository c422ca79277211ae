import { answer, chosenFormat, EXIT, ToolFailed } from '@careplane/command-line';
import type { Exit, Terminal } from '@careplane/command-line';
import { Clients, parameterStore, requireAccount } from '@careplane/deployment/aws';
import { driftsOf, isInSync, recordedStacks, renderDrift } from '@careplane/deployment/drift';
import { readParameters } from '@careplane/deployment/ledger';
import { driftAsVerdicts, sarifOf } from '@careplane/assessment/judges';
import { loadTarget } from '@careplane/platform/target';
import type { TargetOptions } from '@careplane/platform/target';

export interface DriftOptions extends TargetOptions {
  /** Begin no detection. */
  readonly last?: boolean;
  readonly format?: (typeof FORMATS)[number];
  readonly out?: string;
  readonly json?: boolean;
  readonly sarif?: boolean;
}

const FORMATS = ['table', 'json', 'sarif'] as const;

/** Show what was changed by hand since the last deploy. What could not be compared is not a pass. */
export async function drift(directory: string, options: DriftOptions, terminal: Terminal): Promise<Exit> {
  const format = chosenFormat(options, FORMATS, terminal);
  const target = loadTarget(directory, options);
  const { model } = target;
  const ssm = parameterStore(model.region);
  const clients = new Clients({ model, purpose: 'look', directory }, ssm);
  await requireAccount(model, clients);
  const { stacks, unnamed } = recordedStacks(target, (await readParameters(ssm, model.name)).ledger);
  for (const unit of unnamed)
    terminal.talk(
      `warning: the record of ${unit} does not name its stacks, because an older Careplane wrote it. The next deploy adds them.`,
    );
  const progress = (text: string) => terminal.progress(text);
  const found = await driftsOf(stacks, clients, { model, last: options.last === true, progress });
  const clean = unnamed.length === 0 && found.every(isInSync);
  const texts: Readonly<Record<typeof format, () => string>> = {
    table: () => (found.length === 0 ? 'Nothing is deployed.' : renderDrift(found, new Date())),
    json: () => JSON.stringify({ platform: model.name, clean, stacks: found }, null, 2),
    sarif: () => sarifOf(model, driftAsVerdicts(found), new Date()),
  };
  answer(texts[format](), options.out, terminal);
  if (clean) return EXIT.ok;
  if (found.some(({ verdict }) => verdict === 'drifted')) return EXIT.no;
  throw new ToolFailed('The drift of some stacks is not known: see above. What is not compared is not a pass.');
}
