import type { TSchema } from 'typebox';
import { Compile } from 'typebox/compile';
import { Value } from 'typebox/value';
import { InvalidRequest } from './problem.ts';
import { pathOfNul } from './storable.ts';

/**
 * Checks one part of a request. Bodies are taken as they are: a number is never made of a string. Queries and path
 * parameters are text by nature, so they are converted first. NUL is refused everywhere: the database cannot hold it.
 */
export function validator(schema: TSchema, part: 'body' | 'query' | 'params') {
  // Compiled by the first request, like what writes the replies (late-writers.ts).
  let checker: ReturnType<typeof Compile> | undefined;
  return (value: unknown): unknown => {
    checker ??= Compile(schema);
    const input = part === 'body' ? value : Value.Convert(schema, value);
    if (!checker.Check(input)) {
      throw new InvalidRequest(
        checker
          .Errors(input)
          .slice(0, 20)
          .map((fault) => ({ path: fault.instancePath || '/', message: fault.message })),
      );
    }
    const nul = pathOfNul(input);
    if (nul !== undefined) throw new InvalidRequest([{ path: nul || '/', message: 'must not contain NUL characters' }]);
    return input;
  };
}
