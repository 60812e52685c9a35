import type { FastifyReply, FastifyRequest } from 'fastify';
import { anyone } from '#contract/endpoint.ts';
import type { Deps } from '#server/deps.ts';
import type { KeyGate } from '#server/features/identity/index.ts';
import type { App } from '#server/platform/http/mount.ts';
import { pathOfNul, wholeCharacters } from '#server/platform/http/storable.ts';
import { writtenOnce } from '#server/platform/http/written.ts';
import { createV1Admission } from './admit.ts';
import * as contacts from './contacts.ts';
import { refused, shapeOf } from './document.ts';
import * as groups from './groups.ts';
import * as inbox from './inbox.ts';
import * as messages from './messages.ts';
import { type Operation, operation as op } from './operation.ts';
import * as people from './people.ts';
import type { PlanPart } from './plan-part.ts';
import { settingsReader } from './read-settings.ts';
import { answerOf, badRequest, unknownPath, type V1Answer } from './refusals.ts';
import { putSettings, showSettings } from './settings.ts';
import { Credentials, Token } from './shapes.ts';
import { signInForToken } from './sign-in.ts';
import { isObject, readJson } from './wire.ts';

/** Everything under /v1, as it is published; statuses are those of a success. */
const operations: readonly Operation[] = [
  op('GET', '/v1/contacts', 200, 'List contacts', contacts.listContacts),
  op('POST', '/v1/contacts', 201, 'Add a contact, or change the one of its id', contacts.addContact),
  op('PATCH', '/v1/contacts', 202, 'Add, change and delete many contacts', contacts.patchContacts),
  op('GET', '/v1/contacts/:id', 200, 'One contact', contacts.getContact),
  op('PUT', '/v1/contacts/:id', 200, 'Replace a contact', contacts.putContact),
  op('DELETE', '/v1/contacts/:id', 204, 'Delete a contact', contacts.deleteContact),
  op('GET', '/v1/groups', 200, 'List groups', groups.listGroups),
  op('POST', '/v1/groups', 201, 'Add a group', groups.createGroup),
  op('GET', '/v1/groups/:id', 200, 'One group', groups.showGroup),
  op('PUT', '/v1/groups/:id', 200, 'Replace a group', groups.putGroup),
  op('DELETE', '/v1/groups/:id', 204, 'Delete a group', groups.removeGroup),
  op('GET', '/v1/groups/:id/contacts', 200, 'Contacts of a group', groups.listGroupContacts),
  op('POST', '/v1/groups/:id/contacts', 202, 'Add contacts to a group and remove them', groups.changeGroupContacts),
  op('GET', '/v1/inbox', 200, 'The last message of each thread', inbox.listThreads),
  op('GET', '/v1/threads/:id', 200, 'Messages of a thread, the newest first', inbox.showThread),
  op('DELETE', '/v1/threads/:id', 200, 'Delete a thread', inbox.removeThread),
  op('POST', '/v1/messages', 201, 'Send a text, now or later', messages.sendText),
  op('GET', '/v1/messages/scheduled', 200, 'Texts that wait for their time', messages.listScheduledTexts),
  op('GET', '/v1/messages/:id', 200, 'One message', messages.showMessage),
  op('PUT', '/v1/messages/:id', 201, 'Change a text that waits, or mark its thread read', messages.putMessage),
  op('DELETE', '/v1/messages/:id', 200, 'Delete a message', messages.removeMessage),
  op('GET', '/v1/settings', 200, 'My Settings', showSettings, { asksPlan: true }),
  op('PUT', '/v1/settings', 200, 'Change My Settings', putSettings),
  op('GET', '/v1/profile', 200, 'The calling line', people.showProfile),
  op('GET', '/v1/enterprises/:id', 200, 'The company', people.showEnterprise),
  op('GET', '/v1/enterprises/:id/users', 200, 'Lines of the company', people.listUsers),
  op('GET', '/v1/enterprises/:id/users/:user_id', 200, 'One line of the company', people.showUser),
];

/** A file of 5 MB grows by a third when it is written into JSON. */
const bodyLimit = 8 * 1024 * 1024;

/** The SendHub-compatible API: parsers and presenters over what the features do. */
export async function sendhubRoutes(app: App, deps: Deps, gate: KeyGate<PlanPart>): Promise<void> {
  const admission = createV1Admission(deps, gate);
  const settingsOf = settingsReader(deps);
  await app.register(async (scope) => {
    // Shapes are for the document; what clients write is read by hand, and answers are written whole.
    scope.setValidatorCompiler(() => () => true);
    scope.setSerializerCompiler(() => JSON.stringify);
    scope.removeAllContentTypeParsers();
    // Clients name all sorts of types for their JSON, and some send an empty body with one.
    scope.addContentTypeParser('*', { parseAs: 'string', bodyLimit }, (_request, body, done) => {
      try {
        done(null, readJson(String(body)));
      } catch {
        done(badRequest('Invalid data sent.', 'The body is not JSON.'));
      }
    });
    scope.setErrorHandler((error, request, reply) => {
      const { statusCode } = error as { statusCode?: number };
      const known = answerOf(error) ?? (statusCode === 413 ? tooLarge : undefined);
      if (known) return send(reply, known);
      if (statusCode !== undefined && statusCode < 500) return send(reply, badRequest('Invalid data sent.').answer);
      request.log.error({ err: error, url: request.routeOptions.url }, 'fault');
      return send(reply, fault);
    });
    // Keys travel with each call and cookies are not looked at, so any page may call.
    scope.addHook('onRequest', async (_request, reply) => {
      reply.headers({
        'access-control-allow-origin': '*',
        'access-control-expose-headers': 'retry-after, x-request-id',
        'cross-origin-resource-policy': 'cross-origin',
        'cache-control': 'no-store',
      });
    });
    for (const { method, path, status, summary, act, asksPlan } of operations)
      scope.route({
        method,
        url: path,
        config: { access: anyone, answersData: true },
        schema: {
          summary,
          tags: ['v1'],
          security: [{ v1Key: [], v1Name: [] }, { v1Basic: [] }],
          ...shapeOf({ method, path, status }),
        },
        handler: async (request, reply) => {
          const { caller, plan } = await admission.admit(request, asksPlan);
          const result = await act({
            deps,
            caller,
            plan,
            settingsOf,
            params: request.params as Record<string, string>, // path parameters are text
            query: checked(request.query),
            body: request.body == null ? {} : checked(request.body),
            ...keyOf(request),
          });
          if (status === 204) return reply.code(204).send();
          const written = writtenOnce(result, () => JSON.stringify(result));
          reply.code(status);
          return written === undefined
            ? reply.send(result)
            : reply.type('application/json; charset=utf-8').send(written);
        },
      });
    scope.route({
      method: 'POST',
      url: '/v1/auth',
      config: { access: anyone, rateLimit: { max: 60, timeWindow: 60_000 } },
      schema: {
        summary: 'Username and password for a token',
        tags: ['v1'],
        security: [],
        body: Credentials,
        response: { 200: Token, ...refused },
      },
      handler: (request) => signInForToken(deps, admission, request),
    });
    scope.all('/v1/*', { config: { access: anyone }, schema: { hide: true } }, (request, reply) =>
      request.method === 'OPTIONS' ? preflight(reply) : send(reply, unknownPath.answer),
    );
  });
}

function preflight(reply: FastifyReply) {
  return reply
    .code(204)
    .headers({
      'access-control-allow-methods': 'GET, POST, PUT, PATCH, DELETE',
      'access-control-allow-headers': 'authorization, content-type, idempotency-key',
      'access-control-max-age': '86400',
    })
    .send();
}

/** The same key again is the same text, not a second one. */
function keyOf({ headers }: FastifyRequest): { key?: string } {
  const key = headers['idempotency-key'];
  return typeof key === 'string' && key.length > 0 && key.length <= 100 ? { key } : {};
}

/** An object without NUL, which the database cannot hold. */
function checked(part: unknown): Record<string, unknown> {
  if (!isObject(part)) throw badRequest('Invalid data sent.', 'The body is a JSON object.');
  if (pathOfNul(part) !== undefined) throw badRequest('Invalid data sent.', 'Texts must not contain NUL characters.');
  return wholeCharacters(part);
}

const tooLarge = { ...badRequest('The request is larger than allowed here.').answer, status: 413 };
const fault: V1Answer = {
  status: 500,
  body: {
    message: 'Something went wrong on our side. It was recorded; try again in a moment.',
    error: 'Internal Server Error',
    code: '500',
    status: 500,
  },
};

function send(reply: FastifyReply, { status, body, retryAfterSeconds }: V1Answer) {
  if (retryAfterSeconds !== undefined) reply.header('retry-after', String(retryAfterSeconds));
  // Typed by hand: one published error is plain text.
  return reply
    .code(status)
    .type(typeof body === 'string' ? 'text/html; charset=utf-8' : 'application/json; charset=utf-8')
    .serializer((payload: unknown) => (typeof payload === 'string' ? payload : JSON.stringify(payload)))
    .send(body);
}
