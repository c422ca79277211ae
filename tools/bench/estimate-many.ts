'use strict';
// Prices every template of a folder with the library itself and prints how many resources and how much processor time, the
// collector's included: node estimate-many.cjs FOLDER. The library is bundled first, once, as the command line is.
const { readdirSync } = require('node:fs');
const { join } = require('node:path');
const { costModel } = require('../cost-model.cjs');

const [folder] = process.argv.slice(2);
const { builtInPrices, estimate, readTemplateFile } = costModel(folder);

const files = readdirSync(folder).filter((name) => /^t\d+\.template\.json$/.test(name));
builtInPrices();
let resources = 0;
let microseconds = 0;
for (const name of files) {
  const { template } = readTemplateFile(join(folder, name));
  const before = process.cpuUsage();
  resources += estimate([template], { region: 'us-east-2' }).verdicts.length;
  const { user, system } = process.cpuUsage(before);
  microseconds += user + system;
}
if (resources < files.length * 500) throw new Error(`only ${resources} verdicts`);
console.log(JSON.stringify({ resources, ms: microseconds / 1000 }));
