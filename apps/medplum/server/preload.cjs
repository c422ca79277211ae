'use strict';
// Node loads this file before Medplum's server. The settings go to /tmp, which is memory: no password reaches a disk.
const { writeFileSync } = require('node:fs');
const { signInWithTokens } = require('./database-token.cjs');
const { settingsFrom } = require('./settings.cjs');

writeFileSync('/tmp/medplum.config.json', JSON.stringify(settingsFrom(process.env)), { mode: 0o600 });
signInWithTokens(require(require.resolve('pg', { paths: ['/usr/src/medplum/packages/server'] })), process.env);
