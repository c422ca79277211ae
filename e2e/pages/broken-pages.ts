// Every check has to find what it is for: pages that are broken in one way each.
import { HOSTILE } from './make-pages';
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
  showsAsText,
} from './checks';
import type { PageCheck } from './checks';
import type { View } from './browser';

/** A way to break a page, and the check that must find it. */
export interface Break {
  readonly name: string;
  readonly check: PageCheck;
  readonly view: View;
  /** Leave the content security policy in the page. @default false */
  readonly keepsPolicy?: boolean;
  readonly from: string | RegExp;
  readonly to: string;
}

const PHONE: View = { width: 390, colours: 'light' };
const DARK: View = { width: 1280, colours: 'dark' };

/** They break the page of the hostile estimate. */
export const BREAKS: readonly Break[] = [
  {
    name: 'a script that the policy stops',
    check: printsNothing,
    view: PHONE,
    keepsPolicy: true,
    from: '</main>',
    to: '<script>1</script></main>',
  },
  {
    name: 'a picture from elsewhere',
    check: asksForNothing,
    view: PHONE,
    from: '</main>',
    to: '<img alt="x" src="http://127.0.0.1:9/x.png"></main>',
  },
  { name: 'a link to nowhere', check: linksLead, view: PHONE, from: 'href="#charges"', to: 'href="#nowhere"' },
  { name: 'pale text', check: isAccessible, view: PHONE, from: '--soft:#57606a', to: '--soft:#c8ccd0' },
  {
    name: 'pale text in the dark alone',
    check: isAccessible,
    view: DARK,
    from: '--soft:#a3adb8',
    to: '--soft:#3a434d',
  },
  {
    name: 'a table without a name',
    check: isAccessible,
    view: PHONE,
    from: /<th scope="col"[^>]*>charge</,
    to: '<th scope="col"><',
  },
  {
    name: 'something wide',
    check: isNotWide,
    view: PHONE,
    from: '<main',
    to: '<p class="wide-text">x</p><style>.wide-text{width:900px}</style><main',
  },
  { name: 'amounts that scroll away', check: amountsAreVisible, view: PHONE, from: /position:sticky;right:0/g, to: '' },
  {
    name: 'a name that covers the next column',
    check: cellsHoldTheirText,
    view: PHONE,
    from: '</main>',
    to: `<style>tbody th code{white-space:nowrap}</style><table><tbody><tr><th scope="row"><code>${'name-of-an-alarm-'.repeat(8)}</code></th><td>x</td></tr></tbody></table></main>`,
  },
  {
    name: 'tables that only a mouse scrolls',
    check: boxesAreNamed,
    view: PHONE,
    from: /(class="scroll" role="group") tabindex="0"/g,
    to: '$1',
  },
  {
    name: 'tables without a name',
    check: boxesAreNamed,
    view: PHONE,
    from: /(class="scroll" role="group" tabindex="0") aria-labelledby="[^"]*"/g,
    to: '$1',
  },
  {
    name: 'links that the keyboard skips',
    check: keyboardReachesAll,
    view: DARK,
    from: 'href="#charges"',
    to: 'href="#charges" tabindex="-1"',
  },
  {
    name: 'a text that runs',
    check: showsAsText(HOSTILE),
    view: PHONE,
    from: /&lt;script&gt;(.*?)&lt;\/script&gt;/g,
    to: "<script>document.title='ran'</script>",
  },
];

/** The page with one thing broken. The policy goes with it, because it would keep most breaks from having an effect. */
export function brokenPage(page: string, { from, to, keepsPolicy = false }: Break): string {
  const broken = page.replace(from, to);
  if (broken === page) throw new Error(`the page has no ${String(from)} that could be broken`);
  return keepsPolicy ? broken : broken.replace(/<meta http-equiv="Content-Security-Policy"[^>]*>/, '');
}
