export { AddGroupPage } from './add-group-page.tsx';
export { GroupPage } from './group-page.tsx';
export { groupWords } from './group-words.ts';
export { GroupsPage, NoGroupOpen } from './groups-page.tsx';
export { useDeleteGroup, useRestoreGroup } from './use-groups.ts';
