import type { OpenReport } from './report';

/**
 * The whole report as JSON, for programs, and as the baseline of a later scan. Findings keep the scan's order, one a
 * line, so that two reports can be compared with the usual tools.
 */
export const openJson: OpenReport = (verdict, write) => {
  write(`{\n  "version": 1,\n  "verdict": ${JSON.stringify(verdict)},\n  "findings": [\n`);
  let separator = '';
  return {
    add(decided) {
      write(`${separator}    ${JSON.stringify(decided)}`);
      separator = ',\n';
    },
    end: () => write('\n  ]\n}\n'),
  };
};
