import { median, type Row, startProduct, withDataDir } from './product.ts';

/** P6: from starting the process to its first page, in an empty data folder and in one that was used. */
export async function starts(): Promise<Row[]> {
  const first: number[] = [];
  const later: number[] = [];
  for (let round = 0; round < 5; round += 1) {
    await withDataDir(async (dir) => {
      for (const into of [first, later]) {
        const product = await startProduct(dir);
        into.push(product.firstPageMs);
        await product.stop();
      }
    });
  }
  const said = (values: number[]) =>
    `${(median(values) / 1000).toFixed(2)} s (max ${(Math.max(...values) / 1000).toFixed(2)})`;
  return [
    {
      what: 'P6 first start to first page',
      ours: said(first),
      reference: '',
      target: '≤ 8 s',
      met: median(first) <= 8000,
    },
    {
      what: 'P6 later start to first page',
      ours: said(later),
      reference: '',
      target: '≤ 2.5 s',
      met: median(later) <= 2500,
    },
  ];
}
