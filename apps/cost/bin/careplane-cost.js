#!/usr/bin/env node
'use strict';
// The bundle is made when the packages are installed. A source checkout installed with --ignore-scripts has none.
const { existsSync } = require('node:fs');
const { join } = require('node:path');

const bundle = join(__dirname, '..', 'dist', 'main.js');
if (existsSync(bundle)) {
  require(bundle);
} else {
  process.stderr.write(
    'careplane-cost: not built yet. Run "npm run bundle" in the folder of the repository, then try again.\n',
  );
  process.exitCode = 3;
}
