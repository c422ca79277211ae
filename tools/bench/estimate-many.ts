// Prices every template of a folder with the library itself and prints how many resources and how much processor time, the
// collector's included: estimate-many.ts FOLDER. The library is bundled first, once, as the command line is.
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { costModel } from '../cost-model';

const [folder = ''] = process.argv.slice(2);
const { builtInPrices, estimate, readTemplateFile } = costModel(folder);

const files = readdirSync(folder).filter((name) => /^t\d+\.template\.json$/.test(name));
builtInPrices();
let resources = 0;
let microseconds = 0;
for (const name of files) {
  const read = readTemplateFile(join(folder, name));
  if ('problems' in read) throw new Error(`${name} is no template`);
  const before = process.cpuUsage();
  resources += estimate([read.template], { region: 'us-east-2' }).verdicts.length;
  const { user, system } = process.cpuUsage(before);
  microseconds += user + system;
}
if (resources < files.length * 500) throw new Error(`only ${resources} verdicts`);
console.log(JSON.stringify({ resources, ms: microseconds / 1000 }));
