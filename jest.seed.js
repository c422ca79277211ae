// CI's verdict belongs to the commit: property tests draw the same cases there every time. Elsewhere they draw new ones at
// each run, and a failure prints its seed.
const fc = require('fast-check');

fc.configureGlobal({ ...fc.readConfigureGlobal(), seed: 20261125 });
