import type { Plugin } from 'vite';

/** What the browser reads of an endpoint. */
const kept: ReadonlySet<string> = new Set(['method', 'path']);

/**
 * Cuts the contract's endpoints down to method and path in the browser's code. Schemas, refusals, roles and summaries are for the
 * server and the compiler; carrying and building them would only make a page wait.
 */
export const slimContract = (): Plugin => ({
  name: 'slim-contract',
  enforce: 'pre',
  transform: {
    filter: { id: /[\\/]contract[\\/][\w-]+\.ts$/, code: 'endpoint(' },
    handler(code) {
      const cuts = endpointsIn(this.parse(code, { lang: 'ts' })).flatMap(({ properties }) =>
        properties.filter((property) => !kept.has(property.key?.name ?? '')),
      );
      // From the last to the first, so that what stands before a cut stays where it was. A property goes with its comma.
      return cuts
        .toSorted((a, b) => b.start - a.start)
        .reduce((rest, cut) => rest.slice(0, cut.start) + rest.slice(cut.end).replace(/^\s*,/, ''), code);
    },
  },
});

/** As much as is looked at here of a syntax tree (ESTree). */
interface Node {
  readonly type: string;
  readonly start: number;
  readonly end: number;
  readonly callee?: { readonly name?: string };
  readonly arguments?: readonly Node[];
  readonly properties?: readonly Property[];
}
interface Property extends Node {
  readonly key?: { readonly name?: string };
}

const isNode = (value: unknown): value is Node => typeof value === 'object' && value !== null && 'type' in value;

/** The object literals that are handed to `endpoint(…)`. */
function endpointsIn(node: object): { properties: readonly Property[] }[] {
  if (isNode(node) && node.type === 'CallExpression' && node.callee?.name === 'endpoint')
    return (node.arguments ?? []).flatMap(({ properties }) => (properties === undefined ? [] : [{ properties }]));
  return Object.values(node)
    .flatMap((value: unknown) => (Array.isArray(value) ? (value as unknown[]) : [value]))
    .filter(isNode)
    .flatMap(endpointsIn);
}
