/** One mail as it leaves us. `id` becomes the Message-ID, so a repeat of the same job is the same mail to every mail program. */
export interface Mail {
  readonly id: string;
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly attachments?: readonly {
    readonly filename: string;
    readonly contentType: string;
    readonly content: Uint8Array;
  }[];
}

/**
 * What became of a mail. `refused` is final for this address (SMTP 5xx), with the server's words; a passing trouble
 * (4xx, no connection) is thrown as `MailDownError`, so the job comes back later.
 */
export type MailOutcome = { readonly kind: 'accepted' } | { readonly kind: 'refused'; readonly why: string };

export interface Mailer {
  send(mail: Mail): Promise<MailOutcome>;
  /** Throws with a sentence saying what is wrong when mail cannot be handed over. */
  check(): Promise<void>;
  close(): Promise<void>;
}

export class MailDownError extends Error {}
