/** The style of the page: readable from 390 px to A4, light and dark. Colours have a contrast of 4.5 or more (WCAG 2.2 AA). */
export const STYLE = `
:root{color-scheme:light dark;--paper:#fff;--ink:#1b1f24;--soft:#57606a;--line:#d0d7de;--fill:#f3f5f7;--link:#0550ae;--bar:#0969da;--node:#f6f8fa;--edge:#57606a}
@media (prefers-color-scheme:dark){:root{--paper:#0f1318;--ink:#e6e9ed;--soft:#a3adb8;--line:#3a434d;--fill:#191f26;--link:#79b8ff;--bar:#58a6ff;--node:#1a2129;--edge:#a3adb8}}
*{box-sizing:border-box}
html{scroll-behavior:auto;scroll-padding-top:1rem}
body{margin:0 auto;max-width:84rem;padding:1rem;background:var(--paper);color:var(--ink);font:1rem/1.55 system-ui,-apple-system,"Segoe UI",Roboto,"Liberation Sans",sans-serif;overflow-wrap:break-word}
a{color:var(--link)}
a:focus-visible,[tabindex]:focus-visible{outline:3px solid var(--link);outline-offset:2px}
.skip{position:absolute;left:-999rem}
.skip:focus{left:1rem;top:1rem;background:var(--paper);padding:.5rem}
h1{font-size:1.9rem;line-height:1.2;margin:0 0 .5rem}
h2{font-size:1.45rem;line-height:1.25;margin:0 0 .75rem}
h3{font-size:1.1rem;margin:1.6rem 0 .5rem}
nav h2{font-size:1rem}
nav ol{margin:0;padding-left:2.2rem;font-size:.95rem}
.facts{display:flex;flex-wrap:wrap;gap:.25rem 2rem;margin:0 0 1.5rem;color:var(--soft)}
.facts div{display:flex;gap:.5rem}
.facts dd{margin:0;color:var(--ink);overflow-wrap:anywhere}
section{border-top:1px solid var(--line);margin-top:2rem;padding-top:1.5rem}
p,ul,ol,dl{max-width:48rem}
code{font:.9em ui-monospace,SFMono-Regular,Menlo,Consolas,"Liberation Mono",monospace;overflow-wrap:anywhere}
pre{background:var(--fill);border:1px solid var(--line);border-radius:6px;padding:.75rem;overflow-x:auto;max-width:100%}
pre code{overflow-wrap:normal;white-space:pre}
.scroll{overflow-x:auto;margin:1rem 0;border:1px solid var(--line);border-radius:6px}
table{border-collapse:collapse;width:100%;font-size:.92rem}
caption{text-align:left;padding:.5rem .6rem;font-weight:600}
th,td{text-align:left;vertical-align:top;padding:.4rem .6rem;border-top:1px solid var(--line);min-width:6rem}
thead th{background:var(--fill);white-space:nowrap}
tbody th{font-weight:400}
table code{white-space:nowrap;overflow-wrap:normal}
.check{list-style:none;padding-left:0}
.check li::before{content:"\\2610";display:inline-block;width:1.6rem}
.steps dl{margin:.5rem 0 0}
.steps dt{font-weight:600;margin-top:.75rem}
.steps dd{margin:0 0 0 .25rem;padding-left:1rem;border-left:3px solid var(--line)}
.steps p{margin:.25rem 0}
figure{margin:1rem 0}
figcaption{font-weight:600;margin-bottom:.5rem}
.bars{list-style:none;padding:0}
.bars li{display:grid;grid-template-columns:1fr auto;gap:0 1rem;margin-bottom:.5rem}
.bars .amount{font-variant-numeric:tabular-nums}
.bar{grid-column:1/-1;width:100%;height:.5rem}
.bar rect{fill:var(--bar)}
.picture svg{display:block;height:auto;max-width:100%}
.wide{display:none}
.node rect{fill:var(--node);stroke:var(--edge);stroke-width:1.2}
.node .name{font-weight:600}
.node text,.edge text{fill:var(--ink);font-size:13px;font-family:system-ui,-apple-system,"Segoe UI",Roboto,"Liberation Sans",sans-serif}
.node .detail{fill:var(--soft);font-size:11.5px}
.edge path{fill:none;stroke:var(--edge);stroke-width:1.4}
.edge .tip{fill:var(--edge);stroke:none}
.edge text{font-size:11.5px}
.edge .back{fill:var(--paper)}
@media (min-width:62rem){
body{display:grid;grid-template-columns:17rem minmax(0,1fr);gap:0 2.5rem}
header{grid-column:1/-1}
nav{position:sticky;top:1rem;align-self:start;max-height:calc(100vh - 2rem);overflow-y:auto}
.wide{display:block}
.tall{display:none}
}
@media print{
:root{--paper:#fff;--ink:#000;--soft:#333;--line:#999;--fill:#f3f3f3;--link:#000;--bar:#444;--node:#fff;--edge:#333}
body{display:block;max-width:none;padding:0;font-size:10pt}
nav{position:static;max-height:none}
.skip{display:none}
section{break-before:page;border:0;margin:0;padding:0}
.scroll{overflow:visible;border:0}
table{font-size:8.5pt}
th,td{min-width:0;padding:.2rem .3rem}
table code{white-space:normal;overflow-wrap:anywhere}
tr,figure,pre,.bars li{break-inside:avoid}
thead{display:table-header-group}
pre code{white-space:pre-wrap;overflow-wrap:anywhere}
.tall{display:block}
.wide{display:none}
.tall svg{max-height:24cm}
}
`;
