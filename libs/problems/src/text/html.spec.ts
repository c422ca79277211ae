import { escapeHtml } from './html';

test.each([
  [`<a href="x" title='y'>`, '&lt;a href=&quot;x&quot; title=&#39;y&#39;&gt;'],
  ['&lt; is not <', '&amp;lt; is not &lt;'],
  ['plain', 'plain'],
])('%s is nothing but text', (text, html) => {
  expect(escapeHtml(text)).toBe(html);
});
