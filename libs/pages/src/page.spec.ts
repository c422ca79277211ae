import type { Block } from './block';
import { figures, folded, paragraph, tableOf, toChapter } from './block';
import type { Diagram } from './diagram';
import { originFacts } from './origin';
import { pageHtml } from './page';
import type { PageOptions } from './page';
import { similarCell, similarItems } from './table';

const EVIL = '"></style><script>alert(1)</script>';
const LAYOUT = { width: 10, height: 10, nodes: [{ name: EVIL, x: 0, y: 0, width: 5, height: 5 }], edges: [] };
const DIAGRAM: Diagram = { title: EVIL, description: EVIL, nodes: [], edges: [] };

/** One of every kind of block, with a hostile text in each. */
const EVERY: readonly Block[] = [
  paragraph(EVIL, { code: EVIL }, { strong: EVIL }, { link: EVIL, url: 'javascript:alert(1)' }),
  { kind: 'heading', text: EVIL },
  { kind: 'list', items: [EVIL], ordered: true },
  { kind: 'checklist', items: [EVIL] },
  tableOf(EVIL, [EVIL], [[similarCell([EVIL, EVIL], EVIL)]]),
  { kind: 'commands', lines: [EVIL] },
  { kind: 'diagram', diagram: DIAGRAM },
  { kind: 'bars', caption: EVIL, bars: [{ label: EVIL, value: 1, shown: EVIL, range: [1, 2] }] },
  { kind: 'steps', steps: [{ text: EVIL, commands: [EVIL], answers: [{ answer: EVIL, steps: [{ text: EVIL }] }] }] },
  figures({ value: EVIL, label: EVIL, tone: 'bad' }),
  { kind: 'answer', tone: 'good', text: EVIL },
  folded(EVIL, paragraph(EVIL)),
];

function pageOf(blocks: readonly Block[], more: Partial<PageOptions> = {}): string {
  return pageHtml({
    title: 'Plan',
    facts: [['Commit', 'abc']],
    chapters: [{ id: 'one', title: 'One', blocks }],
    ...more,
  });
}

describe('the page', () => {
  const page = pageOf(EVERY, {
    title: EVIL,
    facts: originFacts([[EVIL, EVIL]], { revision: EVIL, account: EVIL, day: EVIL, toolkitVersion: EVIL }),
    pictures: new Map([[DIAGRAM, { wide: LAYOUT, tall: LAYOUT }]]),
    toSign: true,
  });

  it('shows hostile text as text, in every kind of block, in the facts and in the style', () => {
    expect(page).not.toContain('<script');
    expect(page.match(/<\/style>/g)).toHaveLength(1);
    expect(page).not.toContain('javascript:');
  });

  it('loads nothing and runs nothing', () => {
    expect(page).not.toMatch(
      /<(?:script|link|img|iframe|object|embed|form|base|use|image)\b|\bsrc=|<[^>]*\son\w+=|url\(|@import|style="/i,
    );
    expect(page).toContain("default-src 'none'; style-src 'sha256-");
  });

  it('has each id once, and an element for every link and label', () => {
    const ids = [...page.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id);
    const wanted = [...page.matchAll(/(?:href="#|aria-labelledby=")([^"]+)"/g)].flatMap(([, id = '']) => id.split(' '));
    expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([]);
    expect(wanted.filter((id) => !ids.includes(id))).toEqual([]);
  });

  it('closes every element', () => {
    const open: string[] = [];
    for (const [, end, name = ''] of page.matchAll(/<(\/?)([a-z][a-z0-9]*)\b[^>]*?>/g)) {
      if (['meta', 'br', 'wbr', 'rect', 'path'].includes(name)) continue;
      if (end === '/') expect(open.pop()).toBe(name);
      else open.push(name);
    }
    expect(open).toEqual([]);
  });

  it('has contents, and the facts in one order', () => {
    expect(pageOf([])).toContain('<li><a href="#one">One</a></li>');
    const facts = originFacts([['Platform', 'medmo']], { day: '2026-11-29', toolkitVersion: '1.0.0' });
    expect(facts.map(([name, value]) => `${name}: ${value}`)).toEqual([
      'Platform: medmo',
      'Account: not named',
      'Commit: not from a commit',
      'Date: 2026-11-29',
      'Careplane: 1.0.0',
    ]);
  });

  it('to sign has lines for two people, and repeats what is signed on every sheet', () => {
    expect(pageOf([])).not.toContain('id="signature"');
    const signed = pageOf([], { toSign: true, facts: [['Commit', 'abc']] });
    expect(signed).toContain('<p>Plan. Commit: abc.</p>');
    expect(signed).toContain('accepted by');
    expect(signed).toContain('@bottom-left{content:"Plan \\b7  Commit abc"');
  });

  it('refuses a diagram that was not laid out', () => {
    expect(() => pageOf([{ kind: 'diagram', diagram: DIAGRAM }])).toThrow('was not laid out');
  });
});

describe('a table', () => {
  it('scrolls in a box that the keyboard reaches and a screen reader names', () => {
    expect(pageOf([tableOf('Stacks', ['stack'], [['a']])])).toMatch(
      /<div class="scroll" role="group" tabindex="0" aria-labelledby="one-0"><table>\s*<caption id="one-0"><span>Stacks</,
    );
  });

  it('has amounts in a column that stays in view', () => {
    const table = tableOf('Stacks', ['stack', { name: 'USD', kind: 'amount' }], [['a', '12.00']]);
    expect(pageOf([table])).toContain('<td class="amount">12.00</td>');
  });

  it('has room for sentences, which are not squeezed to a word a line; the first column names the row', () => {
    const sentence = 'One request in twenty took longer than two seconds.';
    const page = pageOf([tableOf('x', ['alarm', 'fires when', 'stack'], [[sentence, sentence, { code: sentence }]])]);
    expect(page.match(/class="sentences"/g)).toHaveLength(2);
    expect(page).toContain(`<td class="sentences">${sentence}</td>`);
    expect(page).toContain('<th scope="col" class="sentences">fires when</th>');
  });

  it('breaks names of types after their colons', () => {
    expect(pageOf([tableOf('x', ['x'], [['AWS::EC2::VPC']])])).toContain('AWS::<wbr>EC2::<wbr>VPC');
  });

  it('folds similar items, and breaks paths after a slash, but no address', () => {
    const cell = similarCell(['a/b', 'c/d', 'e/f'], 'type');
    const page = pageOf([tableOf('x', ['x'], [[cell], [[{ link: 'h', url: 'https://a.example/b/c' }]]])]);
    expect(page).toContain('a/<wbr>b<div class="note">type</div><details><summary>and 2 similar</summary>');
    expect(page).toContain('<li>c/<wbr>d</li><li>e/<wbr>f</li>');
    expect(page).toContain('href="https://a.example/b/c"');
  });

  it('is a sentence without rows', () =>
    expect(pageOf([tableOf('Jobs', ['job'], [])])).toContain('<p>Jobs: None.</p>'));

  it('groups items by their key, in the order of the first', () => {
    expect(similarItems([3, 1, 5, 2], (number) => String(number % 2))).toEqual([[3, 1, 5], [2]]);
  });
});

it('a link to a heading leads to it', () => {
  const page = pageOf([{ kind: 'heading', text: 'By kind' }, paragraph(toChapter('see', 'one', 'By kind'))]);
  expect(page).toContain('<h3 id="one--by-kind">');
  expect(page).toContain('<a href="#one--by-kind">see</a>');
});
