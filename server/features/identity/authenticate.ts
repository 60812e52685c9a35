import type { FastifyRequest } from 'fastify';
import { type Access, anyone, commonErrors } from '#contract/endpoint.ts';
import { may } from '#contract/policy.ts';
import type { Deps } from '#server/deps.ts';
import { minutes } from '#server/platform/clock.ts';
import { AppError } from '#server/platform/errors.ts';
import type { Caller } from '#server/platform/http/caller.ts';
import { originOf } from '#server/platform/http/mount.ts';
import { methodsOf } from './factor-ask.ts';
import { listFactors } from './factor-store.ts';
import type { KeyGate } from './key-gate.ts';
import { sessionToken } from './session-cookie.ts';
import { absoluteMs, idleMs, sessionFinder, touchSession } from './sessions.ts';

/** R11: how long a proof of identity counts. */
export const proofMs = minutes(10);

/**
 * Finds out who calls, by session cookie or API key, and whether an endpoint's access lets them in. Throws the common
 * refusals: `identity.sign_in_needed`, `_second_step_missing`, `_not_allowed`, `_scope_needed`, `_proof_needed`,
 * `request.too_many`, `plan.limits_reached`.
 */
export function createAdmission(deps: Deps, gate: KeyGate) {
  const findSession = sessionFinder(deps);

  const bySession = async (request: FastifyRequest, access: Access): Promise<Caller | undefined> => {
    const token = sessionToken(request, deps.config);
    if (token === undefined) return undefined;
    const found = await findSession(token);
    const now = deps.clock.now();
    if (
      !found ||
      found.suspendedAt ||
      now.getTime() - found.lastSeenAt.getTime() > idleMs ||
      now.getTime() - found.createdAt.getTime() > absoluteMs
    )
      return undefined;
    if (found.secondStepMissing && access.who !== 'anyone' && !(access.who === 'line' && access.beforeSecondStep))
      throw new AppError(commonErrors.secondStepMissing);
    if (now.getTime() - found.lastSeenAt.getTime() > minutes(1))
      await touchSession(deps.db, found.companyId, found.sessionId, now);
    return {
      companyId: found.companyId,
      lineId: found.lineId,
      roles: found.roles,
      sessionId: found.sessionId,
      keyId: undefined,
      scopes: undefined,
      provenAt: found.provenAt,
      lineVersion: found.lineVersion,
      origin: originOf(request),
    };
  };

  const byKey = async (request: FastifyRequest): Promise<Caller | undefined> => {
    const [, key] = /^Bearer (.+)$/i.exec(request.headers.authorization ?? '') ?? [];
    if (key === undefined) return undefined;
    const holder = await gate.find(key);
    if (!holder || holder.suspended) return undefined;
    const admission = await gate.admit(holder);
    if (admission.kind === 'dead') return undefined;
    if (admission.kind === 'limit') throw admission.refusal;
    if (admission.kind === 'too fast')
      throw new AppError(commonErrors.tooMany, {
        detail: { retryAfterSeconds: 60 - deps.clock.now().getUTCSeconds() },
      });
    return {
      companyId: holder.companyId,
      lineId: holder.lineId,
      roles: holder.roles,
      sessionId: undefined,
      keyId: holder.keyId,
      scopes: holder.scopes ?? undefined,
      provenAt: undefined,
      lineVersion: admission.lineVersion,
      origin: originOf(request),
    };
  };

  return async (request: FastifyRequest, access: Access): Promise<Caller | undefined> => {
    if (access.who === 'anyone') return bySession(request, access);
    if (access.who === 'operator' && isAtThisMachine(request)) return bySession(request, anyone);
    const caller =
      access.who === 'line' && access.scope !== undefined && request.headers.authorization !== undefined
        ? await byKey(request)
        : await bySession(request, access);
    if (!caller) throw new AppError(commonErrors.signInNeeded);
    if (access.who === 'operator') {
      if (!caller.roles.includes('admin')) throw new AppError(commonErrors.notAllowed);
      return caller;
    }
    if (caller.scopes !== undefined && access.scope !== undefined && !caller.scopes.includes(access.scope))
      throw new AppError(commonErrors.scopeNeeded);
    if (access.role !== undefined && !caller.roles.includes(access.role)) throw new AppError(commonErrors.notAllowed);
    if (access.may !== undefined && !may(caller.roles, access.may)) throw new AppError(commonErrors.notAllowed);
    if (access.proof && !isFresh(caller, deps.clock.now()))
      throw new AppError(commonErrors.proofNeeded, {
        detail: { methods: methodsOf(await listFactors(deps.db, caller), 0) },
      });
    return caller;
  };
}

const isFresh = (caller: Caller, now: Date) =>
  caller.provenAt !== undefined && now.getTime() - caller.provenAt.getTime() <= proofMs;

/** A browser on the server's own machine, with no proxy in between: whoever can do that can read the database too. */
function isAtThisMachine(request: FastifyRequest): boolean {
  const loopback = request.ip === '127.0.0.1' || request.ip === '::1' || request.ip === '::ffff:127.0.0.1';
  return loopback && request.headers['x-forwarded-for'] === undefined && request.headers.forwarded === undefined;
}
