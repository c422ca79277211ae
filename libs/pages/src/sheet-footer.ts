import type { PageFact } from './page';

/** Facts that say which page a sheet of paper belongs to. */
const ON_EVERY_SHEET = ['Commit', 'Digest', 'Date', 'Careplane'];

/** What stands at the foot of every printed sheet: a sheet that was torn off still says what it belongs to. */
export function sheetFooter(title: string, facts: readonly PageFact[]): string {
  const shown = facts.filter(([name]) => ON_EVERY_SHEET.includes(name)).map(([name, value]) => `${name} ${value}`);
  return `@page{@bottom-left{content:"${cssText([title, ...shown].join(' · '))}";font:7pt sans-serif;color:#333}}\n`;
}

/** Text inside of a CSS string: every character that could end the string or the style is written as its number. */
function cssText(text: string): string {
  return [...text]
    .map((character) => (/[\w .,:-]/.test(character) ? character : `\\${character.codePointAt(0)?.toString(16)} `))
    .join('');
}
