import { randomBytes } from 'node:crypto';
import type pg from 'pg';

export interface Account {
  readonly sid: string;
  readonly token: string;
}

/** The one account of this carrier: made at random once, then kept, so that what others were told stays true. */
export async function openAccount(pool: pg.Pool): Promise<Account> {
  const made = [newSid('AC'), randomBytes(16).toString('hex')];
  await pool.query('insert into simulator.account (sid, token) values ($1, $2) on conflict do nothing', made);
  const { rows } = await pool.query<Account>('select sid, token from simulator.account');
  const account = rows[0];
  if (!account) throw new Error('the simulator has no account');
  return account;
}

/** A resource's id in Twilio's form: two letters and 32 hexadecimal digits. */
export const newSid = (kind: 'AC' | 'SM' | 'MM' | 'PN' | 'CA' | 'RE' | 'MZ') => kind + randomBytes(16).toString('hex');
