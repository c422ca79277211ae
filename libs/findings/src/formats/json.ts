import type { Render } from './report';

/**
 * The whole report as JSON, for programs, and as the baseline of a later scan. Findings keep the scan's order, one a
 * line, so that two reports can be compared with the usual tools.
 */
export const renderJson: Render = ({ verdict, findings }) => {
  const lines = Array.from(findings, (decided) => `    ${JSON.stringify(decided)}`);
  return `{\n  "version": 1,\n  "verdict": ${JSON.stringify(verdict)},\n  "findings": [\n${lines.join(',\n')}\n  ]\n}\n`;
};
