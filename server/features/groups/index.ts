export { addGroup } from './add-group.ts';
export { changeGroup } from './change-group.ts';
export { changeMembers } from './change-members.ts';
export { deleteGroup } from './delete-group.ts';
export { groupsJobs } from './jobs.ts';
/** @public */
export { confirmJoin, joinGroup, leaveGroup } from './join-by-text.ts';
export { groupsRoutes } from './routes.ts';
/** @public */
export { findGroupByKeyword, type GroupRow, largestGroup, listGroupsByIds, pageOfGroups } from './store.ts';
