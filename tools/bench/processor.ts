// Preloaded into a process that is measured: writes how long it kept processors busy, in milliseconds, when it ends. Other
// work on the machine lengthens the time on the clock, but not this one.
import { writeFileSync } from 'node:fs';

process.on('exit', () => {
  const { user, system } = process.cpuUsage();
  writeFileSync(process.env['BENCH_PROCESSOR_FILE'] ?? '', String((user + system) / 1000));
});
