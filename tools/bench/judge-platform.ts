// Synthesizes a platform and asks the judges that are part of the toolkit, as `careplane handover` does. Their verdicts go into a file.
import { writeFileSync } from 'node:fs';
import { synthesizeUnits } from '@careplane/assessment/evidence';
import { askBuiltInJudges } from '@careplane/assessment/judges';
import { mergeVerdicts } from '@careplane/compliance';
import { loadTarget } from '@careplane/platform/target';

const [platform = '', assemblies = '', file = ''] = process.argv.slice(2);

async function judge(): Promise<void> {
  const { model } = loadTarget(platform, {});
  const units = synthesizeUnits(model, {}, assemblies, () => undefined);
  const made = units.map((unit) => unit.made);
  writeFileSync(file, JSON.stringify(mergeVerdicts(await askBuiltInJudges(model, made))));
}

void judge();
