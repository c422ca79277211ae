import { svgFile } from './svg';

const tips = (points: readonly { readonly x: number; readonly y: number }[]) => {
  const layout = { width: 100, height: 100, nodes: [], edges: [{ points }] };
  const svg = svgFile({ title: 'Change', description: '', nodes: [], edges: [] }, layout);
  return [...svg.matchAll(/class="tip" d="([^"]*)"/g)].map(([, path]) => path);
};

it('has a tip at the end of an arrow, along its last part', () => {
  expect(
    tips([
      { x: 0, y: 50 },
      { x: 100, y: 50 },
    ]),
  ).toEqual(['M100 50L93 53.5L93 46.5Z']);
  expect(
    tips([
      { x: 50, y: 0 },
      { x: 50, y: 100 },
    ]),
  ).toEqual(['M50 100L53.5 93L46.5 93Z']);
});

it('has the same tip if a level line falls by less than a pixel', () => {
  expect(
    tips([
      { x: 0, y: 50.000_000_001 },
      { x: 100, y: 50 },
    ]),
  ).toEqual(['M100 50L93 53.5L93 46.5Z']);
  expect(
    tips([
      { x: 50, y: 0 },
      { x: 49.999_999_999, y: 100 },
    ]),
  ).toEqual(['M50 100L53.5 93L46.5 93Z']);
});
