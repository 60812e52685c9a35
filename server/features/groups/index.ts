export { groupsJobs } from './jobs.ts';
/** @public */
export { confirmJoin, joinGroup, leaveGroup } from './join-by-text.ts';
export { groupsRoutes } from './routes.ts';
/** @public */
export { findGroupByKeyword } from './store.ts';
