// Preloaded into a process that is measured: the most memory it ever held, in KiB, goes into a file.
import { writeFileSync } from 'node:fs';

process.on('exit', () => writeFileSync(process.env['BENCH_PEAK_FILE'] ?? '', String(process.resourceUsage().maxRSS)));
