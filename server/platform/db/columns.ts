import { customType, timestamp } from 'drizzle-orm/pg-core';

const bigintText = customType<{ data: string; driverData: string }>({ dataType: () => 'bigint' });
/** A 64-bit id, a string of digits in TypeScript. */
export const id = <T extends string>(name?: string) =>
  (name === undefined ? bigintText() : bigintText(name)).$type<T>();
export const bytes = customType<{ data: Buffer; driverData: Buffer }>({ dataType: () => 'bytea' });
export const instant = (name?: string) =>
  name === undefined
    ? timestamp({ withTimezone: true, mode: 'date', precision: 3 })
    : timestamp(name, { withTimezone: true, mode: 'date', precision: 3 });
