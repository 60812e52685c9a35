declare const brand: unique symbol;
type Branded<B extends string> = string & { readonly [brand]: B };
export type CompanyId = Branded<'company'>;
export type LineId = Branded<'line'>;
export type SessionId = Branded<'session'>;
export type ChallengeId = Branded<'challenge'>;
export type ChangeId = Branded<'change'>;
export type KeyId = Branded<'key'>;
export type ThreadId = Branded<'thread'>;
export type EntryId = Branded<'entry'>;
export type MediaId = Branded<'media'>;
export type ScheduledId = Branded<'scheduled'>;
/** E.164, like +14155550100. */
export type PhoneNumber = Branded<'phone number'>;
/** Lower-cased address. */
export type EmailAddress = Branded<'email address'>;
export type ContactId = Branded<'contact'>;
export type GroupId = Branded<'group'>;
export type ImportId = Branded<'import'>;
export type InvitationId = Branded<'invitation'>;
export type ExportId = Branded<'export'>;
