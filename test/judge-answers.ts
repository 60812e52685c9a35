import { Ajv, type ValidateFunction } from 'ajv';
import { publishedApi } from './published-api.ts';
import type { World } from './world.ts';

// Where the published document contradicts itself or our independence, the decision stands here.
const decided: readonly { readonly fault: RegExp; readonly because: string }[] = [
  {
    fault: /enterpriseJoinLink/,
    because: "addresses of the model's own short link service are not ours to give: null",
  },
  {
    fault: /mms'?$|property 'mms'/,
    because: 'mms is required of every reply, though most texts have none: only where one was sent',
  },
  {
    fault: /^\/shortlink must NOT have fewer/,
    because: 'empty in every other reply of the document: no short link was made',
  },
  {
    fault: /scheduled_at must match|\/scheduled_at must be string/,
    because: 'naive in lists and with a zone in messages: as the place says',
  },
  {
    fault: /^\/sent must/,
    because: 'a text that waits was not sent: null, which the schema means by a nullable of allOf',
  },
  { fault: /signature must NOT have fewer|image must be string/, because: 'no signature and no picture are null' },
  {
    // Of such names as tests write; shared by contacts on their own, in lists and in the bulk write.
    fault: /^(\/objects)?(\/\d+)?\/(shoe_size|unread|text|a|\d) must be string,null$/,
    because: "a contact's own fields come back as they were written, also where that was no text",
  },
  { fault: /^\/text must NOT have fewer/, because: 'a file may go without a word' },
  {
    fault: /direction must be equal/,
    because: 'to/from in the answer to a send, outbound-api/incoming elsewhere: the document has both',
  },
];

interface Operation {
  readonly method: string;
  readonly path: string;
}
interface Ours {
  readonly responses: Record<string, { readonly content?: Record<string, { readonly schema: object }> }>;
}

/** Judges answers by both documents, the published one and our own at /docs; what is wrong with them, nothing where they are right. */
export async function judgeOfAnswers(w: World) {
  const api = publishedApi();
  const own = (await w.app.inject({ url: '/openapi.json' })).json() as { paths: Record<string, Record<string, Ours>> };
  const ajv = new Ajv({ strict: false, allErrors: true });
  const known = new Map<object, ValidateFunction>();

  function faultsByOurs({ method, path }: Operation, status: number, answer: unknown): string[] {
    // One refusal is plain text, as published.
    if (typeof answer === 'string') return [];
    const ours = Object.entries(own.paths).find(([at]) => named(at) === named(path))?.[1][method.toLowerCase()];
    const schema = (ours?.responses[status] ?? ours?.responses['4XX'])?.content?.['application/json']?.schema;
    if (!schema) return status === 204 ? [] : [`${method} ${path} ${status} is not in our document`];
    const check = known.get(schema) ?? ajv.compile(schema);
    known.set(schema, check);
    return check(answer)
      ? []
      : (check.errors ?? []).map((fault) => `ours: ${fault.instancePath || '/'} ${fault.message}`);
  }

  return (operation: Operation, status: number, answer: unknown): string[] => {
    // Refusals that are published nowhere are ours alone; successes are the published ones.
    const isPublished = status < 400 || api.statusesOf(operation).includes(status);
    const published = isPublished ? api.faultsOf(operation, status, answer) : [];
    const left = published.filter((fault) => !decided.some((one) => one.fault.test(fault)));
    return [
      // That no alternative fits says nothing by itself: why each does not is told beside it.
      ...(left.every((fault) => fault.endsWith('must match a schema in anyOf')) ? [] : left),
      ...faultsByOurs(operation, status, answer),
    ];
  };
}

// Both documents name what stands in a path in their own way.
const named = (path: string) => path.replace(/\{\w+\}/g, '{}');
