/** @public */
export { readBusinessHours } from './business-hours.ts';
