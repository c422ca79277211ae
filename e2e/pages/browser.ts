// Chromium of the machine, and a page of ours in it: what it says, what it asks for.
import { pathToFileURL } from 'node:url';
import { chromium } from 'playwright-core';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { run } from '../machine';
import { debianPackage } from '../scan/parts';

/** How a reader looks at a page. */
export interface View {
  /** Of the window, in pixels. */
  readonly width: number;
  readonly colours: 'light' | 'dark';
}

export const VIEWS: readonly View[] = [
  { width: 390, colours: 'light' },
  { width: 390, colours: 'dark' },
  { width: 768, colours: 'light' },
  { width: 1280, colours: 'light' },
  { width: 1280, colours: 'dark' },
];

/** A page that was opened: what its console printed, and the addresses that it asked for besides its own. */
export interface Opened {
  readonly page: Page;
  readonly printed: readonly string[];
  readonly requests: readonly string[];
}

/** Chromium without a window; undefined where it could not be had: it is named then. */
export async function openBrowser(): Promise<Browser | undefined> {
  if (debianPackage('chromium') === undefined) return undefined;
  const executablePath = run('sh', ['-c', 'command -v chromium']).stdout.trim();
  // Chromium refuses its sandbox to root. What it opens are pages of this repository.
  const args = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  return chromium.launch({ executablePath, args });
}

/** Open a file, do something with it, and close it. */
export async function withPage<T>(
  browser: Browser,
  file: string,
  { width, colours }: View,
  work: (opened: Opened) => Promise<T>,
): Promise<T> {
  const context: BrowserContext = await browser.newContext({ viewport: { width, height: 900 }, colorScheme: colours });
  try {
    const page = await context.newPage();
    const printed: string[] = [];
    const requests: string[] = [];
    const own = pathToFileURL(file).href;
    page.on('console', (message) => printed.push(message.text()));
    page.on('pageerror', (error) => printed.push(String(error)));
    page.on('request', (request) => {
      if (request.url() !== own) requests.push(request.url());
    });
    await page.goto(own);
    return await work({ page, printed, requests });
  } finally {
    await context.close();
  }
}
