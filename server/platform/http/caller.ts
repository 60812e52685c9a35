import type { Role, Scope } from '#contract/endpoint.ts';
import type { CompanyId, KeyId, LineId, SessionId } from '#contract/ids.ts';

/** From where a request came: kept with what it changes. */
export interface Origin {
  /** Taken from the connection, or from a proxy that the configuration trusts. */
  readonly ip: string;
  readonly userAgent: string;
}

/** Who is calling: a line by its session or by an API key. */
export interface Caller {
  readonly companyId: CompanyId;
  readonly lineId: LineId;
  readonly roles: readonly Role[];
  readonly sessionId: SessionId | undefined;
  readonly keyId: KeyId | undefined;
  /** What the key may do; undefined: everything (a session, or the line's own key). */
  readonly scopes: readonly Scope[] | undefined;
  /** When the session last proved who it is (R11). */
  readonly provenAt: Date | undefined;
  /** Rises with every change of the line, and was told by the database with this call: what was read at the same version stands. */
  readonly lineVersion?: number;
  readonly origin: Origin;
}
