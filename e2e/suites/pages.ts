// Every page that Careplane writes, in Chromium: as a reader with a telephone, in the dark, without a mouse, or with a printer.
import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { writePlatform } from '../../tools/bench/platforms';
import { left, report, suite } from '../harness';
import { careplane, run } from '../machine';
import { brokenPage, BREAKS } from '../pages/broken-pages';
import { openBrowser, VIEWS, withPage } from '../pages/browser';
import type { View } from '../pages/browser';
import {
  amountsAreVisible,
  asksForNothing,
  boxesAreNamed,
  cellsHoldTheirText,
  isAccessible,
  isNotWide,
  keyboardReachesAll,
  linksLead,
  printsNothing,
  sheetsOf,
  showsAsText,
} from '../pages/checks';
import type { PageCheck } from '../pages/checks';
import { makePages } from '../pages/make-pages';
import type { MadePage } from '../pages/make-pages';

/** The estimate of medmo was printed on 40 sheets once. */
const MOST_SHEETS = 12;
const MOST_BYTES = 5_000_000;
const SERVICES = 100;
/** Each presses the Tab key through the page: once on a telephone and once on a wide screen are enough. */
const WITH_KEYBOARD: readonly View[] = VIEWS.filter(({ width, colours }) => width !== 768 && colours === 'light');

const ALWAYS: readonly PageCheck[] = [
  printsNothing,
  asksForNothing,
  linksLead,
  isAccessible,
  isNotWide,
  amountsAreVisible,
  cellsHoldTheirText,
  boxesAreNamed,
];

interface Fixture {
  readonly scratch: string;
  readonly browser: Browser;
  pages?: readonly MadePage[];
}

suite<Fixture>('pages', {
  async setUp(scratch) {
    const browser = await openBrowser();
    return browser === undefined ? undefined : { scratch, browser };
  },
  tearDown: ({ browser }) => browser.close(),
  tests: {
    'the commands write their pages': (fixture) => {
      fixture.pages = makePages(fixture.scratch);
    },
    'every page, in every view': everyPage,
    'hostile texts are texts': hostileTexts,
    'every check finds a broken page': brokenPages,
    'the estimate on paper': onPaper,
    'a hundred services': hundredServices,
  },
});

async function everyPage({ browser, pages }: Fixture): Promise<void> {
  for (const { name, file } of left(pages, 'the pages')) {
    for (const view of VIEWS) {
      const checks = WITH_KEYBOARD.includes(view) ? [...ALWAYS, keyboardReachesAll] : ALWAYS;
      const wrong = await withPage(browser, file, view, async (opened) => {
        const found: string[] = [];
        for (const check of checks) found.push(...(await check(opened)));
        return found;
      });
      report(
        `${name} at ${view.width} px, ${view.colours}: ${checks.length} checks`,
        wrong.length === 0,
        wrong.join('\n'),
      );
    }
  }
}

async function hostileTexts({ browser, pages }: Fixture): Promise<void> {
  for (const { name, file, hostile } of left(pages, 'the pages')) {
    for (const text of hostile) {
      const wrong = await withPage(browser, file, { width: 390, colours: 'light' }, (opened) =>
        Promise.resolve(showsAsText(text)(opened)),
      );
      report(`${name} shows a hostile text as text`, wrong.length === 0, wrong.join('\n'));
    }
    const page = readFileSync(file, 'utf8');
    report(`${name} has no script and follows no address that runs one`, !/<script|javascript:/i.test(page), '');
  }
}

async function brokenPages({ browser, pages, scratch }: Fixture): Promise<void> {
  const page = left(
    left(pages, 'the pages').find(({ name }) => name === 'hostile-estimate'),
    'the page of the estimate',
  );
  const text = readFileSync(page.file, 'utf8');
  const file = join(scratch, 'broken.html');
  for (const each of BREAKS) {
    writeFileSync(file, brokenPage(text, each));
    const wrong = await withPage(browser, file, each.view, (opened) => Promise.resolve(each.check(opened)));
    report(`found: ${each.name}`, wrong.length > 0, '');
  }
}

async function onPaper({ browser, pages, scratch }: Fixture): Promise<void> {
  const page = left(
    left(pages, 'the pages').find(({ name }) => name === 'estimate'),
    'the page of the estimate',
  );
  const view: View = { width: 1280, colours: 'light' };
  const sheets = await withPage(browser, page.file, view, sheetsOf);
  report(
    `the estimate of medmo prints on ${sheets} sheets of A4, at most ${MOST_SHEETS}`,
    sheets > 1 && sheets <= MOST_SHEETS,
    sheets,
  );
  // Every fold open, as it was printed once: the count must be able to exceed the limit.
  const open = join(scratch, 'open.html');
  writeFileSync(open, readFileSync(page.file, 'utf8').replaceAll('<details', '<details open').repeat(2));
  const more = await withPage(browser, open, view, sheetsOf);
  report(`found: twice the page with every fold open, on ${more} sheets`, more > MOST_SHEETS, more);
}

async function hundredServices({ browser, scratch }: Fixture): Promise<void> {
  const folder = join(scratch, 'many');
  writePlatform(folder, SERVICES);
  const plan = join(scratch, 'many-plan.html');
  const planned = run(process.execPath, [careplane, 'plan', folder, '--out', plan]);
  const out = join(scratch, 'many-handover');
  const handed = run(process.execPath, [careplane, 'handover', folder, '--out', out]);
  for (const [name, file, ran] of [
    ['plan', plan, planned],
    ['dossier', join(out, 'dossier.html'), handed],
  ] as const) {
    const bytes = statSync(file, { throwIfNoEntry: false })?.size;
    report(
      `the ${name} of ${SERVICES} services has ${bytes} bytes`,
      bytes !== undefined && bytes < MOST_BYTES,
      ran.stderr,
    );
    if (bytes === undefined) continue;
    const wrong = await withPage(browser, file, { width: 390, colours: 'light' }, async (opened) => [
      ...(await printsNothing(opened)),
      ...(await linksLead(opened)),
      ...(await isNotWide(opened)),
    ]);
    report(`the ${name} of ${SERVICES} services opens`, wrong.length === 0, wrong.join('\n'));
  }
}
