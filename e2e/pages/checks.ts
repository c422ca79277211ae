// What must hold of every page. Each check gives what is wrong, in words; nothing if all is well.
import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import type { Opened } from './browser';

export type PageCheck = (opened: Opened) => Promise<string[]> | string[];

const AXE = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');

interface AxeViolation {
  readonly id: string;
  readonly nodes: readonly { readonly html: string; readonly failureSummary?: string }[];
}

/** The console of the browser has no message. */
export const printsNothing: PageCheck = ({ printed }) => printed.map((text) => `the console has: ${text}`);

/** No request leaves the file. */
export const asksForNothing: PageCheck = ({ requests }) => requests.map((address) => `it asks for ${address}`);

/** Every link inside of the page leads to an element of it. */
export const linksLead: PageCheck = async ({ page }) => {
  const dead = await evaluate<string[]>(
    page,
    `[...document.querySelectorAll('a[href^="#"]')].map((a) => a.getAttribute('href')).filter((id) => document.getElementById(decodeURIComponent(id.slice(1))) === null)`,
  );
  return dead.map((link) => `${link} leads nowhere`);
};

/** axe-core finds no violation of its rules. */
export const isAccessible: PageCheck = async ({ page }) => {
  await page.evaluate(AXE);
  const violations = await evaluate<AxeViolation[]>(page, 'axe.run(document).then(({ violations }) => violations)');
  return violations.map(
    ({ id, nodes }) =>
      `axe ${id}, ${nodes.length} times: ${nodes[0]?.html.slice(0, 200)} ${nodes[0]?.failureSummary ?? ''}`,
  );
};

/** The page itself does not scroll sideways: wide things scroll in boxes of their own. */
export const isNotWide: PageCheck = async ({ page }) => {
  const [width = 0, room = 0] = await evaluate<number[]>(page, '[document.documentElement.scrollWidth, innerWidth]');
  return width <= room ? [] : [`the page is ${width} px wide in a window of ${room} px`];
};

/** No text of a table covers the column beside it. */
export const cellsHoldTheirText: PageCheck = ({ page }) =>
  evaluate<string[]>(
    page,
    `[...document.querySelectorAll('th, td')]
      .filter((cell) => cell.clientWidth > 0 && cell.scrollWidth > cell.clientWidth + 1)
      .map((cell) => 'wider than its column: ' + cell.textContent.trim().slice(0, 80))`,
  );

/** Amounts are in the window without scrolling their table. */
export const amountsAreVisible: PageCheck = ({ page }) =>
  evaluate<string[]>(
    page,
    `[...document.querySelectorAll('td.amount')].filter((cell) => {
      const { left, right, width } = cell.getBoundingClientRect();
      return width > 0 && (left < 0 || right > innerWidth);
    }).map((cell) => 'outside of the window: ' + cell.closest('tr').textContent.trim().slice(0, 80))`,
  );

/**
 * Boxes that scroll have a place in the order of the Tab key and a name. Chromium gives them a place of its own accord; other browsers
 * do not, so the attributes are looked at.
 */
export const boxesAreNamed: PageCheck = ({ page }) =>
  evaluate<string[]>(
    page,
    `[...document.querySelectorAll('body *')].filter((each) => {
      const { overflowX, overflowY } = getComputedStyle(each);
      const can = (overflow) => overflow === 'auto' || overflow === 'scroll';
      return (can(overflowX) && each.scrollWidth > each.clientWidth) || (can(overflowY) && each.scrollHeight > each.clientHeight);
    }).flatMap((each) => [
      ...(each.matches('[tabindex="0"]') || each.querySelector('a[href]') !== null ? [] : ['only a mouse scrolls ' + each.outerHTML.slice(0, 120)]),
      ...(each.matches('pre, [aria-label], [aria-labelledby]') ? [] : ['without a name: ' + each.outerHTML.slice(0, 120)]),
    ])`,
  );

/** Everything that can be used is reached by the keyboard. The Tab key is pressed for it. */
export const keyboardReachesAll: PageCheck = async ({ page }) => {
  const count = await evaluate<number>(
    page,
    `(() => {
      const all = [...document.querySelectorAll('a[href], summary, [tabindex="0"]')];
      window.wanted = new Set(all.filter((each) => each.checkVisibility()));
      return window.wanted.size;
    })()`,
  );
  // One more for the end of the page, where the browser’s own controls would follow.
  for (let presses = 0; presses <= count; presses += 1) {
    await page.keyboard.press('Tab');
    await page.evaluate('window.wanted.delete(document.activeElement)');
  }
  return evaluate<string[]>(
    page,
    `[...window.wanted].map((each) => 'the keyboard does not reach ' + each.outerHTML.slice(0, 120))`,
  );
};

/** A text that would change the title if it ran stands there as text. */
export function showsAsText(text: string): PageCheck {
  return async ({ page }) => {
    const { shown, scripts, title } = await evaluate<{ shown: boolean; scripts: number; title: string }>(
      page,
      `({ shown: document.body.textContent.includes(${JSON.stringify(text)}), scripts: document.scripts.length, title: document.title })`,
    );
    return [
      ...(shown ? [] : [`${text} is not there as text`]),
      ...(scripts === 0 ? [] : [`${scripts} script elements`]),
      ...(title === HOSTILE_TITLE ? ['the hostile text ran'] : []),
    ];
  };
}

/** What the hostile texts make the title of a page in which they run. */
export const HOSTILE_TITLE = 'ran';

/** How many sheets of A4 a page prints on. */
export async function sheetsOf({ page }: Opened): Promise<number> {
  const pdf = await page.pdf({ preferCSSPageSize: true });
  return pdf.toString('latin1').match(/\/Type\s*\/Page\b/g)?.length ?? 0;
}

/** Run an expression in the page. It is text, because it belongs to the browser’s types and not to those of Node. */
async function evaluate<T>(page: Page, expression: string): Promise<T> {
  return (await page.evaluate(expression)) as T;
}
