import type { Db } from './db.ts';

/**
 * A statement that each connection plans once, on the pool and in transactions alike: planning the long ones takes longer
 * than running them. Values and columns are as `pg` has them, but times come as text.
 */
export const statement =
  <Row>(name: string, text: string) =>
  async (db: Db, values: readonly unknown[]): Promise<Row[]> => {
    const query = db._.session.prepareQuery({ sql: text, params: [...values] }, undefined, name, false);
    const { rows } = (await query.execute()) as { rows: Row[] }; // without fields it answers what pg answered
    return rows;
  };
