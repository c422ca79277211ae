/** Style of the page: system fonts, light and dark by the reader's setting, paper in black on white. */
export const STYLE = `
:root { color-scheme: light dark; --text: #1c2430; --dim: #566273; --page: #ffffff; --line: #d8dee6; --bar: #2563a8;
  --range: #b4540a; --soft: #f4f6f9; }
@media (prefers-color-scheme: dark) {
  :root { --text: #e6eaf0; --dim: #a3afbf; --page: #12161c; --line: #323b47; --bar: #6aa9ee; --range: #f0a35c; --soft: #1b212a; }
}
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 1040px; padding: 2rem 1.25rem 4rem; background: var(--page); color: var(--text);
  font: 16px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, sans-serif; }
h1 { font-size: 1.1rem; font-weight: 600; margin: 0; color: var(--dim); }
h2 { font-size: 1.15rem; margin: 2.5rem 0 .75rem; }
.total { font-size: 2.6rem; font-weight: 650; line-height: 1.15; margin: .25rem 0 0; font-variant-numeric: tabular-nums; }
.total small { font-size: 1.05rem; font-weight: 400; color: var(--dim); white-space: nowrap; }
.facts { color: var(--dim); margin: .5rem 0 0; }
svg { width: 100%; min-width: 600px; height: auto; display: block; }
svg text { fill: var(--text); font-size: 13px; font-variant-numeric: tabular-nums; }
svg .name, svg .amount { text-anchor: end; }
svg .bar { fill: var(--bar); }
svg .range { stroke: var(--range); stroke-width: 2; fill: none; }
.legend { color: var(--dim); font-size: .85rem; margin: .25rem 0 0; }
.scroll { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; min-width: 560px; font-size: .875rem; }
th, td { text-align: left; vertical-align: top; padding: .4rem .75rem .4rem 0; border-bottom: 1px solid var(--line);
  overflow-wrap: anywhere; }
th { color: var(--dim); font-weight: 600; white-space: nowrap; }
td.number, th.number { text-align: right; white-space: nowrap; font-variant-numeric: tabular-nums; }
tfoot td { font-weight: 650; border-bottom: 0; }
.dim { color: var(--dim); }
details { border: 1px solid var(--line); border-radius: 6px; margin: .5rem 0; padding: 0 1rem; background: var(--soft); }
summary { cursor: pointer; padding: .6rem 0; font-weight: 600; display: flex; justify-content: space-between; gap: 1rem; }
summary::before { content: "▸"; margin-right: -.5rem; color: var(--dim); }
details[open] summary::before { content: "▾"; }
summary span:first-child { flex: 1; }
summary:focus-visible { outline: 2px solid var(--bar); outline-offset: 2px; }
@media print {
  :root { --text: #000; --dim: #333; --page: #fff; --line: #999; --bar: #444; --range: #000; --soft: #fff; }
  body { max-width: none; padding: 0; font-size: 11pt; }
  table, svg { min-width: 0; } .scroll { overflow: visible; } details { break-inside: auto; } tr, h2, svg g { break-inside: avoid; }
}
`.trim();
