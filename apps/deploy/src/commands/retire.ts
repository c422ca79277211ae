import { EXIT } from '@careplane/command-line';
import type { Exit, Terminal } from '@careplane/command-line';
import { parameterStore } from '@careplane/deployment/aws';
import { sourcesOf } from '@careplane/deployment/ledger';
import {
  outcomeAsData,
  renderOutcome,
  renderRetirement,
  retireAgain,
  retireUnits,
  settingsOf,
} from '@careplane/deployment/retire';
import type { RetireOptions } from '@careplane/deployment/retire';
import { loadTarget } from '@careplane/platform/target';

/**
 * Retire units and environments that no file names any more. Without --run nothing is changed.
 *
 * @returns 0 if it was printed or done; 1 if something forbids it or the answer was no
 */
export async function retire(
  directory: string,
  names: readonly string[],
  options: RetireOptions,
  terminal: Terminal,
): Promise<Exit> {
  const { model } = loadTarget(directory, {});
  const again = retireAgain(directory, names, options);
  const { revision } = sourcesOf(directory);
  const settings = settingsOf({ model, directory, names, revision, again, ssm: parameterStore(model.region) }, options);
  const json = options.json === true;
  const outcome = await retireUnits(settings, {
    talk: (text) => terminal.talk(text),
    progress: (text) => terminal.progress(text),
    plan: (plan) => {
      const shown = renderRetirement(plan, settings.decisions);
      // A person who is asked must see it, also where standard output is for a program.
      if (!json) terminal.data(shown);
      else if (options.run === true && options.yes === undefined) terminal.talk(shown);
    },
  });
  const { data, talk } = renderOutcome(outcome, again);
  if (json) terminal.data(JSON.stringify(outcomeAsData(model.name, outcome), null, 2));
  else if (data !== '') terminal.data(data);
  if (talk !== '') terminal.talk(talk);
  return outcome.kind === 'refused' ? EXIT.no : EXIT.ok;
}
